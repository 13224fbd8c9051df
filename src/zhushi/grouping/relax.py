"""The question with halves allowed: a linear programme, solved by HiGHS, and its prices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from zhushi.grouping.prices import SCALE, Prices, zero
from zhushi.grouping.problem import Flags, Ints, Problem

INFINITE = np.inf
ROUNDING = 1e-5


@dataclass(frozen=True)
class Halves:
    """An answer of the relaxation: its value, the share of each pair, the rules' prices."""

    value: float
    share: NDArray[np.float64]
    prices: Prices


class Relaxation:
    """The programme over some pairs of people and rooms; built once, asked often.

    Columns: the pairs, then each group in each room, each quota's gap in each room, and each
    room's load above and below its ideal.
    """

    def __init__(self, problem: Problem, pairs: Flags) -> None:
        self.problem = problem
        self.people, self.rooms = np.nonzero(pairs)
        self.count = len(self.people)
        n, m = problem.shape
        self.number = np.full((n, m), -1)
        self.number[self.people, self.rooms] = np.arange(self.count)
        sizes = [self.count, len(problem.groups) * m, len(problem.quotas) * m, m, m]
        self.at = np.concatenate([[0], np.cumsum(sizes)])
        self._rows: list[tuple[Ints, Ints, Ints]] = []
        self._limits: list[Ints] = []
        self.sections: dict[tuple[str, int], slice] = {}
        self._height = 0
        self._loads()
        self._quotas()
        self._groups()
        if problem.at_most is not None:
            moved = problem.moved[self.people, self.rooms]
            columns = np.flatnonzero(moved)
            ones = np.ones(len(columns), np.int64)
            self._add("move", 0, (0 * columns, columns, ones), np.array([problem.at_most]))

    @cached_property
    def cost(self) -> NDArray[np.float64]:
        problem, m = self.problem, self.problem.shape[1]
        parts = [problem.pair_cost[self.people, self.rooms]]
        parts += [group.price for group in problem.groups]
        parts += [np.full(m, quota.price or 0) for quota in problem.quotas]
        parts += [np.full(2 * m, problem.balance)]
        return np.concatenate(parts).astype(float)

    @cached_property
    def upper(self) -> NDArray[np.float64]:
        """The largest value of each column; a hard quota's gap and a hard balance have none."""
        found = np.full(self.at[-1], INFINITE)
        m = self.problem.shape[1]
        for k, quota in enumerate(self.problem.quotas):
            if quota.price is None:
                found[self.at[2] + k * m : self.at[2] + (k + 1) * m] = 0
        return found

    @cached_property
    def one_room(self) -> sparse.csr_matrix:
        ones = np.ones(self.count)
        shape = (self.problem.shape[0], self.at[-1])
        return sparse.csr_matrix((ones, (self.people, np.arange(self.count))), shape)

    @cached_property
    def rules(self) -> sparse.csr_matrix:
        rows, columns, values = (np.concatenate([part[k] for part in self._rows]) for k in range(3))
        shape = (self._height, self.at[-1])
        return sparse.csr_matrix((values.astype(float), (rows, columns)), shape)

    @cached_property
    def limits(self) -> NDArray[np.float64]:
        return np.concatenate(self._limits).astype(float)

    def solve(
        self, forbidden: Flags | None = None, *, breach: float | None = None
    ) -> Halves | None:
        """The best mixture of halves, without the pairs of ``forbidden``; None if there is none.

        breach: what breaking a rule by one costs; then there is always an answer, whose prices
        prove how little can be had without breaking any.
        """
        cost, rules, one_room = self.cost, self.rules, self.one_room
        upper = self._upper(forbidden)
        if breach is not None:
            cost = np.concatenate([cost, np.full(self._height, breach)])
            rules = sparse.hstack([rules, -sparse.identity(self._height)], format="csr")
            nothing = sparse.csr_matrix((self.problem.shape[0], self._height))
            one_room = sparse.hstack([one_room, nothing], format="csr")
            upper = np.concatenate([upper, np.full(self._height, INFINITE)])
        bounds = np.column_stack([np.zeros(len(upper)), upper])
        ones = np.ones(self.problem.shape[0])
        found = linprog(cost, rules, self.limits, one_room, ones, bounds, method="highs")
        if found.x is None:
            return None
        share = found.x[: self.count]
        return Halves(float(found.fun), share, self._prices(-found.ineqlin.marginals))

    def whole(self, seconds: float) -> tuple[Ints | None, int]:
        """A good assignment without halves, found within a time, and what HiGHS holds for a bound.

        None if none was found. It is only proposed here: what proves it are prices (tree.py).
        """
        is_whole = np.zeros(self.at[-1])
        is_whole[: self.count] = 1
        ones = np.ones(self.problem.shape[0])
        found = milp(
            self.cost,
            integrality=is_whole,
            bounds=Bounds(0, self.upper),
            constraints=[
                LinearConstraint(self.rules, -INFINITE, self.limits),
                LinearConstraint(self.one_room, ones, ones),
            ],
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        held = found.mip_dual_bound
        bound = math.ceil(held - ROUNDING) if held is not None and math.isfinite(held) else 0
        if found.x is None:
            return None, bound
        rooms = np.full(self.problem.shape[0], -1)
        chosen = found.x[: self.count] > 0.5
        rooms[self.people[chosen]] = self.rooms[chosen]
        return rooms, bound

    def _upper(self, forbidden: Flags | None) -> NDArray[np.float64]:
        upper = self.upper.copy()
        if forbidden is not None:
            upper[: self.count][forbidden[self.people, self.rooms]] = 0
        return upper

    def _add(self, name: str, k: int, entries: tuple[Ints, Ints, Ints], limits: Ints) -> None:
        rows, columns, values = entries
        self._rows.append((rows + self._height, columns, values))
        self._limits.append(limits)
        self.sections[name, k] = slice(self._height, self._height + len(limits))
        self._height += len(limits)

    def _loads(self) -> None:
        problem, m = self.problem, self.problem.shape[1]
        weight = problem.weight[self.people, self.rooms]
        pairs, rooms, each = np.arange(self.count), self.rooms, np.arange(m)
        ones = np.ones(m, np.int64)

        def wide(sign: int, slack: int) -> tuple[Ints, Ints, Ints]:
            return (
                np.concatenate([rooms, each]),
                np.concatenate([pairs, self.at[slack] + each]),
                np.concatenate([sign * weight, -ones]),
            )

        self._add("most", 0, (rooms, pairs, weight), problem.most)
        self._add("least", 0, (rooms, pairs, -weight), -problem.least)
        if problem.balance:
            self._add("above", 0, wide(1, 3), problem.ideal_to)
            self._add("below", 0, wide(-1, 4), -problem.ideal_from)

    def _quotas(self) -> None:
        m = self.problem.shape[1]
        each = np.arange(m)
        for k, quota in enumerate(self.problem.quotas):
            columns = self.number[quota.members]
            who, rooms = np.nonzero(columns >= 0)
            pairs = columns[who, rooms]
            self._add(
                "quota",
                k,
                (
                    np.concatenate([rooms, each]),
                    np.concatenate([pairs, self.at[2] + k * m + each]),
                    -np.ones(len(pairs) + m, np.int64),
                ),
                -quota.least,
            )

    def _groups(self) -> None:
        m = self.problem.shape[1]
        for k, group in enumerate(self.problem.groups):
            columns = self.number[group.members]
            who, rooms = np.nonzero(columns >= 0)
            pairs, rows = columns[who, rooms], np.arange(len(who))
            ones = np.ones(len(who), np.int64)
            self._add(
                "group",
                k,
                (
                    np.concatenate([rows, rows]),
                    np.concatenate([pairs, self.at[1] + k * m + rooms]),
                    np.concatenate([ones, -ones]),
                ),
                np.zeros(len(who), np.int64),
            )

    def _prices(self, paid: NDArray[np.float64]) -> Prices:
        """Whole prices from the programme's; paid: of one unit of each rule, not negative."""

        def whole(name: str, k: int = 0) -> Ints:
            part = self.sections.get((name, k))
            return np.rint(SCALE * np.maximum(0, paid[part])).astype(np.int64) if part else 0  # type: ignore[return-value]

        found = zero(self.problem)
        room = found.room + whole("most") - whole("least") + whole("above") - whole("below")
        quota = found.quota
        for k in range(len(self.problem.quotas)):
            quota[k] = whole("quota", k)
        for k, group in enumerate(self.problem.groups):
            columns = self.number[group.members]
            who, rooms = np.nonzero(columns >= 0)
            found.group[k][who, rooms] = whole("group", k)
        move = int(whole("move").sum()) if ("move", 0) in self.sections else 0
        return Prices(room, quota, found.group, move)
