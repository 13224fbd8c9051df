"""Two drafts side by side: their figures, and who sits differently for which reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhushi.grouping.choices import WishKind
from zhushi.grouping.explain import names_of, ways_in
from zhushi.grouping.models import Draft
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
    there = second.result["assignment"]
    apart = [
        ref for ref, room in first.result["assignment"].items() if there.get(ref, room) != room
    ]
    one, other = _metres(first, apart), _metres(second, apart)
    return sorted(apart, key=lambda ref: (-abs(other[ref] - one[ref]), ref))


def differences_of(
    first: Draft, second: Draft, refs: Sequence[str] | None = None
) -> list[Difference]:
    """Those of ``apart_in``, or the given ones of them, with all that tells the two apart.

    Reckons the way to every room, so ask for the people of one page.
    """
    refs = apart_in(first, second) if refs is None else refs
    rows = {row["id"]: row for row in first.question["people"]}
    one, other = _sides(first, set(refs)), _sides(second, set(refs))
    return [
        Difference(ref, rows[ref]["name"], rows[ref].get("unit", ""), one[ref], other[ref])
        for ref in refs
    ]


def _metres(draft: Draft, refs: Sequence[str]) -> dict[str, int]:
    """How far these people have it to where they sit."""
    place = {row["id"]: number for number, row in enumerate(draft.question["rooms"])}
    rows = {row["id"]: row for row in draft.question["people"]}
    ways, seats = ways_in(draft), draft.result["assignment"]
    return {ref: next(ways.of(rows[ref], [place[seats[ref]]]))[0] for ref in refs}


def only_in(first: Draft, second: Draft) -> list[str]:
    """The names of those whom the first draft seats and the second does not know."""
    names, there = names_of(first), second.result["assignment"]
    return [names[ref] for ref in first.result["assignment"] if ref not in there]


def figures_of(draft: Draft) -> dict[str, Any]:
    """What a draft comes to, in the words of the table that compares two."""
    parts = draft.result["parts"]
    return {
        "moves": draft.moves,
        "travel": parts["travel"],
        "estimated": sum(way == "tree" for way in draft.result["ways"].values()),
        "prices": {
            "动人": parts["moves"],
            "人数不均": parts["balance"],
            "室里的搭配": parts["quotas"],
            "选举单位分散": parts["together"] - together_price(draft.question, draft.wishes),
        },
        "locked": sum(wish[1] == WishKind.LOCK for wish in draft.wishes),
        "is_proven": draft.result["is_proven"],
    }


def _sides(draft: Draft, refs: set[str]) -> dict[str, Side]:
    rooms, seats = draft.question["rooms"], draft.result["assignment"]
    place = {row["id"]: number for number, row in enumerate(rooms)}
    names, ways = names_of(draft), ways_in(draft)
    units = Counter((row.get("unit"), seats[row["id"]]) for row in draft.question["people"])
    locked = {wish[0] for wish in draft.wishes if wish[1] == WishKind.LOCK}
    price = draft.question["rules"].get("move", 0)
    found = {}
    for row in draft.question["people"]:
        if row["id"] not in refs:
            continue
        room = seats[row["id"]]
        far = list(ways.of(row, range(len(rooms))))
        metres, by_map = far[place[room]]
        is_moved = row["now"] is not None and row["now"] != room
        found[row["id"]] = Side(
            str(names[room]),
            metres,
            by_map,
            sum(other < metres for other, _ in far) + 1,
            units[row.get("unit"), room] - 1 if row.get("unit") else 0,
            price * is_moved,
            is_moved,
            row["id"] in locked,
        )
    return found
