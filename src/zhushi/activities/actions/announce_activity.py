from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, locked, tell
from zhushi.activities.lifecycle import activity_target
from zhushi.activities.models import Activity


@transaction.atomic
def announce_activity(activity: Activity, *, by, at: datetime) -> Activity:
    """Tell all who are asked when and where; a public one stands on the room's page from now."""
    activity = locked(activity)
    activity.status = activity_target("announce", activity.status)
    activity.announced_at = at
    activity.save(update_fields=["status", "announced_at"])
    where = f"，{activity.place}" if activity.place else ""
    when = f"{activity.starts_at:%H:%M}" if activity.starts_at else ""
    tell(activity, "announce", f"请您参加{where}{'，' if when else ''}{when}", by=by, at=at)
    audited("activity.announce", activity, by=by, at=at)
    return activity
