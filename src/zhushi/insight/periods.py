"""Months, half-years and years, of which reports are made and for which plans stand; pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from zhushi.activities.choices import Period as Rhythm
from zhushi.activities.norms import MONTHS

MONTH, HALF, YEAR = 1, 6, 12
BACK = {MONTH: 13, HALF: 4, YEAR: 3}
"""How many periods of each length a chooser offers, the running one first."""


class Span(Protocol):
    """Whole days from ``since`` to ``until``, both included."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...


@dataclass(frozen=True)
class Days:
    """Any days from ``since`` to ``until``, as an address names them."""

    since: date
    until: date


@dataclass(frozen=True, order=True)
class Period:
    """The ``nth`` stretch of so many months in a year, as an address names it: 2026-09 the month,
    2026-2 the half-year, 2026 the year."""

    year: int
    months: int
    nth: int

    @classmethod
    def around(cls, on: date, months: int) -> Period:
        return cls(on.year, months, (on.month - 1) // months + 1)

    @classmethod
    def named(cls, text: str) -> Period | None:
        """The period an address names; None if it names none."""
        found = re.fullmatch(r"((?:19|20|21)[0-9]{2})(?:-(0[1-9]|1[0-2])|-([12]))?", text)
        if not found:
            return None
        year, month, half = int(found[1]), found[2], found[3]
        if month:
            return cls(year, MONTH, int(month))
        return cls(year, HALF, int(half)) if half else cls(year, YEAR, 1)

    @property
    def since(self) -> date:
        return date(self.year, (self.nth - 1) * self.months + 1, 1)

    @property
    def until(self) -> date:
        month = self.nth * self.months
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def each_month(self) -> list[Period]:
        """Its months."""
        last = self.nth * self.months
        return [Period(self.year, MONTH, n) for n in range(last - self.months + 1, last + 1)]

    @property
    def before(self) -> Period:
        return Period.around(self.since - timedelta(days=1), self.months)

    @property
    def after(self) -> Period:
        return Period.around(self.until + timedelta(days=1), self.months)

    @property
    def label(self) -> str:
        return f"{self.year}年{self.short}"

    @property
    def short(self) -> str:
        """The same without the year; empty for a year."""
        if self.months == MONTH:
            return f"{self.nth}月"
        if self.months == HALF:
            return "上半年" if self.nth == 1 else "下半年"
        return "" if self.months == YEAR else f"第{self.nth}季度"

    @property
    def kind(self) -> str:
        """What a report of it is called."""
        return {MONTH: "月报", HALF: "半年报", YEAR: "年报"}.get(self.months, "")

    def of_norm(self, rhythm: Rhythm) -> Period:
        """The stretch of a norm's own length in which this one ends."""
        return Period.around(self.until, MONTHS[rhythm])

    def __str__(self) -> str:
        if self.months == YEAR:
            return str(self.year)
        return f"{self.year}-{self.nth:02}" if self.months == MONTH else f"{self.year}-{self.nth}"


def offered(today: date) -> list[tuple[str, list[Period]]]:
    """The periods to choose from, newest first, by their kind."""
    found = []
    for months, count in BACK.items():
        periods = [Period.around(today, months)]
        while len(periods) < count:
            periods.append(periods[-1].before)
        found.append((periods[0].kind, periods))
    return found
