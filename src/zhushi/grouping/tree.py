"""Proves a best assignment: cases that leave nothing out, each with prices that close it."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from zhushi.grouping.prices import SCALE, Prices, bound_of, cheapest, constant, priced
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
    allowed: Flags = field(compare=False)
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
        found += _near(problem, pairs, bound, min(WHOLE_SECONDS, seconds))
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
    """Split the case with the least bound until every case is closed or the time is over."""
    queue: list[_Open] = []
    order = 0

    def look(case: Case, allowed: Flags) -> Case:
        """Price a case; keep it open if something cheaper may still be in it."""
        nonlocal order
        if not allowed.any(axis=1).all():
            return case  # somebody has no room left: nothing is in it at all
        halves = relaxation.solve(~allowed)
        broken = halves is None
        basis = relaxation.basis
        if halves is None:
            halves = relaxation.solve_breaching(~allowed, BREACH * (proof.value + 1))
        case.prices = relaxation.prices(halves)
        pairs, base = priced(problem, case.prices), constant(problem, case.prices)
        case.bound = bound = bound_of(pairs, base, allowed)
        if bound is not None and bound < proof.value:
            rooms = None if broken else _without_halves(relaxation, halves)
            if rooms is not None and value_of(problem, rooms) < proof.value:
                proof.rooms, proof.value = rooms, value_of(problem, rooms)
            left = kept_pairs(allowed, pairs, base, proof.value)
            share = np.zeros(problem.shape)
            share[relaxation.people, relaxation.rooms] = halves.share
            heapq.heappush(queue, _Open(bound, order, case, left, share, halves.value, basis))
            order += 1
        return case

    if not kept.any(axis=1).all():
        proof.bound = proof.value
        return
    relaxation = Relaxation(problem, kept)
    look(proof.case, kept)
    while queue:
        least = min(queue[0].bound, proof.value)
        proof.bound = least
        if least >= proof.value:
            break
        if time.monotonic() > until or (progress and not progress(proof.value, least)):
            return
        opened = heapq.heappop(queue)
        case, allowed = opened.case, opened.allowed
        if not allowed.any(axis=1).all():
            continue  # its own prices leave somebody no room with which it could be cheaper
        if (allowed.sum(axis=1) == 1).all():
            return  # nothing left to split: rounded prices fall short of what all is fixed to
        relaxation.basis = opened.basis
        case.person, case.room = _split(
            relaxation, opened.share, opened.value, allowed, min(TRIED, 1 + proof.cases // EASY)
        )
        with_pair, without = _halved(allowed, case.person, case.room)
        relaxation.basis = opened.basis
        case.yes = look(Case(case.prices, None), with_pair)
        relaxation.basis = opened.basis
        case.no = look(Case(case.prices, None), without)
        proof.cases += 2
    proof.bound = proof.value


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
    share: NDArray[np.float64],
    value: float,
    allowed: Flags,
    tried: int,
) -> tuple[int, int]:
    """The pair whose two cases both come dear, of those near half; else the first left to choose.

    Looking at a few pairs first costs a few programmes a case and saves most of the cases.
    """
    best, found = -1.0, None
    for number in np.abs(share - 0.5).ravel().argsort(kind="stable")[:tried]:
        person, room = divmod(int(number), share.shape[1])
        is_half = EPSILON < share[person, room] < 1 - EPSILON
        if not is_half or allowed[person].sum() < 2 or not allowed[person, room]:
            continue
        dearer = [_dearer(relaxation, value, part) for part in _halved(allowed, person, room)]
        score = max(dearer[0], EPSILON) * max(dearer[1], EPSILON)
        if score > best:
            best, found = score, (person, room)
    if found is not None:
        return found
    person = int((allowed.sum(axis=1) > 1).argmax())
    return person, int(allowed[person].argmax())


def _dearer(relaxation: Relaxation, value: float, allowed: Flags) -> float:
    """How much more the relaxation costs in a case; as much again if nothing is in it."""
    part = relaxation.solve(~allowed) if allowed.any(axis=1).all() else None
    return part.value - value if part else abs(value)


def _halved(allowed: Flags, person: int, room: int) -> tuple[Flags, Flags]:
    """The two cases of a pair: with it, and without."""
    with_pair, without = allowed.copy(), allowed.copy()
    with_pair[person] = False
    with_pair[person, room] = True
    without[person, room] = False
    return with_pair, without
