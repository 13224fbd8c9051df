"""What leaves as a table evaluates nothing, here or after being saved again."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhushi.papers.table import LONGEST, Column, Origin, defuse, sheet_name, write_table

ORIGIN = Origin("甲某", datetime(2026, 3, 1, 4, 30, tzinfo=UTC), "状态：办理中", 3)
DANGEROUS = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    "\n=1",
    " =1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "|calc",
    "\x0b=1",
    "\u202e=1",
]


COLUMNS = (Column("编号"), Column("内容", 40))


def written(rows, columns=COLUMNS, sheet="事项", origin=ORIGIN):
    out = io.BytesIO()
    count = write_table(out, columns, rows, sheet=sheet, origin=origin)
    out.seek(0)
    return openpyxl.load_workbook(out), count


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula_and_each_begins_with_a_harmless_mark(text):
    book, _ = written([["1", text]])
    cell = book.active["B3"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


@given(st.text(max_size=40))
def test_whatever_is_written_nothing_evaluates_after_a_save_as_csv(text):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([defuse(text)])
    (first,) = next(csv.reader(io.StringIO(out.getvalue(), newline="")), [""])
    assert not first.lstrip().startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["甲某", "1号楼", "a=b", "《=》", "", "'已有"])
def test_harmless_text_stays_as_it_is(text):
    assert defuse(text) == text


def test_even_headings_origin_and_sheet_name_are_defused():
    origin = Origin("=1", datetime(2026, 1, 1, tzinfo=UTC), "=2", 0)
    book, _ = written([], columns=[Column("=3")], sheet="=[a]:*?/\\'", origin=origin)
    page = book.active
    assert page["A2"].value == "'=3"
    assert page["A1"].data_type == "s"
    assert page["A1"].value.startswith("导出人：=1")


def test_the_first_line_says_who_when_which_and_how_many():
    book, count = written([["1", "a"], ["2", "b"], ["3", "c"]])
    page = book.active
    assert count == 3
    assert page["A1"].value == "导出人：甲某　导出时间：2026-03-01 12:30　筛选：状态：办理中　共3条"
    assert [cell.value for cell in page[2]] == ["编号", "内容"]
    assert [page.cell(line, 1).value for line in (3, 4, 5)] == ["1", "2", "3"]
    assert page.title == "事项"


def test_an_unfiltered_copy_says_so():
    assert "筛选：全部" in str(Origin("甲某", ORIGIN.made_at, "", 0))


def test_headings_stay_in_view_and_columns_have_their_width():
    book, _ = written([])
    page = book.active
    assert page.freeze_panes == "A3"
    assert round(page.column_dimensions["B"].width) in (40, 41)


def test_numbers_dates_and_moments_are_what_they_are_and_numbers_in_text_stay_text():
    columns = [Column(str(number)) for number in range(7)]
    row = [7, 2.5, date(2026, 1, 2), datetime(2026, 1, 1, 16, 5, tzinfo=UTC), True, None, "0012"]
    book, _ = written([row], columns=columns)
    values = [cell.value for cell in book.active[3]]
    assert values == [
        7,
        2.5,
        datetime(2026, 1, 2),
        datetime(2026, 1, 2, 0, 5),
        "是",
        None,
        "0012",
    ]


def test_addresses_do_not_become_links():
    book, _ = written([["http://example.org", "mailto:a@example.org"]])
    assert book.active["A3"].hyperlink is None


def test_control_characters_are_dropped_and_long_text_is_cut_and_says_so():
    book, _ = written([["a\x00b\x1fc", "长" * 40_000]])
    page = book.active
    assert page["A3"].value == "abc"
    assert len(page["B3"].value) == LONGEST
    assert page["B3"].value.endswith("已截断）")


@pytest.mark.parametrize(
    ("name", "accepted"),
    [("事项/办理", "事项 办理"), ("", "导出"), ("[]", "导出"), ("长" * 40, "长" * 31)],
)
def test_a_sheet_name_is_one_that_excel_accepts(name, accepted):
    assert sheet_name(name) == accepted
