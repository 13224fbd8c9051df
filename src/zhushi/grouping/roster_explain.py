"""What a roster shows of a room: its days, everybody's share, and why one is on duty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhushi.grouping.models import Roster
from zhushi.grouping.rosters.question import BACKUP, OFF, RECEIVE


@dataclass(frozen=True)
class Cell:
    """One person on duty; is_locked: it was said so, and is not the programme's choice."""

    ref: str
    name: str
    is_locked: bool


@dataclass(frozen=True)
class Line:
    """One day of a room: who receives, the lead first, who stands by, and the empty seats."""

    day: str
    on: date
    moved_because: str
    is_provisional: bool
    receiving: Sequence[Cell]
    standing_by: Sequence[Cell]
    receivers_missing: int
    backups_missing: int


@dataclass(frozen=True)
class Share:
    """How often one person is on duty, and the load carried over: 2 a reception, 1 a stand-by."""

    name: str
    receives: int
    leads: int
    stands_by: int
    carried: int


@dataclass(frozen=True)
class Choice:
    """One person on one day: what they are, why, and what can be said of them."""

    ref: str
    name: str
    part: str
    is_lead: bool
    lock: str
    why: str
    may: bool


def rooms_of(roster: Roster) -> list[tuple[str, int, int]]:
    """Each room's code, its days, and its empty seats."""
    rules = roster.question["rules"]
    wanted = rules["on_duty"] + rules["backups"]
    days: Counter[str] = Counter()
    gaps: Counter[str] = Counter()
    for row in roster.question["days"]:
        days[row["room"]] += 1
        gaps[row["room"]] += wanted - len(roster.result["plan"].get(row["id"], ()))
    return [(room, count, gaps[room]) for room, count in days.items()]


def lines_of(roster: Roster, room: str) -> list[Line]:
    """The days of a room in order of time."""
    names = {row["id"]: row["name"] for row in roster.question["people"]}
    locks = {(day, who): part for day, who, part in roster.question["locks"]}
    rules = roster.question["rules"]
    found = []
    for row in roster.question["days"]:
        if row["room"] != room:
            continue
        cells: dict[str, list[Cell]] = {RECEIVE: [], BACKUP: []}
        for who, part in roster.result["plan"].get(row["id"], ()):
            cells[part].append(Cell(who, names[who], locks.get((row["id"], who)) == part))
        found.append(
            Line(
                row["id"],
                date.fromisoformat(row["on"]),
                row["moved_because"],
                row["is_provisional"],
                cells[RECEIVE],
                cells[BACKUP],
                rules["on_duty"] - len(cells[RECEIVE]),
                rules["backups"] - len(cells[BACKUP]),
            )
        )
    return found


def shares_of(roster: Roster, room: str) -> list[Share]:
    """Everybody of a room by name: there is no order by number, since nobody is ranked."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for seats in roster.result["plan"].values():
        for place, (who, part) in enumerate(seats):
            counts[who][part] += 1
            counts[who]["lead"] += place == 0 and part == RECEIVE
    people = [row for row in roster.question["people"] if _belongs(row, room)]
    return [
        Share(
            row["name"],
            counts[row["id"]][RECEIVE],
            counts[row["id"]]["lead"],
            counts[row["id"]][BACKUP],
            row["carried"],
        )
        for row in sorted(people, key=lambda row: (row["name"], row["id"]))
    ]


def choices_of(roster: Roster, day: str) -> list[Choice]:
    """Everybody of the day's room, who is on duty first, each with the reason; empty for no day."""
    row = next((one for one in roster.question["days"] if one["id"] == day), None)
    if row is None:
        return []
    seats = [tuple(seat) for seat in roster.result["plan"].get(day, ())]
    parts, locks = dict(seats), {who: p for d, who, p in roster.question["locks"] if d == day}
    people = [one for one in roster.question["people"] if _belongs(one, row["room"])]
    reasons = _Reasons(roster, row)
    found = [
        Choice(
            person["id"],
            person["name"],
            parts.get(person["id"], ""),
            bool(seats) and seats[0] == (person["id"], RECEIVE),
            locks.get(person["id"], ""),
            reasons.of(person, parts.get(person["id"], ""), locks.get(person["id"], "")),
            day in person["days"],
        )
        for person in people
    ]
    order = {RECEIVE: 0, BACKUP: 1, "": 2}
    return sorted(
        found, key=lambda one: (order[one.part], not one.is_lead, not one.may, one.name, one.ref)
    )


def _belongs(person: Mapping[str, Any], room: str) -> bool:
    return any(day.partition(":")[0] == room for day in [*person["days"], *person["away"]])


class _Reasons:
    """Why somebody is on duty on a day or not, in words."""

    def __init__(self, roster: Roster, day: Mapping[str, Any]) -> None:
        question, plan = roster.question, roster.result["plan"]
        self.day, self.on = day, date.fromisoformat(day["on"])
        self.spacing = question["rules"]["spacing"]
        dates = {row["id"]: date.fromisoformat(row["on"]) for row in question["days"]}
        self.dates: dict[str, list[date]] = defaultdict(list)
        for one, seats in plan.items():
            for who, part in seats:
                if part == RECEIVE and one != day["id"]:
                    self.dates[who].append(dates[one])
        employers = {row["id"]: row["employer"] for row in question["people"]}
        names = {row["id"]: row["name"] for row in question["people"]}
        self.colleagues = {
            employers[who]: names[who]
            for who, part in plan.get(day["id"], ())
            if part == RECEIVE and employers[who]
        }

    def of(self, person: Mapping[str, Any], part: str, lock: str) -> str:
        if day_words := person["away"].get(self.day["id"]):
            return day_words
        if lock == OFF:
            return "说好这天不排"
        if self.day["id"] not in person["days"]:
            return "那天不在这个工作室"
        times = len(self.dates[person["id"]])
        near = self._near(person["id"])
        if part:
            said = f"本期另有 {times} 次接待"
            if near is not None:
                said += f"，最近的一次相隔 {abs((near - self.on).days)} 天"
            return f"已指定；{said}" if lock else said
        if person["employer"] in self.colleagues:
            return f"和{self.colleagues[person['employer']]}同一单位，不一起接待"
        if near is not None and abs((near - self.on).days) < self.spacing:
            gap = abs((near - self.on).days)
            return f"和{near.month}月{near.day}日的接待只隔 {gap} 天"
        if person["carried"] > 0:
            return f"本期已排 {times} 次接待，上期值得多，这次少排"
        return f"本期已排 {times} 次接待，再排会更不均衡"

    def _near(self, who: str) -> date | None:
        return min(self.dates[who], key=lambda on: abs((on - self.on).days), default=None)
