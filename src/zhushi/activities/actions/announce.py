from datetime import datetime, timedelta

from django.db import transaction

from zhushi.activities.actions._lock import locked_day
from zhushi.activities.actions._tell import tell_on_duty
from zhushi.activities.choices import DutyPart
from zhushi.activities.lifecycle import day_target
from zhushi.activities.models import ReceptionDay
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of

NOTICE_DAYS = 3  # calendar days; docs/domain/norms.md


@transaction.atomic
def announce(day: ReceptionDay, *, by, at: datetime) -> ReceptionDay:
    """Publish a day with its place, hours and delegates, so that people can book.

    Raises Refused later than three days before the day, or with nobody on duty to receive.
    """
    day = locked_day(day.pk)
    target = day_target("announce", day.status)
    if day.on - day_of(at) < timedelta(days=NOTICE_DAYS):
        raise Refused(f"接待日须至少提前 {NOTICE_DAYS} 天公布。可以照常接待，来人按现场登记。")
    if not day.duties.filter(part=DutyPart.RECEIVE).exists():
        raise Refused("还没有排接待的党代表，排好人再公布。")
    day.status, day.announced_at = target, at
    day.save(update_fields=["status", "announced_at"])
    tell_on_duty(day, "reception.announce", "值班", by=None, at=at)
    audit.record(
        "reception.announce",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
    )
    return day
