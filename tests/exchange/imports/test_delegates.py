"""Rosters in the mess that offices really send; every kind of mess has its test."""

from datetime import date

import pytest

from tests.exchange.books import HEADINGS, delegate, save_book, save_csv
from zhushi.core.errors import Refused
from zhushi.exchange.imports.delegates import read_roster
from zhushi.exchange.rows import RowError

STREETS = ("东街道", "西街道")


def roster(tmp_path, lines, *, headings=HEADINGS, above=(), **options):
    return save_book(tmp_path / "名册.xlsx", [*above, headings, *lines], **options)


def one(tmp_path, **changes):
    outcome = read_roster(roster(tmp_path, [delegate(**changes)]), streets=STREETS)
    assert outcome.bad == []
    return outcome.good[0][1]


def bad(tmp_path, **changes):
    (error,) = read_roster(roster(tmp_path, [delegate(**changes)]), streets=STREETS).bad
    assert error.line == 2
    return error.column, error.reason


def test_a_clean_line_is_read_whole(tmp_path):
    record = one(tmp_path)
    known = {key: value for key, value in record.items() if value is not None}
    assert known == {
        "name": "甲丁",
        "sex": "女",
        "born": date(1970, 5, 1),
        "employer_post": "某小学教师",
        "levels": ("区",),
        "street": "东街道",
        "phone": "19900000001",
    }


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("区", ("区",)),
        ("市级", ("市",)),
        ("省党代表", ("省",)),
        ("市、区", ("市", "区")),
        ("区/市", ("市", "区")),
        ("省 市 区", ("省", "市", "区")),
        ("省，区", ("省", "区")),
        ("市区", ("市", "区")),
        ("区党代会代表", ("区",)),
        ("市级和区级代表", ("市", "区")),
    ],
)
def test_levels_in_one_cell(tmp_path, written, levels):
    assert one(tmp_path, 代表层级=written)["levels"] == levels


@pytest.mark.parametrize("written", ["县级", "全国", "区、镇", "代表", "？", 3])
def test_an_unknown_level_is_refused(tmp_path, written):
    column, reason = bad(tmp_path, 代表层级=written)
    assert column == "代表层级"
    assert "省、市、区" in reason


@pytest.mark.parametrize("written", ["东街道", "东街道办事处", "东街办", "东", " 东 街 道 "])
def test_a_street_is_known_without_its_office(tmp_path, written):
    assert one(tmp_path, 居住街道=written)["street"] == "东街道"


def test_an_unknown_street_is_refused(tmp_path):
    assert bad(tmp_path, 居住街道="南街道") == ("居住街道", "本区没有“南街道”，请核对街道名称")


def test_without_a_list_of_streets_every_street_is_taken(tmp_path):
    outcome = read_roster(roster(tmp_path, [delegate(居住街道="南街道")]))
    assert outcome.good[0][1]["street"] == "南街道"


@pytest.mark.parametrize("written", ["1970-05", "1970年5月", "1970.05", "197005", date(1970, 5, 1)])
def test_dates_in_every_style(tmp_path, written):
    assert one(tmp_path, 出生年月=written)["born"] == date(1970, 5, 1)


def test_an_impossible_month_is_refused(tmp_path):
    column, reason = bad(tmp_path, 出生年月="1985年13月")
    assert (column, "月份是13" in reason) == ("出生年月", True)


@pytest.mark.parametrize(
    "written",
    ["１９９００００１２３４", "199-0000-1234", 19900001234, 19900001234.0, "199 0000 1234"],
)
def test_phones_in_every_style(tmp_path, written):
    assert one(tmp_path, 手机号码=written)["phone"] == "19900001234"


def test_a_phone_that_is_not_given_is_no_error(tmp_path):
    assert one(tmp_path, 手机号码="无")["phone"] is None


def test_a_short_phone_is_refused(tmp_path):
    assert bad(tmp_path, 手机号码="199000001") == ("手机号码", "手机号码应为11位，这里有9位")


def test_a_missing_name_is_refused(tmp_path):
    assert bad(tmp_path, 姓名=" ") == ("姓名", "没有填写")


def test_a_sex_that_is_none_is_refused(tmp_path):
    assert bad(tmp_path, 性别="妇")[0] == "性别"


