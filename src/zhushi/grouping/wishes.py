"""What the office says of single people, put into the question; and what one more would cost."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhushi.grouping.choices import WishKind
from zhushi.grouping.solver import solve

SECONDS = 20.0
Wish = tuple[str, str, str]
"""Person, kind, room."""


@dataclass(frozen=True)
class Step:
    """One person who would sit elsewhere: from which room to which; None for no room."""

    person: str
    source: str | None
    target: str


@dataclass(frozen=True)
class Trial:
    """What one more wish would change: the price in metres, and everybody who would move."""

    price: int
    chain: tuple[Step, ...]
    result: Mapping[str, Any]


def with_wishes(question: Mapping[str, Any], wishes: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The question in which each wish is a hard rule; the last lock of a person holds."""
    found = copy.deepcopy(dict(question))
    people = {person["id"]: person for person in found["people"]}
    for name, kind, room in wishes:
        person = people.get(name)
        if person is None:
            continue  # no delegate any more
        if kind == WishKind.LOCK:
            person["locked"] = room
        else:
            person.setdefault("banned", []).append(room)
    return found


def added(wishes: Sequence[Sequence[str]], wish: Wish) -> list[list[str]]:
    """The wishes with one more; it goes before whatever contradicts it."""
    person, kind, room = wish

    def contradicts(other: Sequence[str]) -> bool:
        is_second_lock = kind == WishKind.LOCK == other[1]
        return other[0] == person and (other[2] == room or is_second_lock)

    return [*(list(other) for other in wishes if not contradicts(other)), list(wish)]


def trial_of(
    question: Mapping[str, Any],
    wishes: Sequence[Sequence[str]],
    result: Mapping[str, Any],
    wish: Wish,
) -> Trial:
    """What a wish would cost, exactly: both groupings are the best under their wishes.

    Raises ImpossibleError where it collides with the rules.
    """
    before = result["assignment"]
    found = solve(with_wishes(question, added(wishes, wish)), seconds=SECONDS, prefer=before)
    after = found["assignment"]
    moved = [name for name in after if after[name] != before.get(name)]
    moved.sort(key=lambda name: (name != wish[0], name))
    chain = tuple(Step(name, before.get(name), after[name]) for name in moved)
    return Trial(found["value"] - result["value"], chain, found)
