from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, locked
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity, StudyItem
from zhushi.core.errors import Refused


@transaction.atomic
def link_study(activity: Activity, *, items: Iterable[StudyItem], by, at: datetime) -> Activity:
    """Say which items of its room's plans a session is about: exactly these.

    Raises Refused for what is no session of study or was called off, and for an item of another
    room or of a plan that does not hold on the day.
    """
    activity = locked(activity)
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("这次学习取消了。")
    set_items(activity, items)
    audited("activity.study", activity, by=by, at=at)
    return activity


def set_items(activity: Activity, items: Iterable[StudyItem]) -> None:
    """Write it down, within the transaction of whoever calls."""
    wanted = {item.pk for item in items}
    if wanted and activity.kind != ActivityKind.STUDY:
        raise Refused("只有学习活动对应研学计划。")
    fitting = StudyItem.objects.filter(
        pk__in=wanted,
        plan__room=activity.room_id,
        plan__person=None,
        plan__since__lte=activity.on,
        plan__until__gte=activity.on,
    )
    if fitting.count() != len(wanted):
        raise Refused("请选本工作室那段时间的计划里的项目。")
    activity.study_items.set(wanted)
