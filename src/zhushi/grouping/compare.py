"""Two drafts side by side: their figures, and who sits differently for which reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhushi.grouping.models import Draft
from zhushi.grouping.papers import Papers, papers_of
from zhushi.grouping.wishes import together_price


@dataclass(frozen=True)
class Side:
    """One person in one draft. rank: of the room by the way alone; mates: of the same electing
    unit in the room; move: the price of leaving the present room, 0 for who stays or is new.
    """

    room: str
    metres: int
    by_map: bool
    rank: int
    mates: int
    move: int
    is_moved: bool
    is_locked: bool


@dataclass(frozen=True)
class Difference:
    """A person who sits in another room in the second draft than in the first."""

    ref: str
    name: str
    unit: str
    first: Side
    second: Side

    @property
    def metres(self) -> int:
        """How much farther the second is; negative: nearer."""
        return self.second.metres - self.first.metres

    @property
    def apart(self) -> int:
        """By how much the two ways differ."""
        return abs(self.metres)


def apart_in(first: Draft, second: Draft) -> list[str]:
    """Everybody of both drafts who sits differently, the greatest change of way first."""
    one, other = papers_of(first), papers_of(second)
    there = other.seats
    apart = [ref for ref, room in one.seats.items() if there.get(ref, room) != room]
    return sorted(apart, key=lambda ref: (-abs(other.way(ref)[0] - one.way(ref)[0]), ref))


def differences_of(
    first: Draft, second: Draft, refs: Sequence[str] | None = None
) -> list[Difference]:
    """Those of ``apart_in``, or the given ones of them, with all that tells the two apart.

    Reckons the way to every room, so ask for the people of one page.
    """
    refs = apart_in(first, second) if refs is None else refs
    one, other = papers_of(first), papers_of(second)
    return [
        Difference(
            ref,
            one.rows[ref]["name"],
            one.rows[ref].get("unit", ""),
            _side(one, ref),
            _side(other, ref),
        )
        for ref in refs
    ]


def only_in(first: Draft, second: Draft) -> list[str]:
    """The names of those whom the first draft seats and the second does not know."""
    here, there = papers_of(first), papers_of(second).seats
    return [here.names[ref] for ref in here.seats if ref not in there]


def figures_of(draft: Draft) -> dict[str, Any]:
    """What a draft comes to, in the words of the table that compares two."""
    papers = papers_of(draft)
    parts = papers.result["parts"]
    return {
        "moves": draft.moves,
        "travel": parts["travel"],
        "estimated": papers.estimated,
        "prices": {
            "动人": parts["moves"],
            "人数不均": parts["balance"],
            "室里的搭配": parts["quotas"],
            "选举单位分散": parts["together"] - together_price(papers.question, papers.wishes),
        },
        "locked": len(papers.locked),
        "is_proven": papers.result["is_proven"],
    }


def _side(papers: Papers, ref: str) -> Side:
    row, room = papers.rows[ref], papers.seats[ref]
    (metres, by_map), (far, _) = papers.way(ref), papers.ways.everywhere(row)
    is_moved = row["now"] is not None and row["now"] != room
    return Side(
        papers.names[room],
        metres,
        by_map,
        int((far < metres).sum()) + 1,
        papers.elected[row["unit"], room] - 1 if row.get("unit") else 0,
        papers.question["rules"].get("move", 0) * is_moved,
        is_moved,
        ref in papers.locked,
    )
