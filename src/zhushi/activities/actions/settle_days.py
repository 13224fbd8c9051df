from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions._tell import tell_on_duty
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.activities.objections import objections_to
from zhushi.activities.queries import Settled, away_on, days_to_settle
from zhushi.core import audit, outbox
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.core.workdays import Calendar
from zhushi.people.choices import Role
from zhushi.people.models import Person
from zhushi.people.queries import logins_in_room


@transaction.atomic
def settle_days(
    days: Iterable[ReceptionDay], *, calendar: Calendar, by, at: datetime
) -> list[Settled]:
    """Put provisional days where the calendar says by now, with their slots and duties.

    Who is on duty is told of the new date; who cannot be there any more is taken off and told.
    The room's liaisons are told too, with the names of both these and those who said before that
    the new date does not suit them, who stay on duty. A day that is announced, or whose new date
    is taken, stays and is returned with its obstacle.
    """
    keys = [day.pk for day in days]
    lock(ReceptionDay.objects.filter(pk__in=keys))
    found = days_to_settle(ReceptionDay.objects.filter(pk__in=keys), calendar, on=day_of(at))
    return [one if one.obstacle else _settle(one, by=by, at=at) for one in found]


def _settle(one: Settled, *, by, at: datetime) -> Settled:
    day = one.day
    day.on, day.moved_because = one.planned.on, one.planned.moved_because
    day.is_provisional = one.planned.is_provisional
    day.save(update_fields=["on", "moved_because", "is_provisional"])
    if not one.is_moved:
        return one
    one = _carry_duties(one, by=by, at=at)
    _tell_liaisons(one, by=by, at=at)
    audit.record(
        "reception.settle",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
        old=one.before.isoformat(),
    )
    return one


def _carry_duties(one: Settled, *, by, at: datetime) -> Settled:
    day, was = one.day, f"（原定{_said(one.before)}）"
    off = []
    for duty in Duty.objects.filter(day=day).select_related("person"):
        stays = not objections_to({day: [(duty.person, DutyPart(duty.part))]})
        text = f"值班{was}" if stays else f"不用值班了{was}"
        if not stays:
            off.append(duty.person.name)
            duty.delete()
        event = f"reception.settle:{day.on:%m%d}"
        tell_on_duty(day, event, text, people=[duty.person], by=by, at=at)
    away = Person.objects.filter(away_on(day.on), duties__day=day).order_by("name")
    unsuited = tuple(away.distinct().values_list("name", flat=True))
    return replace(one, taken_off=tuple(off), unsuited=unsuited)


def _tell_liaisons(one: Settled, *, by, at: datetime) -> None:
    day = one.day
    off = f"，{'、'.join(one.taken_off)}来不了已取下" if one.taken_off else ""
    unsuited = f"，{'、'.join(one.unsuited)}说过那天不方便" if one.unsuited else ""
    ask = "，请看看值班" if off or unsuited else ""
    outbox.tell(
        logins_in_room(day.room_id, Role.LIAISON, on=day_of(at)),
        but=by,
        event=f"reception.settle:{day.pk}:{day.on}",
        text=f"{day.room.name}{_said(one.before)}的接待改到{_said(day.on)}{off}{unsuited}{ask}",
        about=f"reception:{day.ref}",
        at=at,
    )


def _said(on: date) -> str:
    return f"{on.month}月{on.day}日"
