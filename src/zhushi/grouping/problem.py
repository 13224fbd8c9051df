"""The plain question behind a grouping: who sits where, at which price, under which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Quota:
    """At least ``least`` of ``members`` in each room; one missing costs ``price``, None: never.

    members: people by number; least: one number a room.
    """

    members: Ints
    least: Ints
    price: int | None
    name: str = ""


@dataclass(frozen=True)
class Group:
    """People better kept together: each room that holds one of them costs ``price[room]``."""

    members: Ints
    price: Ints
    name: str = ""


@dataclass(frozen=True)
class Problem:
    """People and rooms by number; every cost a whole number, in metres or what stands for them.

    cost: (people, rooms), without the price of a move; allowed: the same shape, False where the
    rules forbid a pair; weight: the same shape, how much of a room's room a person takes.
    least, most: the load a room must and may have; ideal_from, ideal_to: loads between which
    nothing is paid, ``balance`` for each one outside. now: the room of each person, -1 for none.
    move: the price of anybody's leaving; at_most: how many may leave at all.
    """

    cost: Ints
    allowed: Flags
    weight: Ints
    least: Ints
    most: Ints
    ideal_from: Ints
    ideal_to: Ints
    now: Ints
    balance: int = 0
    move: int = 0
    at_most: int | None = None
    quotas: Sequence[Quota] = field(default_factory=tuple)
    groups: Sequence[Group] = field(default_factory=tuple)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of people, number of rooms."""
        return self.cost.shape[0], self.cost.shape[1]

    @cached_property
    def moved(self) -> Flags:
        """(people, rooms): whether sitting there is a move; who sits nowhere moves for nothing."""
        rooms = np.arange(self.shape[1])
        return (self.now[:, None] >= 0) & (rooms[None, :] != self.now[:, None])

    @cached_property
    def together(self) -> Ints:
        """(members of all groups, 3): the group, which of its members, and the person."""
        rows = [
            (k, number, person)
            for k, group in enumerate(self.groups)
            for number, person in enumerate(group.members)
        ]
        return np.array(rows, np.int64).reshape(-1, 3)

    @cached_property
    def group_begin(self) -> Ints:
        """Where each group's members begin in ``together``."""
        return np.searchsorted(self.together[:, 0], np.arange(len(self.groups)))

    @cached_property
    def group_price(self) -> Ints:
        """(groups, rooms): what each room costs that holds one of a group."""
        prices = [group.price for group in self.groups]
        return np.array(prices, np.int64).reshape(-1, self.shape[1])

    @property
    def pair_cost(self) -> Ints:
        """(people, rooms): cost with the price of a move."""
        return self.cost + self.move * self.moved

    def pair_cost_of(self, person: int) -> Ints:
        """(rooms,): the same of one person."""
        here = self.now[person]
        moving = self.move * (np.arange(self.shape[1]) != here) if here >= 0 else 0
        return self.cost[person] + moving

    @property
    def is_transport(self) -> bool:
        """Whether nothing crosses rooms: then a flow answers it exactly."""
        return not self.quotas and not self.groups and self.at_most is None and self.is_unit

    @cached_property
    def is_unit(self) -> bool:
        """Whether everybody takes one place."""
        return bool((self.weight == 1).all())


def parts_of(problem: Problem, rooms: Ints) -> dict[str, int]:
    """What an assignment costs, by kind of rule; rooms: the room of each person.

    Raises ValueError where a hard rule is broken.
    """
    n, m = problem.shape
    people = np.arange(n)
    if not problem.allowed[people, rooms].all():
        raise ValueError("somebody sits where the rules forbid it")
    load = np.bincount(rooms, weights=problem.weight[people, rooms], minlength=m).astype(np.int64)
    if (load < problem.least).any() or (load > problem.most).any():
        raise ValueError("a room holds too few or too many")
    moves = int(problem.moved[people, rooms].sum())
    if problem.at_most is not None and moves > problem.at_most:
        raise ValueError("too many move")
    outside = np.maximum(0, np.maximum(problem.ideal_from - load, load - problem.ideal_to))
    missing = 0
    for quota in problem.quotas:
        there = np.bincount(rooms[quota.members], minlength=m)
        short = int(np.maximum(0, quota.least - there).sum())
        if short and quota.price is None:
            raise ValueError(f"a room lacks {quota.name}")
        missing += short * (quota.price or 0)
    apart = sum(int(g.price[np.unique(rooms[g.members])].sum()) for g in problem.groups)
    return {
        "travel": int(problem.cost[people, rooms].sum()),
        "moves": problem.move * moves,
        "balance": problem.balance * int(outside.sum()),
        "quotas": missing,
        "together": apart,
    }


def value_of(problem: Problem, rooms: Ints) -> int:
    """The whole cost of an assignment; raises ValueError where a hard rule is broken."""
    return sum(parts_of(problem, rooms).values())
