"""Invented workbooks and text files for the tests of this package."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

HEADINGS = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "工作单位及职务",
    "代表层级",
    "居住街道",
    "手机号码",
)


def delegate(number: int = 1, **changes: object) -> list[object]:
    """One line under HEADINGS that has nothing wrong with it."""
    line: dict[str, object] = {
        "序号": number,
        "姓名": f"甲{chr(0x4E00 + number)}",
        "性别": "女",
        "出生年月": "1970-05",
        "工作单位及职务": "某小学教师",
        "代表层级": "区",
        "居住街道": "东街道",
        "手机号码": f"199{number:08}",
    }
    return list((line | changes).values())


def save_book(
    path: Path,
    lines: Iterable[Iterable[object]],
    *,
    merges: Iterable[str] = (),
    title: str = "名册",
    others: Mapping[str, Iterable[Iterable[object]]] | None = None,
    epoch_1904: bool = False,
    before: bool = False,
) -> Path:
    """Write ``lines`` to one sheet of a new workbook; ``others`` are further sheets."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    for reference in merges:
        sheet.merge_cells(reference)
    for name, further in (others or {}).items():
        page = book.create_sheet(name, 0 if before else None)
        for line in further:
            page.append(list(line))
    book.save(path)
    return path


def save_csv(
    path: Path, lines: Iterable[Iterable[object]], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(lines)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def with_part(path: Path, name: str, content: bytes, *, packed: bool = True) -> Path:
    """Put one more part into a package, or replace the one of that name."""
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[name] = content
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method) as package:
        for part, inside in parts.items():
            package.writestr(part, inside)
    return path


def part_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def with_sheet(path: Path, rows: str, after: str = "") -> Path:
    """Replace the first sheet's markup by hand-written rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    markup = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return with_part(path, "xl/worksheets/sheet1.xml", markup.encode())
