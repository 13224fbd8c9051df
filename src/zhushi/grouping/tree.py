"""Proves a best assignment: cases that leave nothing out, each with prices that close it."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from zhushi.grouping.prices import SCALE, Prices, bound_of, constant, priced
from zhushi.grouping.problem import Flags, Ints, Problem, value_of
from zhushi.grouping.relax import Halves, Relaxation

CANDIDATES, TOGETHER = 6, 2
"""Nearest rooms looked at for a person, and of each for all of a group; the rest is priced."""
NEAR = (0.0003, 0.003, 0.03, None)
"""Shares of the whole cost within which a pair is worth trying; None: all of them."""
ROUNDS = 8
BREACH = 1000
"""What breaking a rule by one costs, in whole answers, where a case cannot keep the rules."""
WHOLE_SECONDS = 20.0
EPSILON = 1e-6
Progress = Callable[[int, int], bool]
"""Told the value and the bound; its answer, whether to go on."""


@dataclass
class Case:
    """Prices for all that the cases above leave, and either nothing below or two cases.

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
    halves: Halves = field(compare=False)


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
    relaxation, halves, pairs, base = _root(problem)
    bound = bound_of(pairs, base, problem.allowed)
    if bound is None:
        raise NoAssignmentError
    rooms, value = _best_of(problem, start, relaxation, pairs, base, halves, seconds)
    proof = Proof(rooms, value, bound, halves.prices, Case(halves.prices, bound))
    kept = kept_pairs(problem.allowed, pairs, base, proof.value)
    if proof.bound >= proof.value:
        proof.bound = proof.value
        return proof
    _close(problem, proof, kept, until, progress)
    return proof


