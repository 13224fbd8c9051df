"""What pages read of a draft or a roster: its question and answer, parsed and sorted once.

A big draft is tens of thousands of rows in its columns. Each process keeps the last few it has
shown, under their number and a stamp that every write changes, so that nothing old is shown; the
caller has fetched the record through its scope. Whoever writes reads the columns themselves.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Generic, TypeVar

from zhushi.grouping.choices import WishKind
from zhushi.grouping.instance import RULES, Ways
from zhushi.grouping.models import Draft, Roster
from zhushi.grouping.rosters.question import RECEIVE

KEPT = 4
"""So many drafts, and so many rosters, in one process: two may be compared by two people.

One of 13,000 people takes 25 megabytes."""
USUAL = "党代表工作室"
"""What nearly every room is called besides its place; a heading has no room for it."""

Row = Mapping[str, Any]
Read = TypeVar("Read")


def short(room: str) -> str:
    """A room's name as columns and tables have space for."""
    return room.removesuffix(USUAL)


class Papers:
    """A draft's question, wishes and answer by number, code and room; to be read only."""

    def __init__(self, question: Row, wishes: Sequence[Sequence[str]], result: Row) -> None:
        self.question, self.wishes = question, wishes
        self.result = {name: part for name, part in result.items() if name != "certificate"}
        self.people: Sequence[Row] = question["people"]
        self.rooms: Sequence[Row] = question["rooms"]
        self.seats: Mapping[str, str] = result["assignment"]
        self._ways: dict[str, tuple[int, bool]] = {}

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Everybody by number."""
        return {row["id"]: row for row in self.people}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each room among all, by its code."""
        return {row["id"]: number for number, row in enumerate(self.rooms)}

    @cached_property
    def names(self) -> dict[str | None, str]:
        """What people and rooms are called, by their number or code."""
        return {thing["id"]: short(thing["name"]) for thing in (*self.people, *self.rooms)}

    @cached_property
    def sitting(self) -> dict[str, list[Row]]:
        """Who would sit in each room."""
        found = defaultdict(list)
        for row in self.people:
            found[self.seats[row["id"]]].append(row)
        return found

    @cached_property
    def leaving(self) -> dict[str, list[Row]]:
        """Who would leave each room."""
        found = defaultdict(list)
        for ref, (now, _) in self.moves.items():
            if now:
                found[now].append(self.rows[ref])
        return found

    @cached_property
    def moves(self) -> dict[str, tuple[str | None, str]]:
        """Who moves, and from where to where."""
        seats = self.seats
        return {
            row["id"]: (row["now"], seats[row["id"]])
            for row in self.people
            if row["now"] != seats[row["id"]]
        }

    @cached_property
    def load(self) -> Counter[str]:
        """How many would sit in each room."""
        return Counter(self.seats.values())

    @cached_property
    def elected(self) -> Counter[tuple[str | None, str]]:
        """How many of each electing unit would sit in each room."""
        return Counter((row.get("unit"), self.seats[row["id"]]) for row in self.people)

    @cached_property
    def locked(self) -> frozenset[str]:
        return frozenset(wish[0] for wish in self.wishes if wish[1] == WishKind.LOCK)

    @cached_property
    def estimated(self) -> int:
        """Of how many the way is told by division and not by the map."""
        return sum(way == "tree" for way in self.result["ways"].values())

    @cached_property
    def ways(self) -> Ways:
        """What reckons ways under the draft's own rules."""
        by = self.result["ways"]
        told = {
            row["id"]: (metres, by.get(row["id"]) == "map")
            for row, metres in zip(self.people, self.question.get("costs", ()), strict=False)
        }
        return Ways(self.rooms, {**RULES, **self.question["rules"]}, told=told)

    def way(self, ref: str) -> tuple[int, bool]:
        """How far somebody has it to their seat, and whether the map said so; reckoned once."""
        found = self._ways.get(ref)
        if found is None:
            here = self.place[self.seats[ref]]
            found = self._ways[ref] = next(self.ways.of(self.rows[ref], [here]))
        return found


