from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions._tell import tell_on_duty
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.activities.objections import objections_to
from zhushi.activities.queries import Settled, days_to_settle
from zhushi.core import audit
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.core.workdays import Calendar


@transaction.atomic
def settle_days(
    days: Iterable[ReceptionDay], *, calendar: Calendar, by, at: datetime
) -> list[Settled]:
    """Put provisional days where the calendar says by now, with their slots and duties.

    Who is on duty is told of the new date; who cannot be there any more is taken off and told.
    A day that is announced, or whose new date is taken, stays and is returned with its obstacle.
    """
    keys = [day.pk for day in days]
    lock(ReceptionDay.objects.filter(pk__in=keys))
    found = days_to_settle(ReceptionDay.objects.filter(pk__in=keys), calendar, on=day_of(at))
    for one in found:
        if not one.obstacle:
            _settle(one, by=by, at=at)
    return found


def _settle(one: Settled, *, by, at: datetime) -> None:
    day = one.day
    day.on, day.moved_because = one.planned.on, one.planned.moved_because
    day.is_provisional = one.planned.is_provisional
    day.save(update_fields=["on", "moved_because", "is_provisional"])
    if one.is_moved:
        _carry_duties(day, one.before, by=by, at=at)
        audit.record(
            "reception.settle",
            target=day.ref,
            district_id=day.district_id,
            by=by,
            at=at,
            old=one.before.isoformat(),
        )


def _carry_duties(day: ReceptionDay, before: date, *, by, at: datetime) -> None:
    was = f"（原定{before.month}月{before.day}日）"
    for duty in Duty.objects.filter(day=day).select_related("person"):
        stays = not objections_to({day: [(duty.person, DutyPart(duty.part))]})
        text = f"值班{was}" if stays else f"不用值班了{was}"
        if not stays:
            duty.delete()
        event = f"reception.settle:{day.on:%m%d}"
        tell_on_duty(day, event, text, people=[duty.person], by=by, at=at)
