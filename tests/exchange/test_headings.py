"""Finding the headings and matching them to columns."""

import pytest

from tests.exchange.books import save_book, save_csv
from zhushi.core.errors import Refused
from zhushi.exchange import cells
from zhushi.exchange.headings import (
    Column,
    find_heading_row,
    find_table,
    match_columns,
    normalise,
)
from zhushi.exchange.workbook import read_workbook

COLUMNS = (
    Column("name", "姓名", cells.person_name, ("代表姓名",), required=True),
    Column("phone", "手机号码", cells.mobile, ("联系电话", "电话")),
    Column("mail", "邮箱", cells.short(50)),
    Column("is_frontline", "是否生产和工作一线", cells.yes_no, ("是否一线",)),
)


def table_of(tmp_path, lines, **options):
    return find_table(read_workbook(save_book(tmp_path / "a.xlsx", lines, **options)), COLUMNS)[0]


@pytest.mark.parametrize(
    "written", ["姓 名", "姓\n名", "姓名：", "*姓名", "姓名＊", "　姓名　", "“姓名”"]
)
def test_a_heading_is_the_same_with_blanks_stars_and_colons(written):
    assert normalise(written) == "姓名"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("手机号码（必填）", "phone"),
        ("电话【办公】", "phone"),
        ("代表联系电话", "phone"),
        ("是否一线代表", "is_frontline"),
        ("家属姓名", None),
        ("办公电话", None),
    ],
)
def test_a_heading_is_known_by_its_name_or_by_what_it_contains(tmp_path, heading, key):
    table = table_of(tmp_path, [["姓名", "邮箱", heading], ["甲某", "a", "b"]])
    match = match_columns(table, COLUMNS)
    assert {index: key for key, index in match.places.items()}.get(2) == key
    assert match.leftovers == (((2, heading),) if key is None else ())


def test_title_and_note_lines_above_are_passed_over(tmp_path):
    lines = [
        ["代表姓名手机号码一览表", None, None],
        ["填报单位：甲", "填报日期：2022年7月", None],
        [],
        ["姓名", "手机号码", "邮箱"],
        ["甲某", 1, 2],
    ]
    table = table_of(tmp_path, lines, merges=["A1:C1"])
    assert (table.first, table.last) == (4, 4)
    assert [row.line for row in table.body] == [5]


def test_headings_on_two_lines_with_merged_cells(tmp_path):
    lines = [
        ["序号", "姓名", "联系方式", None],
        [None, None, "手机号码", "邮箱"],
        [1, "甲某", 19900000001, "a@b"],
    ]
    table = table_of(tmp_path, lines, merges=["A1:A2", "B1:B2", "C1:D1"])
    assert table.headings == ("序号", "姓名", "手机号码", "邮箱")
    assert match_columns(table, COLUMNS).places == {"name": 1, "phone": 2, "mail": 3}
    assert [row.line for row in table.body] == [3]


def test_headings_merged_downwards_reach_to_their_foot(tmp_path):
    lines = [["姓名", "手机号码", "其他"], [None, None, "细目"], ["甲某", 1, 2]]
    table = table_of(tmp_path, lines, merges=["A1:A2", "B1:B2"])
    assert [row.line for row in table.body] == [3]


def test_a_heading_on_two_lines_may_be_known_by_both_together(tmp_path):
    lines = [["姓名", "手机"], [None, "号码"], ["甲某", 19900000001]]
    table = table_of(tmp_path, lines, merges=["A1:A2"])
    assert table.headings == ("姓名", "手机/号码")
    assert match_columns(table, COLUMNS).places == {"name": 0, "phone": 1}


def test_headings_on_two_lines_survive_a_text_file(tmp_path):
    lines = [
        ["姓名", "性别", "联系方式", ""],
        ["", "", "手机号码", "邮箱"],
        ["甲某", "女", "1", "a"],
    ]
    table, _ = find_table(read_workbook(save_csv(tmp_path / "a.csv", lines)), COLUMNS)
    assert match_columns(table, COLUMNS).places == {"name": 0, "phone": 2, "mail": 3}


def test_data_below_the_headings_is_never_taken_for_headings(tmp_path):
    lines = [["姓名", "手机号码", "说明"], ["甲某", "1", "邮箱"], ["乙某", "2", "是否一线"]]
    table = table_of(tmp_path, lines)
    assert [row.line for row in table.body] == [2, 3]
    assert "mail" not in match_columns(table, COLUMNS).places


def test_two_columns_of_one_name_are_told(tmp_path):
    table = table_of(tmp_path, [["姓名", "电话", "电话"], ["甲某", 1, 2]])
    match = match_columns(table, COLUMNS)
    assert match.places["phone"] == 1
    assert match.ambiguous == {"phone": (1, 2)}
    assert match.leftovers == ((2, "电话"),)


def test_the_better_name_wins_and_the_other_is_left_over(tmp_path):
    table = table_of(tmp_path, [["姓名", "电话", "手机号码"], ["甲某", 1, 2]])
    match = match_columns(table, COLUMNS)
    assert (match.places["phone"], match.ambiguous) == (2, {})
    assert match.leftovers == ((1, "电话"),)


def test_the_persons_own_choice_goes_before_ours(tmp_path):
    table = table_of(tmp_path, [["姓名", "电话", "号码"], ["甲某", 1, 2]])
    match = match_columns(table, COLUMNS, mapping={"name": 0, "phone": 2})
    assert match.places == {"name": 0, "phone": 2}
    assert match.leftovers == ((1, "电话"),)
    assert match_columns(table, COLUMNS, mapping={"phone": 1}).missing == ("姓名",)


@pytest.mark.parametrize("mapping", [{"name": 9}, {"nobody": 0}, {"name": -1}])
def test_a_choice_that_points_nowhere_is_refused(tmp_path, mapping):
    table = table_of(tmp_path, [["姓名", "电话"], ["甲某", 1]])
    with pytest.raises(Refused, match="对应关系有误"):
        match_columns(table, COLUMNS, mapping=mapping)


def test_one_column_cannot_be_two_things(tmp_path):
    table = table_of(tmp_path, [["姓名", "电话"], ["甲某", 1]])
    with pytest.raises(Refused, match="同一列"):
        match_columns(table, COLUMNS, mapping={"name": 0, "phone": 0})


def test_the_sheet_that_names_more_columns_is_read_and_the_others_are_told(tmp_path):
    path = save_book(
        tmp_path / "a.xlsx",
        [["姓名", "电话", "邮箱"], ["甲某", 1, "a"]],
        others={"说明": [["怎样填写"]], "旧表": [["姓名", "电话"]], "空": []},
        before=True,
    )
    table, notes = find_table(read_workbook(path), COLUMNS)
    assert table.sheet.name == "名册"
    assert [note[:10] for note in notes] == ["工作表“说明”没有可", "工作表“旧表”也有表"]


def test_a_file_without_headings_says_what_they_should_be(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["甲", "乙"], ["姓名", "丙"]])
    with pytest.raises(Refused, match="至少应有：姓名"):
        find_table(read_workbook(path), COLUMNS)


def test_the_person_may_say_on_which_line_the_headings_begin(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["x", "y"], ["姓名", "丙"], ["甲某", "z"]])
    (sheet,) = read_workbook(path)
    assert find_heading_row(sheet, COLUMNS, line=2).headings == ("姓名", "丙")
    for line in (1, 9):
        with pytest.raises(Refused, match=r"第.行没有"):
            find_heading_row(sheet, COLUMNS, line=line)
