"""Why a person sits here and not round the corner, in figures taken from the draft itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhushi.grouping.choices import WishKind
from zhushi.grouping.instance import RULES, Ways, barred_for
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import with_wishes

USUAL = "党代表工作室"
"""What nearly every room is called besides its place; a heading has no room for it."""


def short(room: str) -> str:
    """A room's name as columns and tables have space for."""
    return room.removesuffix(USUAL)


@dataclass(frozen=True)
class Seat:
    """One person as a card shows them. metres: the way; by_map: whether the map said so.

    why: for who moves, what is better so, in one sentence.
    """

    ref: str
    name: str
    about: str
    room: str
    now: str | None
    metres: int
    by_map: bool
    is_locked: bool
    home: tuple[float, float] | None = None
    why: str = ""

    @property
    def is_moved(self) -> bool:
        return self.now != self.room


@dataclass(frozen=True)
class Column:
    """One room with those who would sit in it. code: its address; division: its unit's code."""

    code: str
    name: str
    least: int
    most: int
    division: str = ""
    at: tuple[float, float] | None = None
    seats: list[Seat] = field(default_factory=list)
    traits: Counter[str] = field(default_factory=Counter)

    @property
    def is_locked(self) -> bool:
        """Whether everybody who sits here must."""
        return bool(self.seats) and all(seat.is_locked for seat in self.seats)


@dataclass(frozen=True)
class Way:
    """One room as an alternative of a person. rank: by the way alone, from 1."""

    code: str
    name: str
    metres: int
    rank: int
    is_full: bool
    is_barred: bool


def columns_of(draft: Draft, only: Container[str] | None = None) -> list[Column]:
    """All rooms of a draft with their people, the nearest first; reckons one way a person.

    only: the codes of the rooms that are filled; the others stand there without anybody.
    """
    rooms, seats = draft.question["rooms"], draft.result["assignment"]
    columns = {row["id"]: _column(row) for row in rooms}
    people = draft.question["people"]
    wanted = people if only is None else [row for row in people if seats[row["id"]] in only]
    for row, seat in zip(wanted, _seats(draft, wanted), strict=True):
        columns[seat.room].seats.append(seat)
        columns[seat.room].traits.update(row["traits"])
    for column in columns.values():
        column.seats.sort(key=lambda seat: (seat.metres, seat.ref))
    return list(columns.values())


def seats_of(draft: Draft, refs: Sequence[str]) -> list[Seat]:
    """These people of a draft as cards, in this order."""
    rows = {row["id"]: row for row in draft.question["people"]}
    return list(_seats(draft, [rows[ref] for ref in refs]))


def _seats(draft: Draft, people: Iterable[Mapping[str, Any]]) -> Iterator[Seat]:
    rooms, seats = draft.question["rooms"], draft.result["assignment"]
    place = {row["id"]: number for number, row in enumerate(rooms)}
    ways, load = ways_in(draft), load_of(draft)
    locked = {wish[0] for wish in draft.wishes if wish[1] == WishKind.LOCK}
    for row in people:
        here, now = place[seats[row["id"]]], place.get(row["now"] or "", -1)
        asked = [here] if now in (-1, here) else [here, now]
        (metres, by_map), *before = ways.of(row, asked)
        yield Seat(
            row["id"],
            row["name"],
            _about(row),
            rooms[here]["id"],
            row["now"],
            metres,
            by_map,
            row["id"] in locked,
            _at(row.get("home")),
            _why(row, metres, before, rooms[now] if before else None, load),
        )


def rooms_of(draft: Draft) -> list[Column]:
    """All rooms of a draft, nobody in them."""
    return [_column(row) for row in draft.question["rooms"]]


def ways_of(draft: Draft, person: str) -> list[Way]:
    """Every room as seen by one person, the nearest first; empty for who is not in the draft."""
    said = with_wishes(draft.question, [wish for wish in draft.wishes if wish[0] == person])
    row = next((row for row in said["people"] if row["id"] == person), None)
    if row is None:
        return []
    rows, load = said["rooms"], load_of(draft)
    cost = np.array([metres for metres, _ in ways_in(draft).of(row, range(len(rows)))])
    barred = barred_for(row, rows)
    return [
        Way(
            rows[j]["id"],
            short(rows[j]["name"]),
            int(cost[j]),
            int((cost < cost[j]).sum()) + 1,
            load[rows[j]["id"]] >= rows[j]["most"],
            barred[j],
        )
        for j in np.lexsort((np.arange(len(cost)), cost))
    ]


def load_of(draft: Draft) -> Counter[str]:
    """How many would sit in each room."""
    return Counter(draft.result["assignment"].values())


def partners_of(draft: Draft, person: str) -> list[str]:
    """Whom a person was said to sit together with."""
    pairs = [wish for wish in draft.wishes if wish[1] == WishKind.TOGETHER]
    return [b if a == person else a for a, _, b in pairs if person in (a, b)]


def names_of(draft: Draft) -> dict[str | None, str]:
    """What people and rooms of a draft are called, by their number or code."""
    things = [*draft.question["people"], *draft.question["rooms"]]
    return {thing["id"]: short(thing["name"]) for thing in things}


def ways_in(draft: Draft) -> Ways:
    """What reckons the ways of a draft under its own rules."""
    question = draft.question
    told = {
        row["id"]: (metres, draft.result["ways"].get(row["id"]) == "map")
        for row, metres in zip(question["people"], question.get("costs", ()), strict=False)
    }
    return Ways(question["rooms"], {**RULES, **question["rules"]}, told=told)


def _column(row: Mapping[str, Any]) -> Column:
    place = row.get("place") or {}
    return Column(
        row["id"], short(row["name"]), row["least"], row["most"], place.get("code", ""), _at(place)
    )


def _at(place: Mapping[str, Any] | None) -> tuple[float, float] | None:
    at = (place or {}).get("at")
    return (at[0], at[1]) if at else None


def _why(
    row: Mapping[str, Any],
    metres: int,
    before: list[tuple[int, bool]],
    now: Mapping[str, Any] | None,
    load: Mapping[str, int],
) -> str:
    """What a move is good for; nothing for who stays."""
    if row["now"] is None:
        return "新来，或原来没有工作室"
    if not before or now is None:
        return ""
    saved = before[0][0] - metres
    if saved > 0:
        return f"路程少 {saved / 1000:.1f} 公里"
    if load[now["id"]] >= now["most"]:
        return "原来的室已满，让出名额"
    return "为人数均衡、选举单位在一起或室里的搭配"


def _about(row: Mapping[str, Any]) -> str:
    level = f"{row['level']}党代表" if row.get("level") else "党代表"
    return f"{level} · {row['field']}" if row.get("field") else level
