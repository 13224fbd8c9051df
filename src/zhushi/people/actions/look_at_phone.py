from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def look_at_phone(person: Person, *, reason: str, by, at: datetime) -> str:
    """Open a person's telephone number and leave a line with the reason.

    Rights are asked before this call. Raises Refused without a reason of at least four
    characters, or if no number is known.
    """
    reason = reason.strip()
    if len(reason) < 4:
        raise Refused("请写明查看电话的理由，至少四个字。")
    phone = person.open("phone")
    if not phone:
        raise Refused(f"{person.name}没有登记电话。")
    audit.record(
        "person.look",
        target=person.ref,
        district_id=person.district_id,
        by=by,
        at=at,
        reason=reason[:200],
    )
    return phone
