"""Proves a best assignment: cases that leave nothing out, each with prices that close it."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhushi.grouping.prices import SCALE, Prices, bound_of, cheapest, constant, priced, priced_at
from zhushi.grouping.problem import Flags, Ints, Problem, value_of
from zhushi.grouping.relax import Basis, Halves, Relaxation

CANDIDATES, TOGETHER = 6, 2
"""Nearest rooms looked at for a person, and of each for all of a group; the rest is priced."""
NEAR = (0.03, 0.3, 3, None)
"""Within how much of what one person costs a pair is worth trying; None: all pairs."""
SPLIT_UP_TO = 2_000_000
"""Pairs up to which cases are split; beyond, what is left is told as a gap."""
ROUNDS = 8
BREACH = 1000
"""What breaking a rule by one costs, in whole answers, where a case cannot keep the rules."""
WHOLE_SECONDS = 20.0
EPSILON = 1e-6
NOWHERE = 2**40
LOOKED_AT = 40
TRIED, EASY = 8, 6
"""Pairs looked at before a case is split, at most; one more for every so many cases so far."""
Progress = Callable[[int, int], bool]
"""Told the value and the bound; its answer, whether to go on."""


@dataclass
class Case:
    """Prices for all that the cases above leave, and either nothing below or two cases.

    Above other cases its prices rule out the pairs with which nothing cheaper is possible.
    person, room: the pair that ``yes`` fixes and ``no`` forbids.
    """

    prices: Prices
    bound: int | None
    person: int = -1
    room: int = -1
    yes: Case | None = None
    no: Case | None = None


@dataclass
class Proof:
    """An assignment with its value, the bound, and what proves it.

    root: prices that rule pairs out, with which nothing cheaper is possible; case: of the rest.
    """

    rooms: Ints
    value: int
    bound: int
    root: Prices
    case: Case
    cases: int = 1


@dataclass(order=True)
class _Open:
    bound: int
    order: int
    case: Case = field(compare=False)
    is_open: Flags = field(compare=False)
    share: NDArray[np.float64] = field(compare=False)
    value: float = field(compare=False)
    basis: Basis = field(compare=False)


class NoAssignmentError(ValueError):
    """No assignment keeps the hard rules."""


def prove(
    problem: Problem,
    *,
    seconds: float = 60.0,
    start: Ints | None = None,
    progress: Progress | None = None,
) -> Proof:
    """A best assignment and why there is no better, or the gap that is left after ``seconds``.

    start: an assignment to begin with. Raises NoAssignmentError.
    """
    until = time.monotonic() + seconds
    prices, pairs, rooms = _root(problem)
    base = constant(problem, prices)
    bound = bound_of(pairs, base, problem.allowed)
    if bound is None:
        raise NoAssignmentError
    found = [known for known in (start, rooms) if known is not None]
    if rooms is None:
        left = until - time.monotonic()
        found += _near(problem, pairs, bound, max(min(WHOLE_SECONDS, seconds), left / 2))
    if not found:
        raise NoAssignmentError
    value, rooms = min(((value_of(problem, known), known) for known in found), key=itemgetter(0))
    proof = Proof(rooms, value, bound, prices, Case(prices, bound))
    if bound >= value:
        proof.bound = value
    elif pairs.size <= SPLIT_UP_TO:
        _close(problem, proof, kept_pairs(problem.allowed, pairs, base, value), until, progress)
    return proof


def kept_pairs(allowed: Flags, pairs: Ints, base: int, value: int) -> Flags:
    """The pairs with which something cheaper than ``value`` is still possible."""
    best = cheapest(pairs, allowed)
    spare = (value - 1) * SCALE - int(best.sum()) - base
    return allowed & (pairs <= (best + spare)[:, None])


def _root(problem: Problem) -> tuple[Prices, Ints, Ints | None]:
    """The prices of the relaxation over all pairs, each pair under them, and its answer if nobody
    is in halves.

    Only candidates are in the programme; all others are priced, until none of them would help.
    Raises NoAssignmentError.
    """
    wanted: Flags = _candidates(problem)
    end = None
    for _ in range(ROUNDS):
        relaxation = Relaxation(problem, wanted, after=end)
        halves = relaxation.solve()
        if halves is None:
            break
        prices = relaxation.prices(halves)
        pairs = priced(problem, prices)
        helping = problem.allowed & ~wanted & (pairs < cheapest(pairs, wanted)[:, None])
        if not helping.any():
            return prices, pairs, _without_halves(relaxation, halves)
        wanted |= helping
        end = relaxation.end
        del relaxation, pairs  # a province's are a quarter of a gigabyte
    relaxation = Relaxation(problem, problem.allowed)
    halves = relaxation.solve()
    if halves is None:
        raise NoAssignmentError
    prices = relaxation.prices(halves)
    return prices, priced(problem, prices), _without_halves(relaxation, halves)


def _candidates(problem: Problem) -> Flags:
    n, m = problem.shape
    if m <= 4 * CANDIDATES or not problem.is_unit:
        return problem.allowed.copy()
    wanted, nearest = np.zeros((n, m), np.bool_), np.zeros((n, m), np.bool_)
    for person in range(n):
        cost = problem.cost[person] + NOWHERE * ~problem.allowed[person]
        near = np.argpartition(cost, CANDIDATES)[:CANDIDATES]
        wanted[person, near] = True
        nearest[person, near[np.argpartition(cost[near], TOGETHER)[:TOGETHER]]] = True
    for group in problem.groups:  # together means: wherever one of them would gladly go
        wanted[group.members] |= nearest[group.members].any(axis=0, keepdims=True)
    stays = problem.now >= 0
    wanted[np.flatnonzero(stays), problem.now[stays]] = True
    return wanted & problem.allowed


def _near(problem: Problem, pairs: Ints, bound: int, seconds: float) -> list[Ints]:
    """A good assignment from the pairs near the prices, as few as will do; none in the time."""
    best = cheapest(pairs, problem.allowed)
    for share in NEAR if problem.is_unit else (None,):
        near = problem.allowed
        if share is not None:
            slack = max(1, int(share * abs(bound) / len(pairs) * SCALE))
            near = problem.allowed & (pairs <= (best + slack)[:, None])
        whole, _ = Relaxation(problem, near).whole(seconds)
        if whole is not None:
            return [whole]
    return []


def _close(
    problem: Problem, proof: Proof, kept: Flags, until: float, progress: Progress | None
) -> None:
    """Split the case with the least bound until every case is closed or the time is over.

    What is open in a case is a flag for each pair of the relaxation.
    """
    if not kept.any(axis=1).all():
        proof.bound = proof.value
        return
    relaxation = Relaxation(problem, kept)
    people, rooms = relaxation.people, relaxation.rooms
    queue: list[_Open] = []
    known: dict[int, tuple[float, float]] = {}
    order = 0

    def look(case: Case, is_open: Flags) -> Case:
        """Price a case; keep it open if something cheaper may still be in it."""
        nonlocal order
        if not _each(np.logical_or, relaxation, is_open).all():
            return case  # somebody has no room left: nothing is in it at all
        halves = relaxation.solve(is_open)
        broken = halves is None
        basis = relaxation.basis
        if halves is None:
            halves = relaxation.solve_breaching(is_open, BREACH * (proof.value + 1))
        case.prices = relaxation.prices(halves)
        cost, base = priced_at(problem, case.prices, people, rooms), constant(problem, case.prices)
        best = _each(np.minimum, relaxation, np.where(is_open, cost, np.iinfo(np.int64).max))
        floor = int(best.sum()) + base
        case.bound = bound = -(-floor // SCALE)
        if bound < proof.value:
            seats = None if broken else _without_halves(relaxation, halves)
            if seats is not None and value_of(problem, seats) < proof.value:
                proof.rooms, proof.value = seats, value_of(problem, seats)
            limit = (proof.value - 1) * SCALE - floor
            left = is_open & (cost <= best[people] + limit)
            heapq.heappush(
                queue, _Open(bound, order, case, left, halves.share, halves.value, basis)
            )
            order += 1
        return case

    look(proof.case, np.ones(relaxation.count, np.bool_))
    while queue:
        least = min(queue[0].bound, proof.value)
        proof.bound = least
        if least >= proof.value:
            break
        if time.monotonic() > until or (progress and not progress(proof.value, least)):
            return
        opened = heapq.heappop(queue)
        case, is_open = opened.case, opened.is_open
        choices = _each(np.add, relaxation, is_open.astype(np.int64))
        if not choices.all():
            continue  # its own prices leave somebody no room with which it could be cheaper
        if (choices == 1).all():
            return  # nothing left to split: rounded prices fall short of what all is fixed to
        relaxation.basis = opened.basis
        tried = min(TRIED, 1 + proof.cases // EASY)
        pair = _split(relaxation, opened, choices, tried, known)
        case.person, case.room = int(people[pair]), int(rooms[pair])
        with_pair, without = _halved(relaxation, is_open, pair)
        relaxation.basis = opened.basis
        case.yes = look(Case(case.prices, None), with_pair)
        relaxation.basis = opened.basis
        case.no = look(Case(case.prices, None), without)
        proof.cases += 2
    proof.bound = proof.value


def _each(how: np.ufunc, relaxation: Relaxation, values: NDArray[Any]) -> NDArray[Any]:
    """(people,): the values of everybody's pairs taken together; everybody has one at least."""
    found: NDArray[Any] = how.reduceat(values, relaxation.begin[:-1])
    return found


