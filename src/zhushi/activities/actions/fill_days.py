from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._tell import tell_on_duty, tell_roster
from zhushi.activities.choices import DutyPart
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.activities.objections import Seats, objections_to
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.people.models import Person

SERVING = (DutyPart.RECEIVE, DutyPart.BACKUP)


@transaction.atomic
def fill_days(wanted: Mapping[int, Sequence[tuple[Person, DutyPart]]], *, by, at: datetime) -> int:
    """Put exactly these people on duty, all or none; of a day's people who receive the first leads.

    wanted: key of a day → who receives or stands by; who assists stays. Everybody who is new on
    some day gets one notice of all of them; whoever leaves a day or changes their part is told.
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
    people = {person.pk for row in seats.values() for person, _ in row}
    lock(Person.objects.filter(pk__in=people))
    if found := objections_to(seats):
        raise Refused("".join(found[:3]) + "请重新排。")
    return _replace(seats, by=by, at=at)


def _replace(seats: Seats, *, by, at: datetime) -> int:
    serving = Duty.objects.filter(day__in=[day.pk for day in seats], part__in=SERVING)
    held = {(duty.day_id, duty.person_id): duty for duty in serving.select_related("person")}
    new, changed, kept, told = [], [], set(), defaultdict(list)
    for day, row in seats.items():
        lead = next((person.pk for person, part in row if part == DutyPart.RECEIVE), None)
        for person, part in row:
            kept.add((day.pk, person.pk))
            duty, is_lead = held.get((day.pk, person.pk)), person.pk == lead
            if duty is None:
                new.append(Duty(day=day, person=person, part=part, is_lead=is_lead))
                told[person].append(day)
            elif (duty.part, duty.is_lead) != (part, is_lead):
                duty.part, duty.is_lead = part, is_lead
                changed.append(duty)
    gone = [duty for key, duty in held.items() if key not in kept]
    Duty.objects.filter(pk__in=[duty.pk for duty in gone]).delete()
    # No day may have two leads even for a moment.
    Duty.objects.filter(pk__in=[duty.pk for duty in changed]).update(is_lead=False)
    Duty.objects.bulk_update(changed, ["part", "is_lead"])
    Duty.objects.bulk_create(new)
    tell_roster(told, by=by, at=at)
    _tell_gone(gone, {day.pk: day for day in seats}, by=by, at=at)
    _tell_part(changed, {day.pk: day for day in seats}, by=by, at=at)
    touched = {duty.day_id for duty in (*new, *changed, *gone)}
    _record(seats, {day.room.code for day in seats if day.pk in touched}, by, at)
    return len(new) + len(changed) + len(gone)


def _tell_gone(gone: list[Duty], days: Mapping[int, ReceptionDay], *, by, at: datetime) -> None:
    for duty in gone:
        event = f"duty.release:{duty.pk}"
        tell_on_duty(days[duty.day_id], event, "不用值班了", people=[duty.person], by=by, at=at)


def _tell_part(changed: list[Duty], days: Mapping[int, ReceptionDay], *, by, at: datetime) -> None:
    for duty in changed:
        part = "带班" if duty.is_lead else DutyPart(duty.part).label
        event = f"duty.part:{duty.pk}:{at.timestamp():.0f}"
        tell_on_duty(
            days[duty.day_id], event, f"值班，改为{part}", people=[duty.person], by=by, at=at
        )


def _record(seats: Seats, changed: set[str], by, at: datetime) -> None:
    for code in sorted(changed):
        mine = [day for day in seats if day.room.code == code]
        audit.record(
            "duty.fill", target=code, district_id=mine[0].district_id, by=by, at=at, days=len(mine)
        )
