"""One register as it leaves: its head, its rows, its check line, alike on every kind of paper."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.template.loader import render_to_string

from zhushi.papers.registers.base import Ask, Register, words_of
from zhushi.papers.sheet_pdf import to_pdf
from zhushi.papers.table import LOCAL, Column, Value, write_table

Progress = Callable[[int, int], object]

LEFT_FROM = 16
"""Columns as wide as this hold sentences, which begin at the left."""


@dataclass(frozen=True)
class Head:
    """What stands above a register: whose, of which days, who made it and when."""

    place: str
    period: str
    made_by: str
    made_at: datetime

    @property
    def made(self) -> str:
        return f"{self.made_by}　{self.made_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"

    def __str__(self) -> str:
        return f"工作室：{self.place}　时段：{self.period}　制表：{self.made}"


def as_workbook(
    register: Register, ask: Ask, head: Head, *, count: int, progress: Progress | None = None
) -> bytes:
    """The register as .xlsx. Raises RuntimeError where other rows were written than counted."""
    out = BytesIO()
    written = write_table(
        out,
        register.shown(ask),
        _watched(register.lines(ask), count, progress),
        sheet=register.title,
        origin=head,
        title=register.title,
        foot=[register.check_line(count)],
    )
    if written != count:
        raise RuntimeError(f"register {register.code}: {written} rows written, {count} counted")
    return out.getvalue()


def as_pdf(register: Register, ask: Ask, head: Head, *, count: int) -> bytes:
    """The register on A4 across, its headings on each page, the pages numbered."""
    context = {"sheet": as_print(register, ask, head, count=count)}
    return to_pdf(render_to_string("papers/register.html", context))


def _watched(
    lines: Iterator[list[Value]], count: int, progress: Progress | None
) -> Iterator[list[Value]]:
    for number, line in enumerate(lines, start=1):
        if progress is not None:
            progress(number, count)
        yield line


@dataclass(frozen=True)
class Printed:
    """A register for a page or a PDF: columns with their share of the width, rows as words."""

    register: Register
    head: Head
    columns: list[tuple[Column, str]]
    rows: Iterable[list[tuple[str, bool]]]
    count: int

    @property
    def check(self) -> str:
        return self.register.check_line(self.count)


def as_print(
    register: Register, ask: Ask, head: Head, *, count: int, at_most: int | None = None
) -> Printed:
    """The register in words; ``at_most`` rows of it where only the first are wanted."""
    columns = register.shown(ask)
    whole = sum(column.width for column in columns)
    lefts = [column.width >= LEFT_FROM for column in columns]
    return Printed(
        register,
        head,
        [(column, f"{100 * column.width / whole:.2f}%") for column in columns],
        [
            list(zip(map(words_of, line), lefts, strict=True))
            for line in register.lines(ask, at_most=at_most)
        ],
        count,
    )
