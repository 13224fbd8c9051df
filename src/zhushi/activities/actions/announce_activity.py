from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhushi.activities.actions._activity import audited, locked, tell
from zhushi.activities.lifecycle import activity_target
from zhushi.activities.models import Activity
from zhushi.core import outbox
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.queries import logins_of


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
    _tell_others(activity, by=by, at=at)
    audited("activity.announce", activity, by=by, at=at)
    return activity


def _tell_others(activity: Activity, *, by, at: datetime) -> None:
    """Let the liaisons of the rooms that take part say who goes there."""
    rooms = activity.others.values("pk")
    outbox.tell(
        set(logins_of(Q(room__in=rooms, role=Role.LIAISON), on=day_of(at))),
        but=by,
        event=f"activity.joint:{activity.pk}",
        text=f"{activity.on.month}月{activity.on.day}日{activity.room.name}“{activity.title}”"
        "请本室一起办，请定谁去",
        about=f"activity:{activity.pk}",
        at=at,
    )
