from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, locked, tell
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.lifecycle import activity_target
from zhushi.activities.models import Activity
from zhushi.core.errors import Refused


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by, at: datetime) -> Activity:
    """Call an activity off with a reason; who was told of it is told of this too."""
    if not reason.strip():
        raise Refused("请写明取消原因。")
    activity = locked(activity)
    was_announced = activity.status == ActivityStatus.ANNOUNCED
    activity.status = activity_target("cancel", activity.status)
    activity.cancel_reason = reason.strip()
    activity.save(update_fields=["status", "cancel_reason"])
    if was_announced:
        tell(activity, "cancel", f"取消了：{activity.cancel_reason}", by=by, at=at)
    audited("activity.cancel", activity, by=by, at=at)
    return activity
