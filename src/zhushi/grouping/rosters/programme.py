"""A whole-number programme put together row by row, and its proven answer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np

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
        model = highspy.Highs()
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        model.setOptionValue("mip_rel_gap", 0.0)
        model.setOptionValue("time_limit", seconds)
        model.passModel(self._rows_and_columns())
        model.run()
        info = model.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = [round(value) for value in model.getSolution().col_value]
        return Answer(values, math.ceil(info.mip_dual_bound - ROUNDING))

    def _rows_and_columns(self) -> highspy.HighsLp:
        lengths = [len(columns) for columns, *_ in self.rows]
        width = len(self.costs)
        found = highspy.HighsLp()
        found.num_row_, found.num_col_ = len(self.rows), width
        found.col_cost_ = np.array(self.costs, float)
        found.col_lower_, found.col_upper_ = np.zeros(width), np.array(self.most, float)
        found.integrality_ = [highspy.HighsVarType.kInteger] * width
        found.row_lower_ = np.array([least for *_, least, _ in self.rows], float)
        found.row_upper_ = np.array([most for *_, most in self.rows], float)
        found.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        found.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)])
        found.a_matrix_.index_ = np.concatenate([columns for columns, *_ in self.rows])
        factors = np.concatenate([factors for _, factors, *_ in self.rows])
        found.a_matrix_.value_ = factors.astype(float)
        return found
