"""Years and half-years, for which study is planned; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from zhushi.activities.halves import Half


@dataclass(frozen=True, order=True)
class StudyPeriod:
    """A year (part 0), or its first or second half."""

    year: int
    part: int = 0

    @classmethod
    def named(cls, text: str) -> StudyPeriod | None:
        """The period an address names, as 2027 or 2027-1; None if it names none."""
        found = re.fullmatch(r"((?:19|20|21)[0-9]{2})(?:-([12]))?", text)
        return cls(int(found[1]), int(found[2] or 0)) if found else None

    @classmethod
    def between(cls, since: date, until: date) -> StudyPeriod:
        """The period with these first and last days."""
        return next(one for one in cls.of_year(since.year) if one.days == (since, until))

    @classmethod
    def of_year(cls, year: int) -> tuple[StudyPeriod, ...]:
        """The year and its halves."""
        return cls(year), cls(year, 1), cls(year, 2)

    @classmethod
    def half_of(cls, on: date) -> StudyPeriod:
        return cls(on.year, Half.of(on).part)

    @property
    def since(self) -> date:
        return Half(self.year, self.part or 1).since

    @property
    def until(self) -> date:
        return Half(self.year, self.part or 2).until

    @property
    def days(self) -> tuple[date, date]:
        return self.since, self.until

    @property
    def label(self) -> str:
        return Half(self.year, self.part).label if self.part else f"{self.year}年全年"

    def __str__(self) -> str:
        return f"{self.year}-{self.part}" if self.part else str(self.year)
