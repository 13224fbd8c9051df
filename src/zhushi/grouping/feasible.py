"""Whether the hard rules leave any assignment, and if not, who and which rooms they collide on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from zhushi.grouping.problem import Flags, Problem

NEAREST = 12
"""Rooms of each looked at first where there are very many."""


@dataclass(frozen=True)
class Collision:
    """Too many for too few: these people may sit in these rooms only, and the rooms hold less;
    or, where ``is_short``, these rooms need more than the people who may sit in them.

    people, rooms: by number; needed, there: the two counts that do not fit.
    """

    people: tuple[int, ...]
    rooms: tuple[int, ...]
    needed: int
    there: int
    is_short: bool = False

    def sentence(self, people: tuple[str, ...], rooms: tuple[str, ...]) -> str:
        """The collision in words; people, rooms: their names by number."""
        where = "、".join(rooms[j] for j in self.rooms)
        who = "、".join(people[i] for i in self.people[:10])
        who += f"等 {len(self.people)} 人" if len(self.people) > 10 else ""
        if self.is_short:
            can = f"能去的只有 {self.there} 人（{who}）" if who else "没有人能去"
            return f"{where}至少要 {self.needed} 人，{can}。"
        if not self.rooms:
            return f"{who}没有可去的工作室：锁定、禁止和层级规则合起来排除了全部工作室。"
        return f"{who}只能在{where}，这里一共只有 {self.there} 个名额，却有 {self.needed} 人。"


def collision_of(problem: Problem) -> Collision | None:
    """A smallest cut where the rules leave no assignment; None if they leave one.

    Only loads and allowed pairs are looked at, everybody counting as one.
    """
    n = problem.shape[0]
    ones = np.ones(n, np.int64)
    near = _near(problem)
    if (
        near is not None
        and _reached(near, ones, problem.most) is None
        and _reached(near.T, problem.least, ones) is None
    ):
        return None  # what a few pairs allow, all of them do
    most = _reached(problem.allowed, ones, problem.most)
    if most is not None:
        rooms = tuple(int(j) for j in np.flatnonzero(problem.allowed[most].any(axis=0)))
        there = int(problem.most[list(rooms)].sum())
        return Collision(tuple(int(i) for i in most), rooms, len(most), there)
    least = _reached(problem.allowed.T, problem.least, ones)
    if least is not None:
        people = tuple(int(i) for i in np.flatnonzero(problem.allowed[:, least].any(axis=1)))
        needed = int(problem.least[least].sum())
        return Collision(people, tuple(int(j) for j in least), needed, len(people), is_short=True)
    return None


def _near(problem: Problem) -> Flags | None:
    """The nearest allowed rooms of each, with all of whoever has few; None for few rooms."""
    m = problem.shape[1]
    if m <= 2 * NEAREST:
        return None
    found = np.zeros(problem.shape, np.bool_)
    for person, cost in enumerate(problem.cost):
        found[person, np.argpartition(cost, NEAREST)[:NEAREST]] = True
    few = problem.allowed.sum(axis=1) <= NEAREST
    found[few] = True
    return found & problem.allowed


def _reached(allowed: Flags, supply: NDArray, demand: NDArray) -> NDArray | None:
    """The suppliers on the source's side of a smallest cut; None if all supply can go somewhere."""
    left, right = allowed.shape
    source, sink = left + right, left + right + 1
    rows, columns = np.nonzero(allowed)
    large = int(supply.sum()) + 1
    graph = csr_matrix(
        (
            np.concatenate([np.full(len(rows), large), supply, demand]).astype(np.int32),
            (
                np.concatenate([rows, np.full(left, source), left + np.arange(right)]),
                np.concatenate([left + columns, np.arange(left), np.full(right, sink)]),
            ),
        ),
        (sink + 1, sink + 1),
    )
    flow = maximum_flow(graph, source, sink)
    if flow.flow_value == int(supply.sum()):
        return None
    rest = graph - flow.flow
    rest.data[rest.data < 0] = 0
    rest.eliminate_zeros()
    found = breadth_first_order(rest, source, return_predecessors=False)
    return np.sort(found[found < left])
