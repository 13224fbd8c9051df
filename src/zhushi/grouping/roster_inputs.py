"""From the database to the plain question of a roster: which days, who, and since when they rest.

A fixed number of statements, however many rooms, days and people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any

from django.db.models import Q

from zhushi.activities.choices import DayStatus, DutyPart, Weekday
from zhushi.activities.halves import Half
from zhushi.activities.models import BlockOut, Duty, ReceptionDay, WeekdayOff
from zhushi.activities.objections import RECEIVING
from zhushi.grouping.rosters.question import BACKUP, LOAD, RECEIVE, RULES
from zhushi.people.models import Person, Posting
from zhushi.people.queries import away_between
from zhushi.rooms.models import Workroom

STANDING = (DayStatus.PLANNED, DayStatus.ANNOUNCED)
SERVING = (DutyPart.RECEIVE, DutyPart.BACKUP)
CARRIED = 4
"""At most two receptions are made up for: who was away long is not to serve twice as often now."""
Away = dict[str, dict[str, str]]
"""Person → day → why they cannot, in words."""


def question_of(
    rooms: Iterable[Workroom],
    half: Half,
    rules: Mapping[str, int],
    *,
    on: date,
    is_anew: bool = False,
) -> dict[str, Any]:
    """The question of some rooms for what is left of a half-year after the day ``on``.

    As rosters/question.py reads it; days carry ``name`` and ``is_provisional`` besides, people
    ``name`` and ``away``; ``standing`` is who is on duty by now. is_anew: duties that stand
    already may change too, but for those of announced days; otherwise they are locked.
    """
    days = list(
        ReceptionDay.objects.filter(
            room__in=rooms, on__gt=on, on__gte=half.since, on__lte=half.until, status__in=STANDING
        )
        .select_related("room")
        .order_by("on", "starts_at", "pk")
    )
    team = _team(days, half)
    standing = Duty.objects.filter(day__in=days, part__in=SERVING).select_related("person", "day")
    refs = {day.pk: day.ref for day in days}
    held = [
        ([refs[duty.day_id], duty.person.ref, str(duty.part)], duty)
        for duty in standing.order_by("day", "pk")
    ]
    locks = [
        row
        for row, duty in held
        if duty.person_id in team.people and (not is_anew or duty.day.status == DayStatus.ANNOUNCED)
    ]
    away = _away(days, team)
    past = _Past.of(team, half, on)
    rules = {**RULES, **rules}
    seats = rules["on_duty"] * LOAD[RECEIVE] + rules["backups"] * LOAD[BACKUP]
    return {
        "days": [_day(day) for day in days],
        "people": [
            {
                "id": person.ref,
                "name": person.name,
                "employer": person.employer.strip(),
                "days": [day.ref for day in team.days_of(key) if day.ref not in away[person.ref]],
                "away": away[person.ref],
                "carried": past.carried(key) + team.missed(key, seats),
                "is_new": key not in past.served,
            }
            for key, person in team.people.items()
        ],
        "rules": rules,
        "locks": locks,
        "standing": [row for row, _ in held],
        "is_anew": is_anew,
    }


def _day(day: ReceptionDay) -> dict[str, Any]:
    return {
        "id": day.ref,
        "room": day.room.code,
        "on": day.on.isoformat(),
        "starts": _minutes(day.starts_at),
        "ends": _minutes(day.ends_at),
        "moved_because": day.moved_because,
        "is_provisional": day.is_provisional,
    }


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@dataclass
class Team:
    """Who sits as delegate or head in the rooms, when, and the days of each room."""

    days: Mapping[int, Sequence[ReceptionDay]]
    people: dict[Any, Person] = field(default_factory=dict)
    times: dict[Any, dict[int, list[tuple[date, date | None]]]] = field(default_factory=dict)

    def add(self, person: Person, room: int, time: tuple[date, date | None]) -> None:
        self.people[person.pk] = person
        self.times.setdefault(person.pk, {}).setdefault(room, []).append(time)

    def days_of(self, person: Any, *, sits: bool = True) -> list[ReceptionDay]:
        """The days of somebody's rooms on which they sit there, or do not yet or no longer."""
        return [
            day
            for room, times in self.times[person].items()
            for day in self.days.get(room, ())
            if sits
            is any(start <= day.on and (end is None or day.on <= end) for start, end in times)
        ]

    @cached_property
    def sizes(self) -> Counter[int]:
        return Counter(room for rooms in self.times.values() for room in rooms)

    def missed(self, person: Any, load: int) -> int:
        """The even share of the days of their rooms on which they do not sit there yet or still.

        Who comes in the middle of a half-year is not to make up for its beginning.
        """
        missed = [day.room_id for day in self.days_of(person, sits=False)]
        return round(sum(load / self.sizes[room] for room in missed))