def test_a_name_set_apart_by_wide_blanks_is_closed_up(tmp_path):
    assert one(tmp_path, 姓名=" 赵\u3000玉 ")["name"] == "赵玉"


def test_the_same_phone_twice_is_refused_at_the_second_line(tmp_path):
    path = roster(tmp_path, [delegate(1), delegate(2, 手机号码="199 0000 0001")])
    assert read_roster(path).bad == [RowError(3, "手机号码", "与第2行重复")]


def test_the_same_person_twice_is_refused_even_without_a_phone(tmp_path):
    path = roster(tmp_path, [delegate(1), delegate(2, 姓名="甲丁", 手机号码=None)])
    assert read_roster(path).bad == [RowError(3, "姓名", "与第2行重复")]


def test_joining_before_birth_is_refused(tmp_path):
    lines = [[*delegate(1), "1960-01"], [*delegate(2), "1995年3月"]]
    outcome = read_roster(roster(tmp_path, lines, headings=[*HEADINGS, "入党时间"]))
    assert outcome.bad == [RowError(2, "入党时间", "入党时间不晚于出生年月，请核对")]
    assert outcome.good[0][1]["joined"] == date(1995, 3, 1)


def test_title_notes_blank_lines_total_and_signature(tmp_path):
    path = roster(
        tmp_path,
        [
            delegate(1),
            [],
            delegate(2),
            [None, "合计", "2人"],
            ["填表人：甲某", None, "审核人：乙某"],
        ],
        above=[["某区党代表花名册"], ["填报单位：某部　　填报日期：2022年7月"]],
        merges=["A1:H1", "A2:H2"],
    )
    outcome = read_roster(path)
    assert [line for line, _ in outcome.good] == [4, 6]
    assert outcome.skipped == [(7, "合计行"), (8, "表尾署名行")]
    assert outcome.bad == []


def test_a_second_sheet_with_instructions_is_told_and_not_read(tmp_path):
    path = roster(tmp_path, [delegate()], others={"填表说明": [["手机号码为11位"]]})
    outcome = read_roster(path)
    assert (len(outcome.good), outcome.sheet) == (1, "名册")
    assert outcome.notes == ["工作表“填表说明”没有可识别的表头，未读取"]


def test_the_roster_may_stand_on_the_second_sheet(tmp_path):
    path = roster(tmp_path, [delegate()], others={"封面": [["花名册"]]}, before=True)
    assert len(read_roster(path).good) == 1


def test_a_named_sheet_and_line_are_read_as_told(tmp_path):
    path = roster(tmp_path, [delegate(1)], others={"旧": [HEADINGS, delegate(2), delegate(3)]})
    assert len(read_roster(path, sheet="旧").good) == 2
    assert len(read_roster(path, sheet="旧", line=1).good) == 2
    for line in (None, 1):
        with pytest.raises(Refused):
            read_roster(path, sheet="没有", line=line)


def test_headings_with_breaks_stars_and_other_names(tmp_path):
    headings = ["序号", "代表\n姓名", "*性别", "出生日期", "单位及职务", "代表级别", "街道", "手机"]
    outcome = read_roster(roster(tmp_path, [delegate()], headings=headings))
    assert outcome.match.missing == ()
    assert outcome.good[0][1]["phone"] == "19900000001"


def test_headings_on_two_lines(tmp_path):
    path = save_book(
        tmp_path / "a.xlsx",
        [
            ["序号", "姓名", "代表层级", "居住地", None, "手机号码"],
            [None, None, None, "街道", "社区", None],
            [1, "甲某", "区", "东街道", "一社区", 19900000001],
        ],
        merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    )
    record = read_roster(path, streets=STREETS).good[0][1]
    assert (record["street"], record["community"]) == ("东街道", "一社区")


def test_employer_and_post_in_two_columns_come_together(tmp_path):
    headings = ["姓名", "所在单位", "职务", "代表层级"]
    path = roster(tmp_path, [["甲某", "某小学", "教师", "区"]], headings=headings)
    record = read_roster(path).good[0][1]
    assert (record["employer"], record["post"]) == ("某小学", "教师")
    assert record["employer_post"] == "某小学教师"