class RosterPapers:
    """A roster's question and answer by room and person; to be read only."""

    def __init__(self, question: Row, result: Row) -> None:
        self.question, self.result = question, result
        self.plan: Mapping[str, Sequence[Sequence[str]]] = result["plan"]

    @cached_property
    def days(self) -> dict[str, list[Row]]:
        """The days of each room."""
        found = defaultdict(list)
        for row in self.question["days"]:
            found[row["room"]].append(row)
        return found

    @cached_property
    def gaps(self) -> Counter[str]:
        """The empty seats of each room."""
        rules = self.question["rules"]
        wanted = rules["on_duty"] + rules["backups"]
        found: Counter[str] = Counter()
        for row in self.question["days"]:
            found[row["room"]] += wanted - len(self.plan.get(row["id"], ()))
        return found

    @cached_property
    def people(self) -> dict[str, Row]:
        """Everybody by number."""
        return {row["id"]: row for row in self.question["people"]}

    @cached_property
    def members(self) -> dict[str, list[Row]]:
        """Who belongs to each room on any day, present or away."""
        found = defaultdict(list)
        for row in self.question["people"]:
            days = (*row["days"], *row["away"])
            for room in dict.fromkeys(day.partition(":")[0] for day in days):
                found[room].append(row)
        return found

    @cached_property
    def locks(self) -> dict[tuple[str, str], str]:
        """What was said of a person on a day."""
        return {(day, who): part for day, who, part in self.question["locks"]}

    @cached_property
    def duties(self) -> dict[str, list[tuple[str, str, bool]]]:
        """Of each person the days, as what, and whether as the lead."""
        found = defaultdict(list)
        for day, seats in self.plan.items():
            for place, (who, part) in enumerate(seats):
                found[who].append((day, part, place == 0 and part == RECEIVE))
        return found

    @cached_property
    def dates(self) -> dict[str, str]:
        """On which date each day is."""
        return {row["id"]: row["on"] for row in self.question["days"]}

    @cached_property
    def is_proven(self) -> bool:
        return all(part["is_proven"] for part in self.result["parts"])

    @cached_property
    def is_provisional(self) -> bool:
        return any(row["is_provisional"] for row in self.question["days"])


class _Kept(Generic[Read]):
    """The last few read in this process; ``stamp``: the columns that tell a write."""

    def __init__(
        self, model: Any, stamp: Sequence[str], columns: Sequence[str], read: Callable[..., Read]
    ) -> None:
        self.model, self.stamp, self.columns, self.read = model, stamp, columns, read
        self.found: OrderedDict[int, tuple[tuple[Any, ...], Read]] = OrderedDict()
        self.lock = Lock()

    def of(self, record: Any) -> Read:
        """A record that brings its columns is read as it stands; of another the kept ones.

        One statement where they are not there; then the record takes over the stamp of what was
        read, so that what a page says and what it has ``seen`` are one.
        """
        if not record.get_deferred_fields().intersection(self.columns):
            return self.read(*(getattr(record, name) for name in self.columns))
        with self.lock:
            kept = self.found.get(record.pk)
            if kept and kept[0] == self._stamp(record):
                self.found.move_to_end(record.pk)
                return kept[1]
        fresh = self.model.objects.only(*self.stamp, *self.columns).get(pk=record.pk)
        for name in self.stamp:
            setattr(record, name, getattr(fresh, name))
        made = self.read(*(getattr(fresh, name) for name in self.columns))
        with self.lock:
            self.found[record.pk] = self._stamp(record), made
            self.found.move_to_end(record.pk)
            while len(self.found) > KEPT:
                self.found.popitem(last=False)
        return made

    def _stamp(self, record: Any) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in self.stamp)


_DRAFTS = _Kept(
    Draft,
    ("made_at", "version", "moves", "places_forgotten_at"),
    ("question", "wishes", "result"),
    Papers,
)
_ROSTERS = _Kept(Roster, ("made_at", "version", "gaps"), ("question", "result"), RosterPapers)


def papers_of(draft: Draft) -> Papers:
    """What a page reads of a draft; see ``_Kept.of``."""
    return _DRAFTS.of(draft)


def roster_papers_of(roster: Roster) -> RosterPapers:
    """What a page reads of a roster; see ``_Kept.of``."""
    return _ROSTERS.of(roster)


def forget_all() -> None:
    """Keep nothing, as a process that has just begun."""
    for kept in (_DRAFTS, _ROSTERS):
        with kept.lock:
            kept.found.clear()
