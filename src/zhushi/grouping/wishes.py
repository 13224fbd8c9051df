"""What the office says of single people, put into the question; and what one more would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhushi.grouping.choices import WishKind
from zhushi.grouping.instance import RULES
from zhushi.grouping.solver import ImpossibleError, solve
from zhushi.grouping.tree import Progress

SECONDS = 20.0
Wish = tuple[str, str, str]
"""Person, kind, room; for ``TOGETHER`` two people, the lesser number first."""

APART = 1_000_000
"""Metres that two who belong together cost in two rooms: more than a district walks in all."""


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

    @property
    def less(self) -> int:
        """How many metres less; nothing where it costs more."""
        return max(0, -self.price)


def with_wishes(question: Mapping[str, Any], wishes: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The question in which each wish is a rule; the last lock of a person holds.

    Locks and bans are hard. A pair that belongs together is a group of two, as an electing unit
    is one, with a price above all others: so the proof holds for it as for any group.
    """
    people = {person["id"]: dict(person) for person in question["people"]}
    groups = list(question["rules"].get("groups", RULES["groups"]))
    count, price = len(groups), pair_price(question)
    for name, kind, other in wishes:
        person = people.get(name)
        if person is None:
            continue  # no delegate any more
        if kind == WishKind.LOCK:
            person["locked"] = other
        elif kind == WishKind.BAN:
            person["banned"] = [*person.get("banned", ()), other]
        elif other in people:
            pair = f"{name}+{other}"
            person[pair] = people[other][pair] = pair
            groups.append({"of": pair, "price": price})
    rules = question["rules"]
    if len(groups) > count:
        rules = {**rules, "groups": groups}
    return {**question, "people": list(people.values()), "rules": rules}


def pair_price(question: Mapping[str, Any]) -> int:
    """What each room costs that holds one of a pair; a pair together pays it once."""
    return APART + 10 * int(question["rules"].get("move", RULES["move"]))


def together_price(question: Mapping[str, Any], wishes: Sequence[Sequence[str]]) -> int:
    """What all pairs pay even where they are together: no cost of anybody's."""
    pairs = [w for w in wishes if w[1] == WishKind.TOGETHER]
    if not pairs:
        return 0
    people = {person["id"] for person in question["people"]}
    return sum({w[0], w[2]} <= people for w in pairs) * pair_price(question)


def added(wishes: Sequence[Sequence[str]], wish: Wish) -> list[list[str]]:
    """The wishes with one more; it goes before whatever contradicts it."""
    person, kind, room = wish

    def contradicts(other: Sequence[str]) -> bool:
        is_second_lock = kind == WishKind.LOCK == other[1]
        return other[0] == person and (other[2] == room or is_second_lock)

    return [*(list(other) for other in wishes if not contradicts(other)), list(wish)]


def solved_with(
    question: Mapping[str, Any],
    wishes: Sequence[Sequence[str]],
    *,
    seconds: float = SECONDS,
    prefer: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The best grouping under the wishes; raises ImpossibleError, also where a pair is apart."""
    asked = with_wishes(question, wishes)
    found = solve(asked, seconds=seconds, prefer=prefer, progress=progress)
    seats = found["assignment"]
    for name, kind, other in wishes:
        if (
            kind == WishKind.TOGETHER
            and {name, other} <= set(seats)
            and seats[name] != seats[other]
        ):
            raise ImpossibleError(f"{name}和{other}排不到一起，和别的锁定、名额或动人的上限冲突。")
    return found


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
    found = solved_with(question, added(wishes, wish), prefer=before)
    after = found["assignment"]
    moved = [name for name in after if after[name] != before.get(name)]
    moved.sort(key=lambda name: (name != wish[0], name))
    chain = tuple(Step(name, before.get(name), after[name]) for name in moved)
    return Trial(found["value"] - result["value"], chain, found)
