"""Doors are put on a visit's route, and taken off again before somebody was there."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from zhushi.activities.actions._activity import audited, locked
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.kinds import has_route
from zhushi.activities.models import Activity, Household, Stop
from zhushi.core.errors import Refused

MOST = 40


@transaction.atomic
def plan_stop(
    activity: Activity,
    *,
    household: Household | None = None,
    place: str = "",
    note: str = "",
    by,
    at: datetime,
) -> Stop:
    """Put a household of the room, or a place in words, at the end of the route.

    The same household is one stop. Raises Refused where nobody goes out, for a visit called off,
    for both or neither, for a household of another room or one no longer looked after, beyond
    forty stops.
    """
    place = place.strip()
    if bool(household) == bool(place):
        raise Refused("请选一户，或者写一个地方，只要一样。")
    activity = locked(activity)
    if not has_route(activity.kind, activity.form):
        raise Refused("这一类活动不上门，没有路线。")
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("这次走访取消了。")
    if household:
        if household.room_id != activity.room_id:
            raise Refused("这一户是别的工作室的。")
        if household.closed_on:
            raise Refused("这一户已经结束帮扶。")
        if standing := activity.stops.filter(household=household).first():
            return standing
    count = activity.stops.count()
    if count >= MOST:
        raise Refused(f"一次最多走 {MOST} 处，多的请另排一次。")
    last = activity.stops.aggregate(Max("position"))["position__max"] or 0
    stop = Stop.objects.create(
        activity=activity, household=household, place=place, note=note.strip(), position=last + 1
    )
    audited("activity.stop_plan", activity, by=by, at=at)
    return stop


@transaction.atomic
def drop_stop(stop: Stop, *, by, at: datetime) -> None:
    """Take it off the route; raises Refused once somebody was there."""
    activity = locked(stop.activity)
    standing = Stop.objects.select_for_update(of=("self",)).filter(pk=stop.pk).first()
    if standing is None:
        return
    if standing.done_at:
        raise Refused("已经去过、记下了，不能再去掉。")
    standing.delete()
    audited("activity.stop_drop", activity, by=by, at=at)
