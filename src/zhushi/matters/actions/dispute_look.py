from datetime import datetime

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_district
from zhushi.vault.models import Look


@transaction.atomic
def dispute_look(matter: Matter, look_id: int, *, by=None, at: datetime) -> Look:
    """A resident says that a look was not in order; auditor and office are told, not the room.

    Saying it twice is saying it once. Raises Refused for a look at somebody else's identity.
    A sealed matter is told of to the auditor alone. Source: trust.md §5.3 item 5.
    """
    found = Look.objects.select_for_update().filter(pk=look_id, identity=matter.identity_id)
    look = found.first() if matter.identity_id else None
    if look is None:
        raise Refused("没有找到这一次查看。")
    if look.disputed_at:
        return look
    look.disputed_at = at
    look.save(update_fields=["disputed_at"])
    roles = [Role.AUDITOR]
    if matter.visibility == Visibility.NORMAL:
        roles.append(Role.OFFICE)
    outbox.tell(
        logins_in_district(matter.district_id, *roles, on=day_of(at)),
        event=f"look.dispute:{look.pk}",
        text="有来访人说一次身份查看不正常，请核查",
        about=f"look:{matter.ref}",
        at=at,
    )
    audit.record(
        "identity.dispute",
        target=f"identity:{matter.identity_id}",
        district_id=matter.district_id,
        by=by,
        at=at,
        look=look.pk,
    )
    return look
