from datetime import date, datetime

from django.db import transaction

from zhushi.activities.queries import days_after
from zhushi.core.errors import Refused
from zhushi.rooms.actions.close_room import close_room
from zhushi.rooms.models import Workroom

LISTED = 5


@transaction.atomic
def wind_up(room: Workroom, *, closed_on: date, by, at: datetime) -> Workroom:
    """Close a room with a last day, its rules ending with it; open matters stay where they are.

    Raises Refused while reception days stand after that day, and says which, so that nobody who
    booked comes to a locked door; and whatever ``close_room`` raises.
    """
    Workroom.objects.select_for_update().get(pk=room.pk)
    standing = days_after(room, closed_on)
    if standing:
        named = "、".join(f"{day.on.month}月{day.on.day}日" for day in standing[:LISTED])
        more = f"等 {len(standing)} 天" if len(standing) > LISTED else ""
        raise Refused(f"{named}{more}还排着接待日，请先取消（约好的人会看到原因），再撤销工作室。")
    for rule in room.reception_rules.filter(ends_on=None):
        rule.ends_on = max(closed_on, rule.starts_on)
        rule.save(update_fields=["ends_on"])
    return close_room(room, closed_on=closed_on, by=by, at=at)