def test_cells_merged_over_several_people_hold_for_all_of_them(tmp_path):
    path = roster(
        tmp_path,
        [delegate(1), delegate(2, 代表层级=None), delegate(3, 代表层级=None)],
        merges=["F2:F4"],
    )
    assert [record["levels"] for _, record in read_roster(path).good] == [("区",)] * 3


def test_columns_in_another_order_and_columns_we_never_read(tmp_path):
    headings = ["身份证号码", "手机号码", "代表层级", "姓名"]
    path = roster(tmp_path, [["6101…", 19900000001, "市", "甲某"]], headings=headings)
    outcome = read_roster(path)
    assert outcome.match.leftovers == ((0, "身份证号码"),)
    assert "6101…" not in outcome.good[0][1].values()


def test_ethnicity_education_frontline_and_expertise(tmp_path):
    headings = ["姓名", "代表层级", "民族", "文化程度", "是否一线代表", "特长", "备注"]
    lines = [["甲某", "区", "满", "大学本科", "√", "法律咨询、电工维修", "无"]]
    record = read_roster(roster(tmp_path, lines, headings=headings)).good[0][1]
    assert record["ethnicity"] == "满族"
    assert record["education"] == "大学本科"
    assert record["is_frontline"] is True
    assert record["expertise"] == ("法律咨询", "电工维修")
    assert record["note"] is None


def test_an_unknown_ethnicity_is_refused(tmp_path):
    path = roster(tmp_path, [["甲某", "区", "火星"]], headings=["姓名", "代表层级", "民族"])
    assert read_roster(path).bad == [RowError(2, "民族", "不认识民族“火星”")]


def test_the_screen_that_corrects_the_match_decides(tmp_path):
    headings = ["代号", "称呼", "姓名", "代表层级"]
    path = roster(tmp_path, [[1, "甲某", "不读这列1", "区"]], headings=headings)
    assert read_roster(path).bad_lines == [2]
    outcome = read_roster(path, mapping={"name": 1, "levels": 3})
    assert outcome.good[0][1]["name"] == "甲某"


def test_a_roster_saved_as_text_reads_the_same(tmp_path):
    lines = [HEADINGS, delegate(1), delegate(2)]
    text = read_roster(save_csv(tmp_path / "a.csv", lines, "gb18030"))
    book = read_roster(save_book(tmp_path / "a.xlsx", lines))
    assert text.good == book.good
    assert len(text.good) == 2


def test_three_broken_lines_are_reported_cell_by_cell(tmp_path):
    path = roster(
        tmp_path,
        [
            delegate(1, 姓名=None, 代表层级="县级"),
            delegate(2),
            delegate(3, 手机号码="12", 出生年月="85.1"),
            delegate(4, 居住街道="南街道"),
        ],
    )
    outcome = read_roster(path, streets=STREETS)
    assert [(error.line, error.column) for error in outcome.bad] == [
        (2, "姓名"),
        (2, "代表层级"),
        (4, "出生年月"),
        (4, "手机号码"),
        (5, "居住街道"),
    ]
    assert [line for line, _ in outcome.good] == [3]


def test_a_file_that_is_no_roster_is_refused(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["日期", "金额"], ["1月", 3]])
    with pytest.raises(Refused, match="至少应有：姓名、代表层级"):
        read_roster(path)


def test_a_roster_without_levels_names_the_missing_column(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["姓名", "性别"], ["甲某", "女"]])
    with pytest.raises(Refused, match="必需的列：代表层级"):
        read_roster(path)


def test_places_are_optional_and_each_whole_or_missing(tmp_path):
    headings = [*HEADINGS, "经度", "纬度", "单位经度", "单位纬度"]
    lines = [
        [*delegate(1), "108.954°", "34.223", None, None],
        [*delegate(2), "34.2", "108.9", None, None],
        [*delegate(3), None, None, 108.9, None],
        [*delegate(4), "东经108", "34.2", None, None],
        [*delegate(5), None, None, None, None],
    ]
    outcome = read_roster(roster(tmp_path, lines, headings=headings))
    assert [(line, row["longitude"], row["latitude"]) for line, row in outcome.good] == [
        (2, 108.954, 34.223),
        (6, None, None),
    ]
    assert [(error.line, error.column) for error in outcome.bad] == [
        (3, "经度"),
        (3, "纬度"),
        (4, "单位纬度"),
        (5, "经度"),
    ]
