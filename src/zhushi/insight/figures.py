"""What a number on a page is: a label, a value, and the list that opens with just so many rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from zhushi.rooms.models import Workroom

FEWEST_FOR_A_RATE = 10
Query = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Figure:
    """One number; ``page`` is the name of the list it opens, ``query`` its GET parameters.

    due_on: the nearest day on which one of them runs out.
    """

    key: str
    label: str
    value: int
    query: Query = ()
    unit: str = "件"
    page: str = "matters"
    sub: str = ""
    due_on: date | None = None

    @property
    def address(self) -> str:
        """The GET parameters as they stand in an address."""
        return "&".join(_pair(name, value) for name, value in self.query)


@lru_cache(maxsize=4096)
def _pair(name: str, value: str) -> str:
    """One parameter; a page of hundreds of figures has few different ones."""
    return urlencode([(name, value)])


@dataclass(frozen=True)
class Row:
    """One unit or room: figures by their keys, and the share that is late where it is fair."""

    name: str
    figures: dict[str, Figure]
    highest: int = 0
    room: Workroom | None = None

    @property
    def said(self) -> str:
        """The row in words, for who does not see its bar."""
        parts = [f"{figure.label} {figure.value} {figure.unit}" for figure in self.figures.values()]
        return f"{self.name}{'，'.join(parts)}"

    @property
    def percent_late(self) -> int | None:
        """Per cent that are late; None where fewer than ten would make a rate of chance."""
        total = self.figures["open"].value
        if total < FEWEST_FOR_A_RATE:
            return None
        return round(100 * self.figures["late"].value / total)


@dataclass(frozen=True)
class Month:
    """What came in and was closed in one month; ``is_cut``: the month is not over."""

    first: date
    received: int
    closed: int
    is_cut: bool


@dataclass(frozen=True)
class Bar:
    """The answers that took so many working days."""

    label: str
    figure: Figure
    is_beyond: bool


@dataclass(frozen=True)
class Board:
    """All that stands on the board on one day."""

    now: list[Figure]
    year: list[Figure]
    units: list[Row]
    late_with_units: Figure
    rooms: list[Row]
    decisions: list[Figure]
    months: list[Month]
    received: Figure
    answers: list[Bar]
    answers_limit: int
    answered: Figure
    days: dict[date, tuple[int, int]] = field(default_factory=dict)

    def figures(self) -> Iterable[Figure]:
        """Every number that opens a list."""
        yield from (*self.now, *self.year, *self.decisions)
        yield from (self.late_with_units, self.received, self.answered)
        for row in (*self.units, *self.rooms):
            yield from row.figures.values()
        yield from (bar.figure for bar in self.answers)
