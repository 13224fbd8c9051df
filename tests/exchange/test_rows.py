"""Lines below the headings: every error kept, nothing passed over in silence."""

import pytest

from tests.exchange.books import save_book
from zhushi.core.errors import Refused
from zhushi.exchange import cells
from zhushi.exchange.headings import Column, find_table, match_columns
from zhushi.exchange.rows import RowError, read_rows
from zhushi.exchange.workbook import read_workbook

COLUMNS = (
    Column("name", "姓名", cells.person_name, required=True),
    Column("phone", "手机号码", cells.mobile, ("手机",), required=True),
    Column("born", "出生年月", cells.month),
)
HEAD = ["序号", "姓名", "手机", "出生年月"]


def outcome_of(tmp_path, lines, *, merges=(), **options):
    path = save_book(tmp_path / "a.xlsx", [HEAD, *lines], merges=merges)
    table, _ = find_table(read_workbook(path), COLUMNS)
    return read_rows(table, match_columns(table, COLUMNS), COLUMNS, **options)


def test_all_errors_of_a_line_are_kept_under_the_sheets_own_headings(tmp_path):
    outcome = outcome_of(tmp_path, [[1, None, "123", "1985年13月"], [2, "乙某", 19900000002, None]])
    assert outcome.bad == [
        RowError(2, "姓名", "没有填写"),
        RowError(2, "手机", "手机号码应为11位，这里有3位"),
        RowError(2, "出生年月", "“1985年13月”的月份是13，没有这个月"),
    ]
    assert outcome.good == [(3, {"name": "乙某", "phone": "19900000002", "born": None})]
    assert outcome.bad_lines == [2]


def test_a_repeated_value_names_the_line_it_repeats(tmp_path):
    lines = [[1, "甲某", 19900000001], [2, "乙某", "199-0000-0001"], [3, "丙某", 19900000003]]
    outcome = outcome_of(tmp_path, lines, unique=("phone", ("name", "born")))
    assert outcome.bad == [RowError(3, "手机", "与第2行重复")]
    assert [line for line, _ in outcome.good] == [2, 4]


def test_a_check_over_the_whole_line_is_asked_for_sound_lines_only(tmp_path):
    asked = []

    def check(record):
        asked.append(record["name"])
        yield "born", "不对"

    outcome = outcome_of(tmp_path, [[1, "甲某", 1], [2, "乙某", 19900000002]], check=check)
    assert asked == ["乙某"]
    assert RowError(3, "出生年月", "不对") in outcome.bad


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ([None, "合计", "125人"], "合计行"),
        (["合 计", None, None, 3], "合计行"),
        (["总人数：125", None], "合计行"),
        (HEAD, "重复的表头"),
        (["示例", "张三", 19900000000], "示例行"),
        (["填表人：甲某", None, "审核人：乙某"], "表尾署名行"),
        (["第一代表团"], "分组标题或说明行"),
        (["注：本表一式两份", None, None, "见上"], "说明行"),
        (["—", "　", "/"], "空行"),
    ],
)
def test_what_is_no_record_is_passed_over_with_a_why(tmp_path, line, why):
    outcome = outcome_of(tmp_path, [[1, "甲某", 19900000001], line])
    assert outcome.skipped == [(3, why)]
    assert (len(outcome.good), outcome.bad) == (1, [])


def test_a_group_title_merged_over_the_table_is_passed_over(tmp_path):
    outcome = outcome_of(tmp_path, [["区直机关", None, None, None]], merges=["A2:D2"])
    assert outcome.skipped == [(2, "分组标题或说明行")]


def test_a_line_with_nothing_but_a_name_is_bad_and_not_passed_over(tmp_path):
    outcome = outcome_of(tmp_path, [[None, "甲某"]])
    assert outcome.bad == [RowError(2, "手机", "没有填写")]
    assert outcome.skipped == []


def test_a_broken_formula_is_an_error_of_its_cell(tmp_path):
    outcome = outcome_of(tmp_path, [[1, "甲某", 19900000001, "#N/A"]])
    assert outcome.bad == [RowError(2, "出生年月", "公式出错（#N/A），请改填文字")]


def test_a_chosen_column_without_a_heading_goes_by_our_word(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["姓名", "手机", None], ["甲某", 19900000001, "x"]])
    table, _ = find_table(read_workbook(path), COLUMNS)
    match = match_columns(table, COLUMNS, mapping={"name": 0, "phone": 1, "born": 2})
    assert read_rows(table, match, COLUMNS).bad[0].column == "出生年月"


def test_without_a_required_column_nothing_is_read(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["姓名", "出生年月"], ["甲某", "1970-01"]])
    table, _ = find_table(read_workbook(path), COLUMNS)
    with pytest.raises(Refused, match="必需的列：手机号码"):
        read_rows(table, match_columns(table, COLUMNS), COLUMNS)


def test_the_report_is_plain_data_with_only_what_may_be_shown(tmp_path):
    outcome = outcome_of(tmp_path, [[1, "甲某", 19900000001], [2, "乙某", 1], [None, "合计", 2]])
    assert outcome.report("name") == {
        "good": [{"row": 2, "name": "甲某"}],
        "bad": [{"row": 3, "column": "手机", "reason": "手机号码应为11位，这里有1位"}],
        "skipped": [{"row": 4, "reason": "合计行"}],
    }
