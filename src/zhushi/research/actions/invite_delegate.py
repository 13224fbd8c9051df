"""Which delegates take part in the research of a theme."""

from datetime import datetime

from django.db import transaction

from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person, User
from zhushi.research.actions._theme import audited, locked
from zhushi.research.models import Theme, ThemeMember
from zhushi.research.queries import able_to_look_into


@transaction.atomic
def invite_delegate(theme: Theme, *, person: Person, by, at: datetime) -> Theme:
    """Let a delegate take part, who is told; inviting twice is inviting once.

    Raises Refused for who is no delegate of the theme's room, or of its district.
    """
    theme = locked(theme)
    if not able_to_look_into(theme, on=day_of(at)).filter(pk=person.pk).exists():
        where = theme.room.name if theme.room else theme.district.name
        raise Refused(f"{person.name}现在不是{where}的代表，不能列入。")
    _, is_new = ThemeMember.objects.get_or_create(theme=theme, person=person)
    if is_new:
        outbox.tell(
            User.objects.filter(person=person.pk).values_list("pk", flat=True),
            but=by,
            event=f"theme.invite:{theme.pk}:{at.timestamp():.0f}",
            text=f"请您参加{theme.half.label}的调研“{theme.title}”",
            about=f"theme:{theme.pk}",
            at=at,
        )
        audited("theme.invite", theme, by=by, at=at)
    return theme


@transaction.atomic
def leave_out_delegate(member: ThemeMember, *, by, at: datetime) -> None:
    """Take a delegate off again; one who is gone already is no error."""
    theme = locked(member.theme)
    if ThemeMember.objects.filter(pk=member.pk).delete()[0]:
        audited("theme.leave_out", theme, by=by, at=at)
