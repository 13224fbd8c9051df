"""Why a person sits here and not round the corner, in figures taken from the draft itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhushi.grouping.choices import WishKind
from zhushi.grouping.instance import barred_for
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import Papers, papers_of, short
from zhushi.grouping.wishes import with_wishes


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
    """The rooms of a draft with their people, the nearest first; reckons one way a person.

    only: the codes of the rooms that are asked for.
    """
    papers = papers_of(draft)
    rooms = [row for row in papers.rooms if only is None or row["id"] in only]
    columns = {row["id"]: _column(row) for row in rooms}
    wanted = [row for code in columns for row in papers.sitting.get(code, ())]
    for row, seat in zip(wanted, _seats(papers, wanted), strict=True):
        columns[seat.room].seats.append(seat)
        columns[seat.room].traits.update(row["traits"])
    for column in columns.values():
        column.seats.sort(key=lambda seat: (seat.metres, seat.ref))
    return list(columns.values())


def seats_of(draft: Draft, refs: Sequence[str]) -> list[Seat]:
    """These people of a draft as cards, in this order."""
    papers = papers_of(draft)
    return list(_seats(papers, [papers.rows[ref] for ref in refs]))


def _seats(papers: Papers, people: Iterable[Mapping[str, Any]]) -> Iterator[Seat]:
    rooms = papers.rooms
    for row in people:
        here = papers.place[papers.seats[row["id"]]]
        now = papers.place.get(row["now"] or "", -1)
        metres, by_map = papers.way(row["id"])
        before = [] if now in (-1, here) else list(papers.ways.of(row, [now]))
        yield Seat(
            row["id"],
            row["name"],
            _about(row),
            rooms[here]["id"],
            row["now"],
            metres,
            by_map,
            row["id"] in papers.locked,
            _at(row.get("home")),
            _why(row, metres, before, rooms[now] if before else None, papers.load),
        )


def rooms_of(draft: Draft) -> list[Column]:
    """All rooms of a draft, nobody in them."""
    return [_column(row) for row in papers_of(draft).rooms]


def ways_of(draft: Draft, person: str) -> list[Way]:
    """Every room as seen by one person, the nearest first; empty for who is not in the draft."""
    papers = papers_of(draft)
    row = papers.rows.get(person)
    if row is None:
        return []
    alone = {**papers.question, "people": [row]}
    said = with_wishes(alone, [wish for wish in papers.wishes if wish[0] == person])["people"][0]
    cost, _ = papers.ways.everywhere(row)
    barred, order = barred_for(said, papers.rooms), np.argsort(cost, kind="stable")
    ranks = np.searchsorted(cost[order], cost[order]) + 1
    return [
        Way(
            room["id"],
            papers.names[room["id"]],
            metres,
            rank,
            papers.load[room["id"]] >= room["most"],
            is_barred,
        )
        for room, metres, rank, is_barred in zip(
            (papers.rooms[j] for j in order),
            cost[order].tolist(),
            ranks.tolist(),
            (barred[j] for j in order),
            strict=True,
        )
    ]


def partners_of(draft: Draft, person: str) -> list[str]:
    """Whom a person was said to sit together with."""
    pairs = [wish for wish in papers_of(draft).wishes if wish[1] == WishKind.TOGETHER]
    return [b if a == person else a for a, _, b in pairs if person in (a, b)]


def names_of(draft: Draft) -> dict[str | None, str]:
    """What people and rooms of a draft are called, by their number or code."""
    return papers_of(draft).names


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
