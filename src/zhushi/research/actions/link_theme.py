from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.research.models import Theme, ThemeActivity


@transaction.atomic
def link_theme(activity: Activity, *, theme: Theme | None, by, at: datetime) -> Activity:
    """Say which theme a research activity looks into, or that it is none.

    Raises Refused for another kind of activity, one that was called off, and a theme that is not
    for its room.
    """
    activity = (
        Activity.objects.select_for_update(of=("self",)).select_related("room").get(pk=activity.pk)
    )
    if activity.kind != ActivityKind.RESEARCH:
        raise Refused("只有调研活动对应调研主题。")
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("这次调研取消了。")
    if theme and not theme.is_for(activity.room):
        raise Refused("请选本区或本室的主题。")
    links = ThemeActivity.objects.filter(activity=activity)
    if theme is None:
        links.delete()
    elif not links.filter(theme=theme).exists():  # the item of a plan is kept with its theme
        links.delete()
        ThemeActivity.objects.create(theme=theme, activity=activity)
    audit.record(
        "theme.link",
        target=f"{activity.room.code}:{activity.on}",
        district_id=activity.district_id,
        by=by,
        at=at,
        theme=theme.title if theme else "无",
    )
    return activity
