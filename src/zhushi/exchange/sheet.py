"""The one shape in which a table is read, whatever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | date | datetime | None
"""What one cell holds: None is blank; a datetime at midnight is given as a date."""


@dataclass(frozen=True)
class Limits:
    """How much of a table is read at most; more than that is refused, never cut.

    rows: lines of a sheet or records of a text file, headings included; columns: per row;
    chars: per cell; file_bytes: size of the file as it lies on the disk.
    """

    rows: int = 5_000
    columns: int = 60
    chars: int = 10_000
    file_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True)
class Merge:
    """Cells shown as one, by line and column counted from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Row:
    """One line that holds something; ``line`` is the number the person sees in the margin."""

    line: int
    cells: tuple[Cell, ...]

    def at(self, index: int) -> Cell:
        """The cell in the column ``index``, counted from 0; None beyond the last."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """The lines of one sheet that hold something, merged cells filled from their first one."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """All sheets of one file; a text file is a workbook of one sheet."""

    name: str
    sheets: tuple[Sheet, ...] = field(default=())

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)
