"""What everybody may read of an activity: written by one person, published by another."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, locked
from zhushi.activities.actions.show import ask_to_show
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.kinds import PUBLIC
from zhushi.activities.models import Activity
from zhushi.activities.words_seen import check_seen
from zhushi.core.errors import Refused


@transaction.atomic
def write_report(activity: Activity, *, report: str, by, at: datetime) -> Activity:
    """Write the report, or write it anew before it is published.

    Raises Refused for a kind that is not public, before it is recorded, or once it is published.
    """
    report = report.replace("\r\n", "\n").strip()
    if not report:
        raise Refused("请写几句报道，一句话也行。")
    activity = locked(activity)
    if activity.kind not in PUBLIC:
        raise Refused("这一类活动不对外公开。")
    if activity.status != ActivityStatus.RECORDED:
        raise Refused("写好记录以后再写报道。")
    if activity.published_at:
        raise Refused("已经公开。要改，请先撤回。")
    activity.report, activity.reported_by = report, by
    activity.save(update_fields=["report", "reported_by"])
    about = f"activity:{activity.pk}"
    ask_to_show(activity.room, f"“{activity.title}”的报道", about=about, by=by, at=at)
    audited("activity.report", activity, by=by, at=at)
    return activity


@transaction.atomic
def publish_report(activity: Activity, *, seen: str | None = None, by, at: datetime) -> Activity:
    """Let a second person put the report on the room's page.

    seen: the ``words_seen`` on the page of who reads. Raises Refused for who wrote it, and where
    it was written anew since.
    """
    activity = locked(activity)
    if activity.published_at:
        return activity
    if not activity.report:
        raise Refused("还没有写报道。")
    if activity.reported_by_id == by.pk:
        raise Refused("写稿人不能自己审定，请另一个人来审。")
    check_seen(activity, seen)
    activity.published_at = at
    activity.save(update_fields=["published_at"])
    audited("activity.publish", activity, by=by, at=at)
    return activity


@transaction.atomic
def withdraw_report(activity: Activity, *, by, at: datetime) -> Activity:
    """Take a published report back at once; the text stays here and may be written anew."""
    activity = locked(activity)
    if activity.published_at:
        activity.published_at = None
        activity.save(update_fields=["published_at"])
        audited("activity.withdraw", activity, by=by, at=at)
    return activity
