"""Open, close and cancel a reception day."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._lock import locked_day
from zhushi.activities.actions._tell import tell_on_duty
from zhushi.activities.choices import TurnStatus
from zhushi.activities.lifecycle import day_target
from zhushi.activities.models import ReceptionDay
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of


@transaction.atomic
def open_day(day: ReceptionDay, *, by, at: datetime) -> ReceptionDay:
    """Begin the reception; raises Refused on any other day than its own."""
    day = locked_day(day.pk)
    if day_of(at) != day.on:
        raise Refused(f"这个接待日是{day.on.month}月{day.on.day}日，当天才能开始接待。")
    day.status, day.opened_at = day_target("open", day.status), at
    day.save(update_fields=["status", "opened_at"])
    _audit("open", day, by, at)
    return day


@transaction.atomic
def close_day(day: ReceptionDay, *, summary: str = "", by, at: datetime) -> ReceptionDay:
    """End the reception; who never came is noted as absent.

    Raises Refused while somebody is still being received or waiting.
    """
    day = locked_day(day.pk)
    target = day_target("close", day.status)
    busy = day.turns.filter(status__in=(TurnStatus.CALLED, TurnStatus.WAITING)).count()
    if busy:
        raise Refused(f"还有 {busy} 位来访人没有接待完，先记下来或请他改天再来。")
    day.turns.filter(status=TurnStatus.EXPECTED).update(status=TurnStatus.ABSENT, ended_at=at)
    day.status, day.closed_at, day.summary = target, at, summary
    day.save(update_fields=["status", "closed_at", "summary"])
    _audit("close", day, by, at)
    return day


@transaction.atomic
def cancel_day(day: ReceptionDay, *, reason: str, by, at: datetime) -> ReceptionDay:
    """Cancel a day with a reason the public can read; bookings are cancelled with it.

    Who is on duty that day is told.
    """
    if not reason.strip():
        raise Refused("请写明取消原因，群众能看到。")
    day = locked_day(day.pk)
    day.status = day_target("cancel", day.status)
    day.cancel_reason = reason.strip()
    day.save(update_fields=["status", "cancel_reason"])
    day.turns.filter(status=TurnStatus.EXPECTED).update(status=TurnStatus.CANCELLED, ended_at=at)
    day.slots.update(taken=0)
    tell_on_duty(day, "reception.cancel", "的接待取消了", by=by, at=at)
    _audit("cancel", day, by, at)
    return day


def _audit(verb: str, day: ReceptionDay, by, at: datetime) -> None:
    audit.record(
        f"reception.{verb}",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
    )