def kept_pairs(allowed: Flags, pairs: Ints, base: int, value: int) -> Flags:
    """The pairs with which something cheaper than ``value`` is still possible."""
    best = np.where(allowed, pairs, np.iinfo(np.int64).max).min(axis=1)
    forced = pairs - best[:, None] + int(best.sum()) + base
    return allowed & (-(-forced // SCALE) < value)


def _root(problem: Problem) -> tuple[Relaxation, Halves, Ints, int]:
    """The relaxation over candidates, with all others priced, until none of those would help."""
    wanted: Flags = _candidates(problem)
    for _ in range(ROUNDS):
        relaxation = Relaxation(problem, wanted)
        halves = relaxation.solve()
        if halves is None:
            break
        pairs, base = priced(problem, halves.prices), constant(problem, halves.prices)
        cheapest = np.where(wanted, pairs, np.iinfo(np.int64).max).min(axis=1)
        helping = problem.allowed & ~wanted & (pairs < cheapest[:, None])
        if not helping.any():
            return relaxation, halves, pairs, base
        wanted = wanted | helping
    relaxation = Relaxation(problem, problem.allowed)
    halves = relaxation.solve()
    if halves is None:
        raise NoAssignmentError
    return relaxation, halves, priced(problem, halves.prices), constant(problem, halves.prices)


def _candidates(problem: Problem) -> Flags:
    n, m = problem.shape
    if m <= 4 * CANDIDATES or not problem.is_unit:
        return problem.allowed.copy()
    cost = np.where(problem.allowed, problem.pair_cost, np.iinfo(np.int64).max)
    near = np.argpartition(cost, CANDIDATES, axis=1)[:, :CANDIDATES]
    wanted, nearest = np.zeros((n, m), np.bool_), np.zeros((n, m), np.bool_)
    people = np.arange(n)[:, None]
    wanted[people, near] = True
    nearest[people, np.argpartition(cost, TOGETHER, axis=1)[:, :TOGETHER]] = True
    for group in problem.groups:  # together means: wherever one of them would gladly go
        wanted[group.members] |= nearest[group.members].any(axis=0, keepdims=True)
    stays = problem.now >= 0
    wanted[np.flatnonzero(stays), problem.now[stays]] = True
    return wanted & problem.allowed


def _best_of(
    problem: Problem,
    start: Ints | None,
    relaxation: Relaxation,
    pairs: Ints,
    base: int,
    halves: Halves,
    seconds: float,
) -> tuple[Ints, int]:
    """The better of what was given and what is found among the pairs near the prices."""
    found: list[tuple[int, Ints]] = []
    if start is not None:
        found.append((value_of(problem, start), start))
    if ((halves.share < EPSILON) | (halves.share > 1 - EPSILON)).all():
        rooms = np.full(problem.shape[0], -1)
        chosen = halves.share > 0.5
        rooms[relaxation.people[chosen]] = relaxation.rooms[chosen]
        found.append((value_of(problem, rooms), rooms))
        return min(found, key=lambda pair: pair[0])[::-1]
    best = np.where(problem.allowed, pairs, np.iinfo(np.int64).max).min(axis=1)
    for share in NEAR if problem.is_unit else (None,):
        near = problem.allowed
        if share is not None:
            slack = max(1, int(share * abs(halves.value) * SCALE))
            near = problem.allowed & (pairs - best[:, None] <= slack)
        whole, _ = Relaxation(problem, near).whole(min(WHOLE_SECONDS, seconds))
        if whole is not None:
            found.append((value_of(problem, whole), whole))
            break
    if not found:
        raise NoAssignmentError
    return min(found, key=lambda pair: pair[0])[::-1]


def _close(
    problem: Problem, proof: Proof, kept: Flags, until: float, progress: Progress | None
) -> None:
    """Split the case with the least bound until every case is closed or the time is over."""
    relaxation = Relaxation(problem, kept)
    queue: list[_Open] = []
    order = 0

    def look(case: Case, allowed: Flags) -> Case:
        """Price a case; keep it open if something cheaper may still be in it."""
        nonlocal order
        if not allowed.any(axis=1).all():
            return case  # somebody has no room left: nothing is in it at all
        halves = relaxation.solve(~allowed)
        broken = halves is None
        halves = halves or relaxation.solve(~allowed, breach=BREACH * (proof.value + 1))
        if halves is None:
            raise ArithmeticError("the programme with breaches has no answer")
        pairs, base = priced(problem, halves.prices), constant(problem, halves.prices)
        bound = bound_of(pairs, base, allowed)
        case.prices, case.bound = halves.prices, bound
        if bound is not None and bound < proof.value:
            if not broken:
                _take_whole(problem, proof, relaxation, halves)
            heapq.heappush(queue, _Open(bound, order, case, allowed, halves))
            order += 1
        return case

    if not kept.any(axis=1).all():
        proof.bound = proof.value
        return
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
        if (allowed.sum(axis=1) == 1).all():
            return  # nothing left to split: rounded prices fall short of what all is fixed to
        case.person, case.room = _split(relaxation, opened.halves, allowed)
        with_pair, without = allowed.copy(), allowed.copy()
        with_pair[case.person] = False
        with_pair[case.person, case.room] = True
        without[case.person, case.room] = False
        case.yes = look(Case(case.prices, None), with_pair)
        case.no = look(Case(case.prices, None), without)
        proof.cases += 2
    proof.bound = proof.value


def _take_whole(problem: Problem, proof: Proof, relaxation: Relaxation, halves: Halves) -> None:
    if not ((halves.share < EPSILON) | (halves.share > 1 - EPSILON)).all():
        return
    rooms = np.full(problem.shape[0], -1)
    chosen = halves.share > 0.5
    rooms[relaxation.people[chosen]] = relaxation.rooms[chosen]
    value = value_of(problem, rooms)
    if value < proof.value:
        proof.rooms, proof.value = rooms, value


def _split(relaxation: Relaxation, halves: Halves, allowed: Flags) -> tuple[int, int]:
    """The pair that is nearest to half, or the first that is left to choose."""
    number = int(np.abs(halves.share - 0.5).argmin())
    person, room = int(relaxation.people[number]), int(relaxation.rooms[number])
    if allowed[person].sum() > 1 and allowed[person, room]:
        return person, room
    person = int((allowed.sum(axis=1) > 1).argmax())
    return person, int(allowed[person].argmax())
