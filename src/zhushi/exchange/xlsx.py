"""Reads a workbook's sheets into plain lists; runs in a child process with limits.

Everything handed back is made of lists, dictionaries, text and numbers, so that it can
cross to the parent in any form.
"""

import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from zhushi.core.errors import Refused

SHEETS = 30
STRICT = "http://purl.oclc.org/ooxml/"
DAMAGED = "工作簿无法读取，请用表格软件打开、另存为 .xlsx 后再上传"


def read_plain(path: str, rows: int, columns: int, chars: int) -> list[dict[str, Any]]:
    """The sheets of the workbook at ``path``: name, hidden, merges and lines with content.

    Raises Refused for a cell with content beyond the limits, with its line.
    """
    warnings.simplefilter("ignore")  # openpyxl talks about styles we do not read
    try:
        return _read(path, rows, columns, chars)
    except (Refused, MemoryError):  # the child's frame has its own words for the second
        raise
    except Exception as error:
        raise Refused(DAMAGED) from error


def _read(path: str, rows: int, columns: int, chars: int) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    sheets = book.worksheets
    if len(sheets) > SHEETS:
        raise Refused(f"工作簿有{len(sheets)}张工作表，最多{SHEETS}张")
    found = []
    with zipfile.ZipFile(path) as package:
        for sheet in sheets:
            scan = _Scan(sheet.title, rows, columns)
            with package.open(sheet._worksheet_path) as part:
                scan.run(part.read)
            lines = []
            if scan.last_line:
                values = sheet.iter_rows(
                    max_row=scan.last_line, max_col=scan.last_column, values_only=True
                )
                lines = [[plain(value) for value in row] for row in values]
            _mark_uncalculated(lines, scan.uncalculated)
            _refuse_long(sheet.title, lines, chars)
            _fill(lines, scan.merges)
            found.append(
                {
                    "name": sheet.title,
                    "hidden": sheet.sheet_state != "visible",
                    "merges": scan.merges,
                    "rows": [
                        [line, cells]
                        for line, cells in enumerate(lines, start=1)
                        if any(cell not in (None, "") for cell in cells)
                    ],
                }
            )
    return found


def plain(value: object) -> Any:
    """One value of openpyxl as text, number, None, or ``{"at": ISO moment}``."""
    match value:
        case None | str():
            return value
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return int(value)
        case int() | float():
            return value
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"at": datetime.combine(value, time.min).isoformat()}
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            return str(value)
    return str(value)


class _Scan:
    """A first walk over a sheet's markup: where content ends, what is merged.

    openpyxl believes any cell's address, and one far address costs gigabytes; so the
    addresses are judged here, on a stream, before it reads a single row.
    """

    def __init__(self, name: str, rows: int, columns: int) -> None:
        self.name, self.rows, self.columns = name, rows, columns
        self.merges: list[list[int]] = []
        self.uncalculated: list[tuple[int, int]] = []
        self.last_line = self.last_column = 0
        self._line = self._column = 0
        self._has_formula = self._has_value = False

    def run(self, read: Callable[[int], bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        while chunk := read(65_536):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise Refused(DAMAGED)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        match name:
            case "worksheet" if space.startswith(STRICT):
                # openpyxl would find no row in it and say nothing.
                raise Refused("工作簿是“严格 Open XML”格式，请另存为普通的 .xlsx 后再上传")
            case "row":
                line = int(attributes.get("r", self._line + 1))
                if line <= self._line:  # openpyxl would drop such a row without a word
                    raise Refused(DAMAGED)
                self._line, self._column = line, 0
            case "c":
                self._has_formula = self._has_value = False
                if address := attributes.get("r"):
                    letters, line = coordinate_from_string(address)
                    if line != self._line:
                        raise Refused(DAMAGED)
                    self._column = column_index_from_string(letters)
                else:
                    self._column += 1
            case "f":
                self._has_formula = True
            case "v" | "is":
                self._has_value = True
                self._judge()
            case "mergeCell":
                left, top, right, bottom = range_boundaries(attributes["ref"])
                self.merges.append([top, left, bottom, right])

    def _end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "c" and self._has_formula and not self._has_value:
            self._judge()
            self.uncalculated.append((self._line, self._column))

    def _judge(self) -> None:
        if self._line > self.rows:
            raise Refused(
                f"工作表“{self.name}”第{self._line}行有内容，最多{self.rows}行；"
                "请删除多余的行或分成几个文件"
            )
        if self._column > self.columns:
            raise Refused(
                f"工作表“{self.name}”第{self._line}行第{self._column}列有内容，"
                f"最多{self.columns}列；请删除多余的列"
            )
        self.last_line = max(self.last_line, self._line)
        self.last_column = max(self.last_column, self._column)


def _mark_uncalculated(lines: list[list[Any]], places: list[tuple[int, int]]) -> None:
    """A formula without a stored result must not look like a blank cell."""
    for line, column in places:
        lines[line - 1][column - 1] = "#公式"


def _refuse_long(name: str, lines: list[list[Any]], chars: int) -> None:
    for line, cells in enumerate(lines, start=1):
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and len(cell) > chars:
                raise Refused(
                    f"工作表“{name}”第{line}行第{column}列有{len(cell)}个字，最多{chars}个字"
                )


def _fill(lines: list[list[Any]], merges: list[list[int]]) -> None:
    """Give every blank cell of a merged range the content of its first cell."""
    width = len(lines[0]) if lines else 0
    for top, left, bottom, right in merges:
        if top > len(lines) or left > width:
            continue
        first = lines[top - 1][left - 1]
        if first in (None, ""):
            continue
        for cells in lines[top - 1 : bottom]:
            for column in range(left - 1, min(right, width)):
                if cells[column] in (None, ""):
                    cells[column] = first
