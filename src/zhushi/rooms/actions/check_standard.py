from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.models import StandardCheck, StandardItem, Workroom


@transaction.atomic
def check_standard(
    room: Workroom, item: StandardItem, *, is_met: bool, note: str = "", by, at: datetime
) -> StandardCheck:
    """Note whether a room meets one line of its district's standard."""
    if item.district_id != room.district_id:
        raise Refused("这一条不是本区的标准。")
    check, _ = StandardCheck.objects.update_or_create(
        room=room,
        item=item,
        defaults={"is_met": is_met, "note": note, "checked_at": at, "checked_by": by},
    )
    audit.record(
        "room.check",
        target=room.code,
        district_id=room.district_id,
        by=by,
        at=at,
        item=item.label,
        met=is_met,
    )
    return check