def _without_halves(relaxation: Relaxation, halves: Halves) -> Ints | None:
    """The assignment that the relaxation's answer is; None if somebody is in halves."""
    if not ((halves.share < EPSILON) | (halves.share > 1 - EPSILON)).all():
        return None
    rooms = np.full(relaxation.problem.shape[0], -1)
    chosen = halves.share > 0.5
    rooms[relaxation.people[chosen]] = relaxation.rooms[chosen]
    return rooms


def _split(
    relaxation: Relaxation,
    opened: _Open,
    choices: Ints,
    tried: int,
    known: dict[int, tuple[float, float]],
) -> int:
    """The pair whose two cases both come dear, of those near half; else the first left to choose.

    Looking at a few pairs first costs a few programmes a case and saves most of the cases. known:
    how dear the two cases of a pair were when it was last looked at; good enough elsewhere.
    """
    best, found = -1.0, None
    share, is_open = opened.share, opened.is_open
    is_choice = is_open & (choices > 1)[relaxation.people]
    halves = is_choice & (share > EPSILON) & (share < 1 - EPSILON)
    near = np.flatnonzero(halves)
    for pair in near[np.abs(share[near] - 0.5).argsort(kind="stable")][:LOOKED_AT].tolist():
        if pair not in known:
            if tried == 0:
                continue
            tried -= 1
            parts = _halved(relaxation, is_open, pair)
            yes, no = (_dearer(relaxation, opened.value, part) for part in parts)
            known[pair] = yes, no
        score = max(known[pair][0], EPSILON) * max(known[pair][1], EPSILON)
        if score > best:
            best, found = score, pair
    return int(is_choice.argmax()) if found is None else found


def _dearer(relaxation: Relaxation, value: float, is_open: Flags) -> float:
    """How much more the relaxation costs in a case; as much again if nothing is in it."""
    is_any = _each(np.logical_or, relaxation, is_open).all()
    part = relaxation.solve(is_open) if is_any else None
    return part.value - value if part else abs(value)


def _halved(relaxation: Relaxation, is_open: Flags, pair: int) -> tuple[Flags, Flags]:
    """The two cases of a pair: with it, and without."""
    with_pair, without = is_open.copy(), is_open.copy()
    person = relaxation.people[pair]
    with_pair[relaxation.begin[person] : relaxation.begin[person + 1]] = False
    with_pair[pair] = True
    without[pair] = False
    return with_pair, without
