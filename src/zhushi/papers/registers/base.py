"""What a register is: a title, columns, the rows a reader may see, and one row as cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from zhushi.core.moments import day_of, start_of
from zhushi.core.perms import Perm
from zhushi.papers.table import LOCAL, Column, Value
from zhushi.people.access import Holdings, Scope
from zhushi.rooms.models import Workroom

CHUNK = 500
SEQUENCE = Column("序号", 6)


@dataclass(frozen=True)
class Ask:
    """What is asked of a register: by whom, for which days, of which room; None: all reached."""

    held: Holdings
    since: date
    until: date
    on: date
    room: Workroom | None = None

    def scope(self, perm: Perm) -> Scope:
        return self.held.scope(perm)

    def in_room(self, way: str = "room") -> Q:
        """The condition that keeps the asked room; way: the field that leads to it."""
        return Q(**{way: self.room.pk}) if self.room else Q()

    def during(self, moment: str) -> Q:
        """The condition that keeps moments within the asked days."""
        after = start_of(date.fromordinal(self.until.toordinal() + 1))
        return Q(**{f"{moment}__gte": start_of(self.since), f"{moment}__lt": after})

    @property
    def days(self) -> tuple[date, date]:
        return self.since, self.until


@dataclass(frozen=True)
class Register:
    """One register. ``perm``: the right that shows its list; ``also``: rights that change what
    stands in it. ``rows`` keeps scope, days and room; ``cells`` are in the order of ``columns``.

    moment: whether it tells how things stand on the last of the days, not what happened in them.
    """

    code: str
    title: str
    perm: Perm
    columns: tuple[Column, ...]
    rows: Callable[[Ask], QuerySet[Any]]
    cells: Callable[[Any, Ask], Sequence[Value]]
    unit: str = "条"
    note: str = ""
    also: tuple[Perm, ...] = ()
    is_moment: bool = False

    def shown(self, ask: Ask) -> list[Column]:
        """The columns for this reader, the running number first."""
        kept = [c for c in self.columns if c.perm is None or ask.held.has(c.perm)]
        return [SEQUENCE, *kept]

    def lines(self, ask: Ask, *, at_most: int | None = None) -> Iterator[list[Value]]:
        """The rows as cells of the shown columns; reads them from the database in portions."""
        keeps = [c.perm is None or ask.held.has(c.perm) for c in self.columns]
        rows = self.rows(ask)
        found = rows.iterator(chunk_size=CHUNK) if at_most is None else iter(rows[:at_most])
        for number, row in enumerate(found, start=1):
            cells = self.cells(row, ask)
            yield [number, *(c for c, keep in zip(cells, keeps, strict=True) if keep)]

    def count(self, ask: Ask) -> int:
        """How many rows; the number of the check line and of the page."""
        return self.rows(ask).order_by().count()

    def check_line(self, count: int) -> str:
        """The last line: how many, or that there is nothing, and what is left out."""
        told = f"共 {count} {self.unit}，与系统里同一范围的数一致。" if count else self.nothing
        return f"{told}{self.note}"

    @property
    def nothing(self) -> str:
        """What is said where there is no row."""
        return "没有可以列出的。" if self.is_moment else "这段时间没有记录。"


def words_of(value: Value) -> str:
    """A cell as paper shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{value.astimezone(LOCAL) if value.tzinfo else value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
    return str(value)


def local_day(at: datetime | None) -> date | None:
    """The local day of a moment; None stays None."""
    return day_of(at) if at else None


def joined(*parts: str | None) -> str:
    """The parts that are not empty, one after another."""
    return "、".join(part for part in parts if part)
