from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.models import Workroom


@transaction.atomic
def close_room(room: Workroom, *, closed_on: date, by, at: datetime) -> Workroom:
    """Close a room from the day after ``closed_on``; its matters stay where they are.

    Raises Refused if the room is closed already or the day lies before its opening.
    """
    room = Workroom.objects.select_for_update().get(pk=room.pk)
    if room.closed_on:
        raise Refused(f"{room.name}已经撤销。")
    if closed_on < room.opened_on:
        raise Refused("撤销日期不能早于设立日期。")
    room.closed_on = closed_on
    room.save(update_fields=["closed_on"])
    audit.record("room.close", target=room.code, district_id=room.district_id, by=by, at=at)
    return room
