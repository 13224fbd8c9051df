"""What it costs to seat anybody anywhere: all pairs at once, where nothing crosses rooms.

Then a grouping is a flow. Whoever is put into another room leaves a gap and makes a crowd; what
that costs is a shortest way between the two rooms, along people who would change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import csgraph_from_dense, floyd_warshall

from zhushi.grouping.instance import read_instance
from zhushi.grouping.problem import Ints, Problem

IMPOSSIBLE = -1
Far = NDArray[np.float64]


class CrossingError(ValueError):
    """The question has rules that cross rooms: there each pair is a question anew."""


def prices_of(data: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """By person and room what the pair costs more than the result of a file; without those the
    rules forbid. Raises CrossingError.
    """
    instance = read_instance(data)
    place = {name: number for number, name in enumerate(instance.rooms)}
    rooms = np.array([place[result["assignment"][name]] for name in instance.people])
    return {
        name: {
            room: price
            for room, price in zip(instance.rooms, row.tolist(), strict=True)
            if price != IMPOSSIBLE
        }
        for name, row in zip(instance.people, forced(instance.problem, rooms), strict=True)
    }


def forced(problem: Problem, rooms: Ints) -> Ints:
    """(people, rooms): by how much the best assignment with that pair is dearer than the best.

    rooms: a best assignment. IMPOSSIBLE where the rules leave none with the pair. Raises
    CrossingError.
    """
    if not problem.is_transport:
        raise CrossingError("有配额、同单位或“最多动几人”的规则时，每一对都要另算，不能一次列出。")
    between = _between(problem, rooms)
    found = np.empty(problem.shape, np.int64)
    for person in range(len(rooms)):
        here, cost = rooms[person], problem.pair_cost_of(person)
        more = cost - cost[here] + between[:, here]
        is_possible = problem.allowed[person] & np.isfinite(more)
        found[person] = np.where(is_possible, more, IMPOSSIBLE)
    found[np.arange(len(rooms)), rooms] = 0
    return found


def _between(problem: Problem, rooms: Ints) -> Far:
    """(rooms, rooms): what it costs at least to take one out of a room and bring one into another.

    A last node stands for loads: a room may keep one more, another have one fewer.
    """
    m = problem.shape[1]
    steps = np.full((m + 1, m + 1), np.inf)
    for room in range(m):
        for person in np.flatnonzero(rooms == room).tolist():
            cost = problem.pair_cost_of(person)
            dearer = np.where(problem.allowed[person], cost - cost[room], np.inf)
            np.minimum(steps[room, :m], dearer, out=steps[room, :m])
    load = np.bincount(rooms, minlength=m)
    now = _unbalanced(problem, load)
    steps[:m, m] = np.where(load < problem.most, _unbalanced(problem, load + 1) - now, np.inf)
    steps[m, :m] = np.where(load > problem.least, _unbalanced(problem, load - 1) - now, np.inf)
    np.fill_diagonal(steps, 0)
    far: Far = floyd_warshall(csgraph_from_dense(steps, null_value=np.inf))
    return far[:m, :m]


def _unbalanced(problem: Problem, load: Ints) -> Ints:
    outside = np.maximum(problem.ideal_from - load, load - problem.ideal_to)
    return problem.balance * np.maximum(0, outside)
