"""A whole-number programme put together row by row, and its proven answer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

ROUNDING = 1e-6


@dataclass(frozen=True)
class Answer:
    """The value of every column, and a whole number nothing can be below."""

    values: list[int]
    bound: int


@dataclass
class Programme:
    """Columns with a cost each, from 0 to a bound, and rows between two numbers."""

    costs: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    rows: list[tuple[list[int], list[int], float, float]] = field(default_factory=list)

    def column(self, cost: int = 0, *, most: int = 1) -> int:
        self.costs.append(cost)
        self.most.append(most)
        return len(self.costs) - 1

    def row(self, terms: Iterable[tuple[int, int]], least: float, most: float) -> None:
        """Keep the sum of (column, factor) between two numbers."""
        columns, factors = zip(*terms, strict=True)
        self.rows.append((list(columns), list(factors), least, most))

    def squares(
        self, terms: Iterable[tuple[int, int]], *, price: int, most: int, first: int = 0
    ) -> None:
        """Let the square of ``first`` plus the sum of ``terms``, up to ``most``, cost ``price``.

        The cost leaves out the square of ``first`` itself, which nothing can change. Each further
        step costs more than the one before, so that whole steps are taken in their order.
        """
        steps = [self.column(price * (2 * (first + k) - 1)) for k in range(1, most + 1)]
        self.row([*((step, 1) for step in steps), *((c, -f) for c, f in terms)], 0, 0)

    def solve(self, *, seconds: float) -> Answer | None:
        """The cheapest answer, or the best found in ``seconds``; None where there is none yet."""
        if not self.costs:
            return Answer([], 0)
        lengths = [len(columns) for columns, *_ in self.rows]
        table = sparse.csr_matrix(
            (
                np.concatenate([factors for _, factors, *_ in self.rows]).astype(float),
                np.concatenate([columns for columns, *_ in self.rows]),
                np.concatenate([[0], np.cumsum(lengths)]),
            ),
            (len(self.rows), len(self.costs)),
        )
        limits = np.array([(least, most) for *_, least, most in self.rows])
        found = milp(
            np.array(self.costs, float),
            integrality=np.ones(len(self.costs)),
            bounds=Bounds(0, np.array(self.most, float)),
            constraints=LinearConstraint(table, limits[:, 0], limits[:, 1]),
            options={"mip_rel_gap": 0, "time_limit": seconds},
        )
        if found.x is None:
            return None
        return Answer([round(v) for v in found.x], math.ceil(found.mip_dual_bound - ROUNDING))
