"""Whole-number prices of the rules, and the bound that any such prices prove.

A rule that ties people together is taken out and paid for instead; what is left is everybody's
cheapest room. Whatever the prices, no assignment costs less than the bound (weak duality), so
it does not matter how they were found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhushi.grouping.problem import Flags, Ints, Problem

SCALE = 2**16
"""Prices are in 1/SCALE of a unit of cost: fine enough that rounding a city full loses no unit."""


@dataclass(frozen=True)
class Prices:
    """room: of one place, any sign; quota: (quotas, rooms), of one missing, not negative;
    group: (entries, 4), group, member, room and price, not negative; move: of one move, not
    negative.
    """

    room: Ints
    quota: Ints
    group: Ints
    move: int


def zero(problem: Problem) -> Prices:
    """Prices that prove little and are always good."""
    m = problem.shape[1]
    nothing = np.zeros((len(problem.quotas), m), np.int64)
    return Prices(np.zeros(m, np.int64), nothing, np.zeros((0, 4), np.int64), 0)


def priced(problem: Problem, prices: Prices) -> Ints:
    """(people, rooms): what each pair costs under the prices, in 1/SCALE."""
    found = problem.cost * SCALE
    found += prices.room * problem.weight if not problem.is_unit else prices.room
    if problem.move or prices.move:
        np.add(found, SCALE * problem.move + prices.move, out=found, where=problem.moved)
    for quota, price in zip(problem.quotas, prices.quota, strict=True):
        is_member = np.zeros(len(found), np.bool_)
        is_member[quota.members] = True
        np.subtract(found, price, out=found, where=is_member[:, None])
    group, member, room, paid = prices.group.T
    people = problem.together[problem.group_begin[group] + member, 2]
    np.add.at(found, (people, room), paid)
    return found


def priced_at(problem: Problem, prices: Prices, people: Ints, rooms: Ints) -> Ints:
    """The same of some pairs, given in order of people and rooms."""
    found = problem.cost[people, rooms] * SCALE + prices.room[rooms] * problem.weight[people, rooms]
    now = problem.now[people]
    found += (SCALE * problem.move + prices.move) * ((now >= 0) & (now != rooms))
    for quota, price in zip(problem.quotas, prices.quota, strict=True):
        is_member = np.zeros(problem.shape[0], np.bool_)
        is_member[quota.members] = True
        found -= np.where(is_member[people], price[rooms], 0)
    group, member, room, paid = prices.group.T
    wanted = problem.together[problem.group_begin[group] + member, 2] * problem.shape[1] + room
    keys = people * problem.shape[1] + rooms
    place = np.searchsorted(keys, wanted)
    is_there = (place < len(keys)) & (keys[np.minimum(place, len(keys) - 1)] == wanted)
    np.add.at(found, place[is_there], paid[is_there])
    return found


def constant(problem: Problem, prices: Prices) -> int:
    """What the prices prove beside everybody's cheapest room, in 1/SCALE."""
    loads = np.stack(
        [
            problem.least,
            problem.most,
            np.clip(problem.ideal_from, problem.least, problem.most),
            np.clip(problem.ideal_to, problem.least, problem.most),
        ]
    )
    outside = np.maximum(0, np.maximum(problem.ideal_from - loads, loads - problem.ideal_to))
    found = int((SCALE * problem.balance * outside - prices.room * loads).min(axis=0).sum())
    for quota, price in zip(problem.quotas, prices.quota, strict=True):
        spare = 0 if quota.price is None else np.minimum(0, SCALE * quota.price - price)
        found += int((price * quota.least + spare * quota.least).sum())
    if len(prices.group):
        group, _, room, paid = prices.group.T
        houses, house = np.unique(group * problem.shape[1] + room, return_inverse=True)
        total = np.zeros(len(houses), np.int64)
        np.add.at(total, house, paid)
        price = problem.group_price[divmod(houses, problem.shape[1])]
        found += int(np.minimum(0, SCALE * price - total).sum())
    if problem.at_most is not None:
        found -= prices.move * problem.at_most
    return found


def bound_of(pairs: Ints, base: int, allowed: Flags) -> int | None:
    """The proven bound in whole units of cost, rounded up; None if somebody has no room left.

    pairs: of ``priced``; base: of ``constant``.
    """
    if not allowed.any(axis=1).all():
        return None
    return -((-(int(cheapest(pairs, allowed).sum()) + base)) // SCALE)


def cheapest(pairs: Ints, allowed: Flags) -> Ints:
    """(people,): everybody's cheapest of the allowed pairs."""
    return pairs.min(axis=1, where=allowed, initial=np.iinfo(np.int64).max)
