"""The part that runs in the child, asked without the door in front of it."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from tests.exchange.books import HEADINGS, delegate, part_of, save_book, with_part, with_sheet
from zhushi.core.errors import Refused
from zhushi.exchange import xlsx


def read(path):
    return xlsx.read_plain(str(path), 5_000, 60, 10_000)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        ("甲", "甲"),
        (True, "是"),
        (False, "否"),
        (2.0, 2),
        (2.5, 2.5),
        (7, 7),
        (datetime(2020, 1, 2, 3, 4), {"at": "2020-01-02T03:04:00"}),
        (date(2020, 1, 2), {"at": "2020-01-02T00:00:00"}),
        (time(9, 30), "09:30"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (b"x", "b'x'"),
    ],
)
def test_every_value_becomes_plain(value, plain):
    assert xlsx.plain(value) == plain


def test_too_many_sheets_are_refused(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [], others={str(number): [] for number in range(30)})
    with pytest.raises(Refused, match="31张工作表，最多30张"):
        read(path)


def test_a_book_of_nothing_but_charts_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.create_chartsheet("图")
    book.remove(book.active)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="无法读取"):
        read(tmp_path / "a.xlsx")


def test_the_strict_form_of_the_format_is_refused_and_never_read_as_empty(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [HEADINGS, delegate()])
    part = "xl/worksheets/sheet1.xml"
    common = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = part_of(path, part).replace(common, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    with pytest.raises(Refused, match="严格 Open XML"):
        read(with_part(path, part, strict))


def test_a_document_type_is_refused_here_too(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [HEADINGS, delegate()])
    sheet = b"<!DOCTYPE worksheet><worksheet><sheetData/></worksheet>"
    with pytest.raises(Refused, match="无法读取"):
        read(with_part(path, "xl/worksheets/sheet1.xml", sheet))


@pytest.mark.parametrize("merge", ["A9:B9", "Z1:AA1", "B1:C1", "A1:A1"])
def test_a_merge_outside_the_content_or_without_any_changes_nothing(tmp_path, merge):
    path = with_sheet(
        save_book(tmp_path / "a.xlsx", []),
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2"><v>2</v></c></row>',
        f'<mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>',
    )
    assert read(path)[0]["rows"] == [[1, [1, None, None]], [2, [None, None, 2]]]


def test_memory_that_runs_out_is_left_to_the_frame_of_the_child(monkeypatch, tmp_path):
    def run_out(*_):
        raise MemoryError

    monkeypatch.setattr(xlsx, "_read", run_out)
    with pytest.raises(MemoryError):
        read(tmp_path / "a.xlsx")
