from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, locked
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.models import Activity, Guest
from zhushi.core.errors import Refused


@transaction.atomic
def add_guest(activity: Activity, *, name: str, body: str = "", by, at: datetime) -> Guest:
    """Note somebody invited who is in no team; the same name of the same body stands there once.

    Raises Refused without a name, or for an activity that was called off.
    """
    name, body = name.strip(), body.strip()
    if not name:
        raise Refused("请写来宾的姓名。")
    activity = locked(activity)
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("活动取消了，不用再请来宾。")
    guest, is_new = Guest.objects.get_or_create(activity=activity, name=name, body=body)
    if is_new:
        audited("activity.guest_add", activity, by=by, at=at)
    return guest


@transaction.atomic
def remove_guest(guest: Guest, *, by, at: datetime) -> None:
    """Take a guest off an activity; one who is gone already is no error."""
    activity = locked(guest.activity)
    if Guest.objects.filter(pk=guest.pk).delete()[0]:
        audited("activity.guest_remove", activity, by=by, at=at)
