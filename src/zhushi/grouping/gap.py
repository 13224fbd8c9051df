"""Reads the published test files of assignment and single-source location for our kernel.

OR-Library: generalised assignment (``gap1`` … are to be maximised, ``gapa`` … minimised), and
capacitated warehouses (``cap…``), read as single-source; Holmberg's files differ in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from zhushi.grouping.problem import Group, Ints, Problem


class FormatError(ValueError):
    """The file is none of the known forms; the sentence is for whoever called."""


@dataclass(frozen=True)
class Published:
    """One question of a file. The true value is ``sign * (value - offset) / scale``."""

    name: str
    problem: Problem
    sign: int = 1
    offset: int = 0
    scale: int = 1

    def true(self, value: int) -> Decimal:
        """A value or bound of the kernel as the file counts it."""
        found = Decimal(self.sign * (value - self.offset)) / self.scale
        return found.quantize(Decimal(1)) if found == found.to_integral_value() else found

    def in_words(self) -> dict[str, Any]:
        """The same question as a file of `zhushi group` (instance.py), to be checked with it."""
        problem = self.problem
        n, m = problem.shape
        people = [{"id": f"{i + 1}", "all": "all"} for i in range(n)]
        rooms = [{"id": f"{j + 1}", "most": int(problem.most[j])} for j in range(m)]
        groups = [{"of": "all", "price": group.price.tolist()} for group in problem.groups]
        costs: list[list[int | None]] = problem.cost.tolist()
        for i, j in zip(*np.nonzero(~problem.allowed), strict=True):
            costs[i][j] = None
        rules = {"move": 0, "balance": 0, "groups": groups, "quotas": []}
        words = {"people": people, "rooms": rooms, "costs": costs, "rules": rules}
        return {**words, "weights": problem.weight.tolist()}


def read_published(path: Path, *, is_maximum: bool | None = None) -> list[Published]:
    """The questions of a file; raises FormatError.

    is_maximum: of assignment only; None: as OR-Library's names say (``gap`` and a number).
    """
    text = path.read_text(errors="replace")
    words = text.split()
    if is_maximum is None:
        is_maximum = bool(re.fullmatch(r"gap\d+", path.stem.split("-")[0].split("_")[0]))
    try:
        return _assignments(path.stem, words, is_maximum) or _location(path.stem, text, words)
    except (ValueError, IndexError, ArithmeticError):
        raise FormatError(f"{path.name} 不是 OR-Library 的 GAP 或单源选址格式") from None


def _assignments(name: str, words: list[str], is_maximum: bool) -> list[Published]:
    if not all(re.fullmatch(r"-?\d+", word) for word in words):
        return []
    numbers = [int(word) for word in words]
    if list(_sizes(numbers, 1, numbers[0])):
        start, count = 1, numbers[0]
    elif list(_sizes(numbers, 0, 1)):
        start, count = 0, 1
    else:
        return []
    found = []
    for k, (at, m, n) in enumerate(_sizes(numbers, start, count), start=1):
        cost = np.array(numbers[at : at + m * n]).reshape(m, n).T
        weight = np.array(numbers[at + m * n : at + 2 * m * n]).reshape(m, n).T
        most = np.array(numbers[at + 2 * m * n : at + 2 * m * n + m])
        title = name if count == 1 else f"{name}-{k}"
        top = int(cost.max()) if is_maximum else 0
        problem = _plain(top - cost if is_maximum else cost, weight, most)
        found.append(Published(title, problem, -1 if is_maximum else 1, n * top))
    return found


def _sizes(numbers: list[int], at: int, count: int) -> Iterator[tuple[int, int, int]]:
    """Where each question's figures begin, and its size; nothing if the file does not fit."""
    found = []
    for _ in range(count):
        if at + 2 > len(numbers):
            return
        m, n = numbers[at], numbers[at + 1]
        if m < 1 or n < 1:
            return
        found.append((at + 2, m, n))
        at += 2 + 2 * m * n + m
    if at == len(numbers):
        yield from found


def _location(name: str, text: str, words: list[str]) -> list[Published]:
    m, n = int(words[0]), int(words[1])
    figures = [Decimal(0 if word == "capacity" else word).normalize() for word in words[2:]]
    if len(figures) != 2 * m + n + m * n:
        raise ValueError
    scale = 10 ** max(0, *(-int(figure.as_tuple().exponent) for figure in figures))
    opening = [figures[2 * j + 1] for j in range(m)]
    capacity = [figures[2 * j] for j in range(m)]
    rest = figures[2 * m :]
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if len(lines) > m + 1 and len(lines[m + 1]) > 1:  # all demands first, then a row a place
        demand = rest[:n]
        table = [[rest[n + j * n + i] for j in range(m)] for i in range(n)]
    else:  # each customer with its own row
        demand = [rest[i * (m + 1)] for i in range(n)]
        table = [rest[i * (m + 1) + 1 : (i + 1) * (m + 1)] for i in range(n)]

    def whole(figure: Decimal) -> int:
        return int(figure * scale)

    cost = np.array([[whole(figure) for figure in row] for row in table])
    weight = np.repeat(np.array([[whole(figure)] for figure in demand]), m, axis=1)
    price = np.array([whole(figure) for figure in opening])
    everybody = Group(np.arange(n), price, "opening")
    most = np.array([whole(figure) for figure in capacity])
    return [Published(name, _plain(cost, weight, most, everybody), scale=scale)]


def _plain(cost: Ints, weight: Ints, most: Ints, *groups: Group) -> Problem:
    n, m = cost.shape
    nothing = np.zeros(m, np.int64)
    return Problem(
        cost=cost.astype(np.int64),
        allowed=weight <= most[None, :],
        weight=weight.astype(np.int64),
        least=nothing,
        most=most.astype(np.int64),
        ideal_from=nothing,
        ideal_to=most.astype(np.int64),
        now=np.full(n, -1),
        groups=groups,
    )
