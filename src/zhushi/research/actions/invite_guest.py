"""Deputies and CPPCC members who take part in the research of a theme."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.research.actions._theme import audited, locked
from zhushi.research.models import Theme, ThemeGuest


@transaction.atomic
def invite_guest(theme: Theme, *, name: str, body: str, by, at: datetime) -> ThemeGuest:
    """Note somebody invited who is no delegate; the same name of the same body stands there once.

    Raises Refused without a name or a body.
    """
    name, body = name.strip(), body.strip()
    if not name or not body:
        raise Refused("请写姓名，和是哪一级的人大代表、政协委员或哪个单位的。")
    theme = locked(theme)
    guest, is_new = ThemeGuest.objects.get_or_create(theme=theme, name=name, body=body)
    if is_new:
        audited("theme.guest_add", theme, by=by, at=at)
    return guest


@transaction.atomic
def leave_out_guest(guest: ThemeGuest, *, by, at: datetime) -> None:
    """Take a guest off again; one who is gone already is no error."""
    theme = locked(guest.theme)
    if ThemeGuest.objects.filter(pk=guest.pk).delete()[0]:
        audited("theme.guest_remove", theme, by=by, at=at)
