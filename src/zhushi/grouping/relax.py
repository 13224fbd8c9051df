"""The question with halves allowed: a linear programme, solved by HiGHS, and its prices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from zhushi.grouping.prices import SCALE, Prices
from zhushi.grouping.problem import Flags, Ints, Problem

Basis = highspy.HighsBasis
"""Where an answer of the programme ended, so that a question like it can begin there."""
Statuses = NDArray[np.object_]
INFINITE = highspy.kHighsInf
ROUNDING = 1e-5


@dataclass(frozen=True)
class Halves:
    """An answer of the relaxation: its value, the share of each pair, what each rule is paid."""

    value: float
    share: NDArray[np.float64]
    paid: NDArray[np.float64]


@dataclass(frozen=True)
class End:
    """Where an answer ended, in words that hold for a programme over more pairs.

    keys: of pairs, of houses, of members in a room; found: the status of each; columns, rows:
    the status of all others.
    """

    keys: tuple[Ints, Ints, Ints]
    found: tuple[Statuses, Statuses, Statuses]
    columns: Statuses
    rows: Statuses


class Relaxation:
    """The programme over some pairs of people and rooms; built once, asked often.

    Columns: the pairs, then each group in each room where one of it may be, each quota's gap in
    each room, and each room's load above and below its ideal.
    """

    def __init__(self, problem: Problem, pairs: Flags, *, after: End | None = None) -> None:
        """after: where the answer of one over fewer pairs ended, to begin there."""
        self.problem = problem
        self.people, self.rooms = np.nonzero(pairs)
        self.count = len(self.people)
        self.begin = np.searchsorted(self.people, np.arange(problem.shape[0] + 1))
        m = problem.shape[1]
        self._together()
        sizes = [self.count, len(self.houses), len(problem.quotas) * m, m, m]
        self.at = np.concatenate([[0], np.cumsum(sizes)])
        self._rows: list[tuple[Ints, Ints, Ints]] = []
        self._limits: list[Ints] = []
        self.sections: dict[str, slice] = {}
        self._height = 0
        self._loads()
        self._quotas()
        self._groups()
        if problem.at_most is not None:
            columns = np.flatnonzero(self._is_move)
            ones = np.ones(len(columns), np.int64)
            self._add("move", (0 * columns, columns, ones), np.array([problem.at_most]))
        if after is not None:
            self._begin_after(after)

    @cached_property
    def cost(self) -> NDArray[np.float64]:
        problem, m = self.problem, self.problem.shape[1]
        parts = [problem.cost[self.people, self.rooms] + problem.move * self._is_move]
        parts += [problem.group_price[self.houses // m, self.houses % m]]
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

    def one_room(self) -> sparse.csr_matrix:
        ones = np.ones(self.count)
        shape = (self.problem.shape[0], self.at[-1])
        return sparse.csr_matrix((ones, (self.people, np.arange(self.count))), shape)

    def rules(self) -> sparse.csr_matrix:
        rows, columns, values = (np.concatenate([part[k] for part in self._rows]) for k in range(3))
        shape = (self._height, self.at[-1])
        return sparse.csr_matrix((values.astype(float), (rows, columns)), shape)

    @cached_property
    def limits(self) -> NDArray[np.float64]:
        return np.concatenate(self._limits).astype(float)

    @cached_property
    def _model(self) -> highspy.Highs:
        return _model(self.cost, self.upper, self.rules(), self.limits, self.one_room())

    @property
    def basis(self) -> Basis:
        """Where the last answer ended; set, it is where the next begins."""
        return self._model.getBasis()

    @basis.setter
    def basis(self, basis: Basis) -> None:
        self._model.setBasis(basis)

    @property
    def end(self) -> End:
        """Where the last answer ended, by pair, house and rule; all that is kept of a programme."""
        basis, at, m = self.basis, self.at, self.problem.shape[1]
        columns, rows = np.array(basis.col_status), np.array(basis.row_status)
        together = self.sections.get("group", slice(0, 0))
        is_other = np.ones(len(rows), np.bool_)
        is_other[together] = False
        return End(
            (self._keys, self.houses, self.member * m + self.rooms[self.pair]),
            (columns[: at[1]], columns[at[1] : at[2]], rows[together]),
            columns[at[2] :],
            rows[is_other],
        )

    def _begin_after(self, end: End) -> None:
        """What the other had not is left out; its rules bind nobody yet."""
        at, m = self.at, self.problem.shape[1]
        columns = np.full(at[-1], highspy.HighsBasisStatus.kLower)
        rows = np.full(self._height + self.problem.shape[0], highspy.HighsBasisStatus.kBasic)
        together = self.sections.get("group", slice(0, 0))
        pairs, houses, members = end.keys
        columns[np.searchsorted(self._keys, pairs)] = end.found[0]
        columns[at[1] + np.searchsorted(self.houses, houses)] = end.found[1]
        columns[at[2] :] = end.columns
        own = self.member * m + self.rooms[self.pair]
        is_other = np.ones(len(rows), np.bool_)
        is_other[together] = False
        rows[is_other] = end.rows
        rows[together.start + np.searchsorted(own, members)] = end.found[2]
        basis = Basis()
        basis.col_status, basis.row_status, basis.valid = list(columns), list(rows), True
        self.basis = basis

    def solve(self, is_open: Flags | None = None) -> Halves | None:
        """The best mixture of halves, of the pairs that are open only; None if there is none.

        It begins where the last answer ended: a case differs from the one above it by one pair,
        so a few steps do.
        """
        return self._answer(self._model, is_open)

    def solve_breaching(self, is_open: Flags, breach: float) -> Halves:
        """The same where any rule may be broken for ``breach`` a unit, so there is an answer.

        Its prices prove how little can be had without breaking one.
        """
        cost = np.concatenate([self.cost, np.full(self._height, breach)])
        rules = sparse.hstack([self.rules(), -sparse.identity(self._height)], format="csr")
        nothing = sparse.csr_matrix((self.problem.shape[0], self._height))
        one_room = sparse.hstack([self.one_room(), nothing], format="csr")
        upper = np.concatenate([self.upper, np.full(self._height, INFINITE)])
        model = _model(cost, upper, rules, self.limits, one_room)
        found = self._answer(model, is_open)
        if found is None:
            raise ArithmeticError("the programme with breaches has no answer")
        return found

    def whole(self, seconds: float) -> tuple[Ints | None, int]:
        """A good assignment without halves, found within a time, and what HiGHS holds for a bound.

        None if none was found. It is only proposed here: what proves it are prices (tree.py).
        """
        model = _model(
            self.cost, self.upper, self.rules(), self.limits, self.one_room(), is_whole=True
        )
        kinds = np.full(self.count, highspy.HighsVarType.kInteger)
        model.changeColsIntegrality(self.count, self._columns, kinds)
        model.setOptionValue("time_limit", seconds)
        model.setOptionValue("mip_rel_gap", 0.0)
        model.run()
        info = model.getInfo()
        held = info.mip_dual_bound
        bound = math.ceil(held - ROUNDING) if math.isfinite(held) else 0
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None, bound
        rooms = np.full(self.problem.shape[0], -1)
        chosen = np.array(model.getSolution().col_value[: self.count]) > 0.5
        rooms[self.people[chosen]] = self.rooms[chosen]
        return rooms, bound

    def prices(self, halves: Halves) -> Prices:
        """Whole prices from what the programme pays for one unit of each rule."""
        problem, m = self.problem, self.problem.shape[1]
        paid = np.rint(SCALE * np.maximum(0, halves.paid)).astype(np.int64)

        def of(name: str) -> Ints:
            return paid[self.sections[name]] if name in self.sections else np.zeros(1, np.int64)

        room = of("most") - of("least") + of("above") - of("below")
        quota = of("quota") if problem.quotas else np.zeros(0, np.int64)
        group = np.zeros((0, 4), np.int64)
        if "group" in self.sections:
            together = of("group")
            some = together > 0
            group = np.column_stack([self.member_of[some], self.rooms[self.pair[some]]])
            group = np.column_stack([group, together[some]])
        move = int(of("move").sum())
        return Prices(np.broadcast_to(room, m).copy(), quota.reshape(-1, m), group, move)

    @cached_property
    def _is_move(self) -> Flags:
        now = self.problem.now[self.people]
        return (now >= 0) & (now != self.rooms)

    @cached_property
    def _keys(self) -> Ints:
        return self.people * self.problem.shape[1] + self.rooms

    @cached_property
    def _columns(self) -> NDArray[np.int32]:
        return np.arange(self.count, dtype=np.int32)

    def _answer(self, model: highspy.Highs, is_open: Flags | None) -> Halves | None:
        if is_open is not None:
            upper = np.where(is_open, INFINITE, 0.0)
            model.changeColsBounds(self.count, self._columns, np.zeros(self.count), upper)
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        answer = model.getSolution()
        share = np.array(answer.col_value[: self.count])
        paid = -np.array(answer.row_dual[: self._height])
        return Halves(model.getInfo().objective_function_value, share, paid)

    def _add(self, name: str, entries: tuple[Ints, Ints, Ints], limits: Ints) -> None:
        rows, columns, values = entries
        self._rows.append((rows + self._height, columns, values))
        self._limits.append(limits)
        self.sections[name] = slice(self._height, self._height + len(limits))
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

        self._add("most", (rooms, pairs, weight), problem.most)
        self._add("least", (rooms, pairs, -weight), -problem.least)
        if problem.balance:
            self._add("above", wide(1, 3), problem.ideal_to)
            self._add("below", wide(-1, 4), -problem.ideal_from)

    def _quotas(self) -> None:
        m = self.problem.shape[1]
        rows, columns = [], []
        for k, quota in enumerate(self.problem.quotas):
            is_member = np.zeros(self.problem.shape[0], np.bool_)
            is_member[quota.members] = True
            pairs = np.flatnonzero(is_member[self.people])
            rows += [k * m + self.rooms[pairs], k * m + np.arange(m)]
            columns += [pairs, self.at[2] + k * m + np.arange(m)]
        if rows:
            entries = np.concatenate(rows), np.concatenate(columns)
            least = np.concatenate([quota.least for quota in self.problem.quotas])
            self._add("quota", (*entries, -np.ones(len(entries[0]), np.int64)), -least)

    def _together(self) -> None:
        """For each member of a group and each room it may have: the pair, the group, the house.

        A house is a group in a room, group times rooms plus room, where one of it may be.
        """
        problem, m = self.problem, self.problem.shape[1]
        people = problem.together[:, 2]
        counts = self.begin[people + 1] - self.begin[people]
        self.member = np.repeat(np.arange(len(people)), counts)
        within = np.arange(len(self.member)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.pair = self.begin[people][self.member] + within
        self.member_of = problem.together[self.member, :2]
        house = self.member_of[:, 0] * m + self.rooms[self.pair]
        self.houses, self.house = np.unique(house, return_inverse=True)

    def _groups(self) -> None:
        if not len(self.pair):
            return
        rows = np.arange(len(self.pair))
        ones = np.ones(len(rows), np.int64)
        entries = (
            np.concatenate([rows, rows]),
            np.concatenate([self.pair, self.at[1] + self.house]),
            np.concatenate([ones, -ones]),
        )
        self._add("group", entries, np.zeros(len(rows), np.int64))


def _model(
    cost: NDArray[np.float64],
    upper: NDArray[np.float64],
    rules: sparse.csr_matrix,
    limits: NDArray[np.float64],
    one_room: sparse.csr_matrix,
    *,
    is_whole: bool = False,
) -> highspy.Highs:
    """The programme as HiGHS holds it: the rules' rows first, then everybody's one room."""
    rows = sparse.vstack([rules, one_room], format="csr")
    ones = np.ones(one_room.shape[0])
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = rows.shape
    programme.col_cost_ = cost
    programme.col_lower_, programme.col_upper_ = np.zeros(len(cost)), upper
    programme.row_lower_ = np.concatenate([np.full(len(limits), -INFINITE), ones])
    programme.row_upper_ = np.concatenate([limits, ones])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = rows.indptr
    programme.a_matrix_.index_ = rows.indices
    programme.a_matrix_.value_ = rows.data
    model = highspy.Highs()
    model.callbacks.clear()  # they refer to it; without them it goes as soon as it is let go
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    if not is_whole:
        model.setOptionValue("presolve", "off")  # a fifth more time, a fifth less memory
    model.passModel(programme)
    return model
