"""What a roster shows of a room: its days, everybody's share, and why one is on duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhushi.grouping.models import Roster
from zhushi.grouping.papers import RosterPapers, roster_papers_of
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
    papers = roster_papers_of(roster)
    return [(room, len(days), papers.gaps[room]) for room, days in papers.days.items()]


def lines_of(roster: Roster, room: str) -> list[Line]:
    """The days of a room in order of time."""
    papers = roster_papers_of(roster)
    rules, found = papers.question["rules"], []
    for row in papers.days.get(room, ()):
        cells: dict[str, list[Cell]] = {RECEIVE: [], BACKUP: []}
        for who, part in papers.plan.get(row["id"], ()):
            name, is_locked = papers.people[who]["name"], papers.locks.get((row["id"], who)) == part
            cells[part].append(Cell(who, name, is_locked))
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
    papers = roster_papers_of(roster)
    people = sorted(papers.members.get(room, ()), key=lambda row: (row["name"], row["id"]))
    return [_share(row, papers.duties.get(row["id"], ())) for row in people]


def _share(row: Mapping[str, Any], duties: Sequence[tuple[str, str, bool]]) -> Share:
    parts = Counter(part for _, part, _ in duties)
    leads = sum(is_lead for *_, is_lead in duties)
    return Share(row["name"], parts[RECEIVE], leads, parts[BACKUP], row["carried"])


def choices_of(roster: Roster, day: str) -> list[Choice]:
    """Everybody of the day's room, who is on duty first, each with the reason; empty for no day."""
    papers = roster_papers_of(roster)
    there = papers.days.get(day.partition(":")[0], ())
    row = next((one for one in there if one["id"] == day), None)
    if row is None:
        return []
    seats = [(who, part) for who, part in papers.plan.get(day, ())]
    parts, locks = dict(seats), {who: p for (d, who), p in papers.locks.items() if d == day}
    people = papers.members.get(row["room"], ())
    reasons = _Reasons(papers, row)
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


class _Reasons:
    """Why somebody is on duty on a day or not, in words."""

    def __init__(self, papers: RosterPapers, day: Mapping[str, Any]) -> None:
        self.papers, self.day, self.on = papers, day, date.fromisoformat(day["on"])
        self.spacing = papers.question["rules"]["spacing"]
        on_duty = papers.plan.get(day["id"], ())
        receiving = [papers.people[who] for who, part in on_duty if part == RECEIVE]
        self.colleagues = {row["employer"]: row["name"] for row in receiving if row["employer"]}

    def of(self, person: Mapping[str, Any], part: str, lock: str) -> str:
        if day_words := person["away"].get(self.day["id"]):
            return day_words
        if lock == OFF:
            return "说好这天不排"
        if self.day["id"] not in person["days"]:
            return "那天不在这个工作室"
        dates = self._others(person["id"])
        times = len(dates)
        near = min(dates, key=lambda on: abs((on - self.on).days), default=None)
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

    def _others(self, who: str) -> list[date]:
        """When else somebody receives."""
        return [
            date.fromisoformat(self.papers.dates[day])
            for day, part, _ in self.papers.duties.get(who, ())
            if part == RECEIVE and day != self.day["id"]
        ]
