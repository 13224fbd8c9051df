from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._tell import tell_on_duty, tell_roster
from zhushi.activities.choices import DayStatus, DutyPart
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.activities.objections import Seats, objections_to
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person

KNOWN = (DayStatus.ANNOUNCED, DayStatus.OPEN)
SERVING = (DutyPart.RECEIVE, DutyPart.BACKUP)


@transaction.atomic
def fill_days(wanted: Mapping[int, Sequence[tuple[Person, DutyPart]]], *, by, at: datetime) -> int:
    """Put exactly these people on duty, all or none; of a day's people who receive the first leads.

    wanted: key of a day → who receives or stands by; who assists stays. Everybody who is new on
    some day gets one notice of all of them; of a day that is announced whoever leaves it is told.
    Returns how many duties changed. A fixed number of statements, however many days. Raises
    Refused if a day is over or gone, or somebody cannot be there.
    """
    days = list(
        ReceptionDay.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .select_related("room")
        .order_by("pk")
    )
    for day in days:
        if day.status in DAY_OVER or day.on < day_of(at):
            raise Refused(
                f"{day.room.name}{day.on.month}月{day.on.day}日已经结束或取消，请重新排。"
            )
    if len(days) < len(wanted):
        raise Refused("有的接待日已经不在了，请重新排。")
    seats: Seats = {day: wanted[day.pk] for day in days}
    if found := objections_to(seats):
        raise Refused("".join(found[:3]) + "请重新排。")
    return _replace(seats, by=by, at=at)


def _replace(seats: Seats, *, by, at: datetime) -> int:
    serving = Duty.objects.filter(day__in=[day.pk for day in seats], part__in=SERVING)
    held = {(duty.day_id, duty.person_id): duty for duty in serving.select_related("person")}
    new, kept, told = [], set(), defaultdict(list)
    for day, row in seats.items():
        lead = next((person.pk for person, part in row if part == DutyPart.RECEIVE), None)
        for person, part in row:
            kept.add((day.pk, person.pk))
            before = held.get((day.pk, person.pk))
            is_lead = person.pk == lead
            if before and (before.part, before.is_lead) == (part, is_lead):
                continue
            new.append(Duty(day=day, person=person, part=part, is_lead=is_lead))
            if before is None:
                told[person].append(day)
    gone = [duty for key, duty in held.items() if key not in kept]
    again = {(duty.day_id, duty.person_id) for duty in new}
    away = [duty.pk for key, duty in held.items() if key not in kept or key in again]
    Duty.objects.filter(pk__in=away).delete()
    Duty.objects.bulk_create(new)
    tell_roster(told, by=by, at=at)
    _tell_gone(gone, {day.pk: day for day in seats}, by=by, at=at)
    _record(seats, {duty.day.room.code for duty in new} | {_room(seats, d) for d in gone}, by, at)
    return len(new) + len(gone)


def _room(seats: Seats, duty: Duty) -> str:
    return next(day.room.code for day in seats if day.pk == duty.day_id)


def _tell_gone(gone: list[Duty], days: Mapping[int, ReceptionDay], *, by, at: datetime) -> None:
    for duty in gone:
        day = days[duty.day_id]
        if day.status in KNOWN:
            event = f"duty.release:{duty.pk}"
            tell_on_duty(day, event, "不用值班了", people=[duty.person], by=by, at=at)


def _record(seats: Seats, changed: set[str], by, at: datetime) -> None:
    for code in sorted(changed):
        mine = [day for day in seats if day.room.code == code]
        audit.record(
            "duty.fill", target=code, district_id=mine[0].district_id, by=by, at=at, days=len(mine)
        )
