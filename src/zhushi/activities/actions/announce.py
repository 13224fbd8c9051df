from datetime import datetime, timedelta

from django.db import transaction

from zhushi.activities.actions._lock import locked_day
from zhushi.activities.choices import DutyPart
from zhushi.activities.lifecycle import day_target
from zhushi.activities.models import ReceptionDay
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import User

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
    logins = User.objects.filter(person__duties__day=day).values_list("pk", flat=True)
    outbox.tell(
        logins,
        event=f"reception.announce:{day.pk}",
        text=f"您{day.on.month}月{day.on.day}日在{day.room.name}值班",
        link=f"/desk/receptions/{day.room.code}/{day.on:%Y-%m-%d}/",
        at=at,
    )
    audit.record(
        "reception.announce",
        target=f"{day.room.code}:{day.on}",
        district_id=day.district_id,
        by=by,
        at=at,
    )
    return day
