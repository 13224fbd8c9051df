"""The plain question of a duty roster: days, people, rules and what is settled beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

RECEIVE, BACKUP, OFF = "RECEIVE", "BACKUP", "OFF"
LOAD = {RECEIVE: 2, BACKUP: 1}
"""A day of receiving weighs twice a day of standing by."""

LARGEST = 10_000
RULES: Mapping[str, int] = {
    "on_duty": 2,
    "backups": 1,
    "spacing": 21,
    "price_short": 5000,
    "price_backup": 1500,
    "price_near": 60,
    "price_uneven": 10,
    "price_lead": 10,
    "price_new_lead": 40,
}
"""``spacing``: whole days that two duties of one person ought to lie apart; prices without unit."""


class RosterError(ValueError):
    """The question cannot be read, or contradicts itself; says where."""


@dataclass(frozen=True)
class Day:
    """A reception day of a room; ``starts`` and ``ends`` as minutes after midnight."""

    id: str
    room: str
    on: date
    starts: int
    ends: int

    def overlaps(self, other: Day) -> bool:
        return self.on == other.on and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Member:
    """Who can be put on duty.

    days: the days on which they sit in the room and have time; carried: load beyond an even
    share, brought along from before, negative for who has done less; is_new: has never been on
    duty and so does not lead the first time if another can.
    """

    id: str
    employer: str = ""
    days: frozenset[str] = frozenset()
    carried: int = 0
    is_new: bool = False


@dataclass(frozen=True)
class Question:
    """Days in order of time, members in order of id; ``locks``: (day, member) → part or OFF."""

    days: tuple[Day, ...]
    members: tuple[Member, ...]
    rules: Mapping[str, int] = field(default_factory=lambda: dict(RULES))
    locks: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def by_day(self) -> dict[str, tuple[Member, ...]]:
        """Who may be on duty on a day: has time, or is locked there whatever was said before."""
        found: dict[str, list[Member]] = {day.id: [] for day in self.days}
        locked: dict[str, list[str]] = {}
        for (day, who), part in self.locks.items():
            if part != OFF:
                locked.setdefault(who, []).append(day)
        for member in self.members:
            for day in {*member.days, *locked.get(member.id, ())}:
                if day in found and self.locks.get((day, member.id)) != OFF:
                    found[day].append(member)
        return {day: tuple(members) for day, members in found.items()}

    @cached_property
    def near(self) -> tuple[tuple[Day, Day], ...]:
        """Pairs of days closer to each other than the rule of spacing likes, on different dates."""
        spacing = self.rules["spacing"]
        return tuple(
            (one, two)
            for one, two in combinations(self.days, 2)
            if 0 < (two.on - one.on).days < spacing
        )

    def clashing(self) -> Iterator[tuple[Day, Day]]:
        """Pairs of days nobody can be at both of: they lie on one date."""
        return ((one, two) for one, two in combinations(self.days, 2) if one.on == two.on)

    def parts(self) -> list[Question]:
        """This question split where no member serves on both sides; each solved on its own."""
        root = {day.id: day.id for day in self.days}

        def find(key: str) -> str:
            while root[key] != key:
                root[key] = root[root[key]]
                key = root[key]
            return key

        serves: dict[str, list[str]] = {member.id: [] for member in self.members}
        for day in self.days:
            for member in self.by_day[day.id]:
                serves[member.id].append(day.id)
        for days in serves.values():
            for other in days[1:]:
                root[find(other)] = find(days[0])
        groups: dict[str, list[Day]] = {}
        for day in self.days:
            groups.setdefault(find(day.id), []).append(day)
        people: dict[str, list[Member]] = {}
        for member in self.members:
            if serves[member.id]:
                people.setdefault(find(serves[member.id][0]), []).append(member)
        locks: dict[str, dict[tuple[str, str], str]] = {}
        for key, part in self.locks.items():
            locks.setdefault(find(key[0]), {})[key] = part
        return [
            Question(tuple(days), tuple(people.get(key, ())), self.rules, locks.get(key, {}))
            for key, days in groups.items()
        ]


def read(data: Mapping[str, Any]) -> Question:
    """The question in plain data; raises RosterError for what cannot be read or contradicts.

    data: ``days`` [{id, room, on, starts, ends}], ``people`` [{id, employer, days, carried,
    is_new}], ``rules`` and ``locks`` [[day, person, part]].
    """
    try:
        days = sorted((_day(row) for row in data["days"]), key=lambda d: (d.on, d.starts, d.id))
        members = sorted((_member(row) for row in data["people"]), key=lambda m: m.id)
        locks = {(day, person): part for day, person, part in data.get("locks", [])}
    except (KeyError, TypeError, ValueError) as error:
        raise RosterError(f"排班的数据有误：{error}") from error
    question = Question(tuple(days), tuple(members), _rules(data.get("rules", {})), locks)
    _check(question)
    return question


def part_around(data: Mapping[str, Any], day: str) -> dict[str, Any]:
    """The smallest question that holds a day and whatever can be touched by changing it."""
    part = next((p for p in read(data).parts() if day in {one.id for one in p.days}), None)
    if part is None:
        raise RosterError(f"没有这个接待日：{day}")
    days, people = {one.id for one in part.days}, {member.id for member in part.members}
    return {
        **data,
        "days": [row for row in data["days"] if row["id"] in days],
        "people": [row for row in data["people"] if row["id"] in people],
        "locks": [lock for lock in data.get("locks", []) if lock[0] in days and lock[1] in people],
    }


def _day(row: Mapping[str, Any]) -> Day:
    starts, ends = int(row["starts"]), int(row["ends"])
    return Day(str(row["id"]), str(row["room"]), date.fromisoformat(row["on"]), starts, ends)


def _member(row: Mapping[str, Any]) -> Member:
    return Member(
        str(row["id"]),
        str(row.get("employer") or ""),
        frozenset(map(str, row["days"])),
        int(row.get("carried", 0)),
        bool(row.get("is_new", False)),
    )


def _rules(given: Mapping[str, Any]) -> dict[str, int]:
    unknown = set(given) - set(RULES)
    if unknown:
        raise RosterError(f"没有这样的排班规则：{'、'.join(sorted(unknown))}")
    rules = {**RULES, **given}
    for name, value in rules.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
            raise RosterError(f"规则 {name} 要是 0 到 {LARGEST} 的整数")
    if not 1 <= rules["on_duty"] <= 9 or rules["backups"] > 9:
        raise RosterError("每次接待 1 到 9 人，替补 0 到 9 人")
    return rules


def _check(question: Question) -> None:
    for things, what in ((question.days, "接待日"), (question.members, "人")):
        if len({thing.id for thing in things}) != len(things):
            raise RosterError(f"同一个{what}出现了两次")
    days, people = {day.id for day in question.days}, {m.id for m in question.members}
    for (day, person), part in question.locks.items():
        if day not in days or person not in people or part not in (RECEIVE, BACKUP, OFF):
            raise RosterError(f"锁定的一格不在表里：{day} {person} {part}")
    for words in locks_against(question):
        raise RosterError(words)


def locks_against(question: Question) -> Iterable[str]:
    """What contradicts itself in what is locked, in a sentence each."""
    seats: dict[tuple[str, str], int] = {}
    dates: dict[tuple[date, str], str] = {}
    on = {day.id: day for day in question.days}
    limits = {RECEIVE: question.rules["on_duty"], BACKUP: question.rules["backups"]}
    for (day, person), part in question.locks.items():
        if part == OFF:
            continue
        seats[day, part] = seats.get((day, part), 0) + 1
        if seats[day, part] > limits[part]:
            yield f"{day}锁定的人比要排的 {limits[part]} 人还多"
        other = dates.setdefault((on[day].on, person), day)
        if other != day:
            yield f"{person}同一天锁定在两处：{other}、{day}"


Plan = Mapping[str, Sequence[tuple[str, str]]]
"""Day → (member, part) of everybody on duty, the lead first."""
