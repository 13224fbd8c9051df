"""Half-years, by which duties are planned; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Half:
    """The first or second half of a year."""

    year: int
    part: int

    @classmethod
    def of(cls, on: date) -> Half:
        return cls(on.year, 1 if on.month <= 6 else 2)

    @classmethod
    def named(cls, text: str) -> Half | None:
        """The half-year an address names, as 2027-1; None if it names none."""
        found = re.fullmatch(r"((?:19|20|21)[0-9]{2})-([12])", text)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def since(self) -> date:
        return date(self.year, 1 if self.part == 1 else 7, 1)

    @property
    def until(self) -> date:
        return date(self.year, 6, 30) if self.part == 1 else date(self.year, 12, 31)

    @property
    def before(self) -> Half:
        return Half(self.year - 1, 2) if self.part == 1 else Half(self.year, 1)

    @property
    def after(self) -> Half:
        return Half(self.year, 2) if self.part == 1 else Half(self.year + 1, 1)

    @property
    def label(self) -> str:
        return f"{self.year}年{'上' if self.part == 1 else '下'}半年"

    def __str__(self) -> str:
        return f"{self.year}-{self.part}"
