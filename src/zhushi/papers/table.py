"""Writes any table as .xlsx in which nothing is ever evaluated."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zhushi.core.perms import Perm

LOCAL = ZoneInfo("Asia/Shanghai")
A4 = 9
LONGEST = 32_000  # characters; Excel itself ends a cell at 32,767
CUT = "…（内容过长，已截断）"
TRIGGERS = ("=", "+", "-", "@", "|", "%")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
DAY_0 = date(1899, 12, 30).toordinal()
"""What a spreadsheet counts days from."""
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column of a table; ``width`` in characters of the standard font.

    perm: the right without which the column is left out.
    """

    heading: str
    width: float = 14
    perm: Perm | None = None


@dataclass(frozen=True)
class Origin:
    """Where the copy comes from: stands in its first line, so that no copy is nameless."""

    made_by: str
    made_at: datetime
    filtered_by: str
    count: int

    def __str__(self) -> str:
        at = self.made_at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
        chosen = self.filtered_by or "全部"
        return f"导出人：{self.made_by}　导出时间：{at}　筛选：{chosen}　共{self.count}条"


def write_table(
    out: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str,
    origin: object,
    title: str = "",
    foot: Sequence[str] = (),
) -> int:
    """Write one sheet to ``out`` and return the number of rows written.

    Line 1 names the origin, line 2 holds the headings and stays in view, data begin in line 3; a
    title stands above all of it, ``foot`` below the rows. Prints on A4 across, the headings on
    each sheet. Keeps one row in memory. Text longer than 32,000 characters is cut and says so.
    """
    book = xlsxwriter.Workbook(out, OPTIONS)
    page = book.add_worksheet(sheet_name(sheet))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    grey = book.add_format({"font_color": "#666666"})
    formats = {
        str: book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"}),
    }
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
    if title:
        page.write_string(0, 0, defuse(title), book.add_format({"bold": True, "font_size": 16}))
    head = 2 if title else 1
    _paper(page, head)
    page.write_string(head - 1, 0, defuse(str(origin)), grey)
    for index, column in enumerate(columns):
        page.write_string(head, index, defuse(column.heading), bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            _write(page, head + count, index, value, formats)
    for line, text in enumerate(foot, start=head + count + 1):
        page.write_string(line, 0, defuse(text), grey)
    book.close()
    return count


def _paper(page: Worksheet, head: int) -> None:
    """How it is seen and printed: the headings stay in view and stand on each sheet."""
    page.freeze_panes(head + 1, 0)
    page.repeat_rows(head)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页　共 &N 页")


def defuse(text: str) -> str:
    """The text with a ' before it where a spreadsheet might take it for a formula.

    Looks behind leading blanks and unseen characters, and at full-width forms as well; the
    mark is part of the text, so a copy saved as CSV stays harmless.
    """
    text = UNWRITABLE.sub("", text)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    first = text[:1]
    if "\u4e00" <= first <= "\u9fff" or (first.isascii() and first.isalnum()):
        return text  # most cells; the long way round costs half the time of a register
    if first in ("\t", "\r", "\n"):
        return f"'{text}"
    seen = "".join(sign for sign in text[:64] if unicodedata.category(sign) not in ("Cf", "Cc"))
    return f"'{text}" if unicodedata.normalize("NFKC", seen).lstrip().startswith(TRIGGERS) else text


def sheet_name(name: str) -> str:
    """A name that Excel accepts for a sheet: no []:*?/\\, at most 31 characters."""
    return re.sub(r"[\[\]:*?/\\]", " ", UNWRITABLE.sub("", name)).strip(" '")[:31] or "导出"


def _write(
    page: Worksheet, line: int, index: int, value: Value, formats: dict[type, Format]
) -> None:
    # Most cells are text or days, told apart first; serials save the library's way round.
    kind = type(value)
    if kind is str:
        if value:
            page.write_string(line, index, defuse(value), formats[str])  # type: ignore[arg-type]
    elif kind is date:
        page.write_number(line, index, value.toordinal() - DAY_0, formats[date])  # type: ignore[union-attr]
    else:
        _write_rare(page, line, index, value, formats)


def _write_rare(
    page: Worksheet, line: int, index: int, value: Value, formats: dict[type, Format]
) -> None:
    match value:
        case None:
            return
        case bool():
            page.write_string(line, index, "是" if value else "否", formats[str])
        case int() | float():
            page.write_number(line, index, value)
        case datetime():
            local = value.astimezone(LOCAL) if value.tzinfo else value
            page.write_datetime(line, index, local, formats[datetime])
        case date():
            page.write_number(line, index, value.toordinal() - DAY_0, formats[date])
        case _ if text := str(value):
            page.write_string(line, index, defuse(text), formats[str])