def _team(days: Sequence[ReceptionDay], half: Half) -> Team:
    by_room: dict[int, list[ReceptionDay]] = defaultdict(list)
    for day in days:
        by_room[day.room_id].append(day)
    held = Posting.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=half.since),
        room__in=by_room,
        role__in=RECEIVING,
        starts_on__lte=half.until,
    )
    team = Team(by_room)
    for posting in held.select_related("person").order_by("person__ref"):
        if posting.room_id:
            team.add(posting.person, posting.room_id, (posting.starts_on, posting.ends_on))
    return team


def _away(days: Sequence[ReceptionDay], team: Team) -> Away:
    """Why somebody of the team cannot come on a day; four statements, and no reasons of theirs."""
    found: Away = {person.ref: {} for person in team.people.values()}
    if not days:
        return found
    first, last = days[0].on, days[-1].on
    weekdays: dict[Any, set[int]] = defaultdict(set)
    for key, weekday in WeekdayOff.objects.filter(person__in=team.people).values_list(
        "person", "weekday"
    ):
        weekdays[key].add(weekday)
    blocked: dict[Any, list[tuple[date, date]]] = defaultdict(list)
    for key, start, end in BlockOut.objects.filter(
        person__in=team.people, starts_on__lte=last, ends_on__gte=first
    ).values_list("person", "starts_on", "ends_on"):
        blocked[key].append((start, end))
    leaves = away_between(team.people, first, last)
    assists = set(
        Duty.objects.filter(day__in=days, part=DutyPart.ASSIST).values_list("person", "day")
    )
    elsewhere: dict[tuple[Any, date], str] = {
        (key, on): name
        for key, on, name in Duty.objects.filter(
            person__in=team.people, day__on__gte=first, day__on__lte=last
        )
        .exclude(day__in=days)
        .exclude(day__status=DayStatus.CANCELLED)
        .values_list("person", "day__on", "day__room__name")
    }
    for key, person in team.people.items():
        for day in team.days_of(key):
            if day.on.weekday() in weekdays[key]:
                found[person.ref][day.ref] = f"{Weekday(day.on.weekday()).label}不方便"
            elif any(start <= day.on <= end for start, end in blocked[key]):
                found[person.ref][day.ref] = "那天不方便"
            elif any(start <= day.on <= end for start, end in leaves.get(key, ())):
                found[person.ref][day.ref] = "那天请假"
            elif (key, day.pk) in assists:
                found[person.ref][day.ref] = "那天协助"
            elif (key, day.on) in elsewhere:
                found[person.ref][day.ref] = f"那天在{elsewhere[key, day.on]}值班"
    return found


@dataclass(frozen=True)
class _Past:
    """What people did in the half-year before and so far in this one, and who ever served."""

    load: Mapping[Any, int]
    lately: Mapping[Any, int]
    even: Mapping[Any, float]
    served: frozenset[Any]

    @classmethod
    def of(cls, team: Team, half: Half, on: date) -> _Past:
        before = half.before
        load: Counter[Any] = Counter()
        lately: Counter[Any] = Counter()
        served = set()
        duties = Duty.objects.filter(
            person__in=team.people, part__in=SERVING, day__on__lte=min(on, half.until)
        ).exclude(day__status=DayStatus.CANCELLED)
        for person, part, day in duties.values_list("person", "part", "day__on"):
            served.add(person)
            if day >= half.since:
                lately[person] += LOAD[part]
            elif day >= before.since:
                load[person] += LOAD[part]
        there = defaultdict(list)
        for person, rooms in team.times.items():
            for room, times in rooms.items():
                if any(start <= before.since for start, _ in times):
                    there[room].append(person)
        even = {}
        for people in there.values():
            for person in people:
                even[person] = sum(load[one] for one in people) / len(people)
        return cls(load, lately, even, frozenset(served))

    def carried(self, person: Any) -> int:
        """What this half has brought so far, and what the last brought beyond an even share.

        The latter within ``CARRIED``, and none for who came later.
        """
        over = round(self.load[person] - self.even[person]) if person in self.even else 0
        return self.lately[person] + max(-CARRIED, min(CARRIED, over))
