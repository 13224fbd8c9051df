"""What people type, and what we take it for."""

from datetime import date, datetime

import pytest

from zhushi.core.errors import Refused
from zhushi.exchange import cells


@pytest.mark.parametrize(
    "written",
    [
        "1963-03",
        "1963-3",
        "1963.03",
        "1963/3",
        "1963年3月",
        "1963年03月生",
        " 1963 年 3 月 ",
        "１９６３．０３",
        "196303",
        196303,
        196303.0,
        1963.03,
        1963.3,
        date(1963, 3, 1),
        "1963.03.",
    ],
)
def test_every_way_to_write_a_month_is_that_month(written):
    assert cells.month(written) == date(1963, 3, 1)


@pytest.mark.parametrize(
    "written", ["1963-03-12", "1963年3月12日", "19630312", 19630312, datetime(1963, 3, 12, 0, 0)]
)
def test_a_full_date_keeps_its_day(written):
    assert cells.month(written) == date(1963, 3, 12)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1985年13月", "月份是13"),
        ("1985-00", "月份是0"),
        ("19850230", "没有这一天"),
        ("1985", "只有年份"),
        ("85.03", "四位"),
        (1963.1, "分不清1月还是10月"),
        ("31121", "序号"),
        (31121, "序号"),
        ("1885-03", "1900"),
        ("2163-03", "2099"),
        ("三月", "不是年月"),
        (1963.13, "不是年月"),
        ("1963-03-12-01", "不是年月"),
    ],
)
def test_an_impossible_month_says_why(written, why):
    with pytest.raises(Refused, match=why):
        cells.month(written)


@pytest.mark.parametrize(
    "written",
    [
        "19900001234",
        19900001234,
        19900001234.0,
        "199-0000-1234",
        "199 0000 1234",
        "１９９００００１２３４",
        "+86 19900001234",
        "0086-19900001234",
        "8619900001234",
        "（199）0000.1234",
        "\u200e19900001234\u202c",
    ],
)
def test_every_way_to_write_a_mobile_number_is_that_number(written):
    assert cells.mobile(written) == "19900001234"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("199000012", "有9位"),
        ("199000012345", "有12位"),
        ("02988880000", "13至19"),
        ("19900001234、19900005678", "只留一个"),
        ("见备注", "不是手机号码"),
        ("1.99E+10", "不是手机号码"),
    ],
)
def test_a_bad_mobile_number_says_why(written, why):
    with pytest.raises(Refused, match=why):
        cells.mobile(written)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (" 赵\u3000玉 ", "赵玉"),
        ("赵 玉", "赵玉"),
        ("赵\n玉", "赵玉"),
        ("赵\u200b玉\ufeff", "赵玉"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("Anna  Lee", "Anna Lee"),
        ("甲 乙 丙", "甲乙丙"),
    ],
)
def test_a_name_loses_what_only_lined_it_up(written, name):
    assert cells.person_name(written) == name


@pytest.mark.parametrize("written", ["赵", "赵玉1", "赵玉、钱云", 12345, "a@b", "赵" * 41, "<b>甲"])
def test_what_is_no_name_is_refused(written):
    with pytest.raises(Refused, match="不像姓名"):
        cells.person_name(written)


@pytest.mark.parametrize("written", ["是", "√", "Y", "yes", 1, "１", "有", True])
def test_yes(written):
    assert cells.yes_no("是" if written is True else written) is True


@pytest.mark.parametrize("written", ["否", "×", "N", "no", 0, "不是", "非一线"])
def test_no(written):
    assert cells.yes_no(written) is False


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(Refused, match="是或否"):
        cells.yes_no("也许")


def test_words_set_apart_come_once_and_in_their_order():
    assert cells.several(10)("法律咨询、电工维修,法律咨询；；\n养老服务") == (
        "法律咨询",
        "电工维修",
        "养老服务",
    )
    with pytest.raises(Refused, match="超过3个字"):
        cells.several(3)("法律咨询")


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("2019-04-23 17:03:19", datetime(2019, 4, 23, 17, 3, 19)),
        ("2019/4/23 7:03", datetime(2019, 4, 23, 7, 3)),
        ("2019年4月23日 17时03分", datetime(2019, 4, 23, 17, 3)),
        ("2019-04-23T17:03:19.5", datetime(2019, 4, 23, 17, 3, 19)),
        ("2019.4.23", datetime(2019, 4, 23)),
        (date(2019, 4, 23), datetime(2019, 4, 23)),
        (datetime(2019, 4, 23, 17, 3), datetime(2019, 4, 23, 17, 3)),
    ],
)
def test_a_moment_is_local_time_and_aware(written, local):
    assert cells.moment(written) == local.replace(tzinfo=cells.LOCAL)


@pytest.mark.parametrize(
    "written", ["昨天", "2019-02-30 10:00", "2019-01-01 25:00", 43578, "1800-01-01"]
)
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(Refused):
        cells.moment(written)


def test_a_number_or_date_among_texts_is_written_out():
    assert cells.text(None) == ""
    assert cells.text(12.0) == "12"
    assert cells.text(date(2020, 1, 2)) == "2020-01-02"
    assert cells.text(datetime(2020, 1, 2, 3, 4)) == "2020-01-02 03:04:00"


def test_long_text_keeps_its_lines_and_short_text_its_bound():
    assert cells.long(20)("  第一行 \r\n第二行\x0b ") == "第一行\n第二行"
    for parse in (cells.long(2), cells.short(2)):
        with pytest.raises(Refused, match="有3个字，最多2个字"):
            parse("一二三")


@pytest.mark.parametrize("written", [None, "", "  ", "\u3000", "无", "—", "/", "n/a"])
def test_blank_in_every_way(written):
    assert cells.is_blank(written)


@pytest.mark.parametrize("written", [0, "0", "无锡", "长" * 100])
def test_not_blank(written):
    assert not cells.is_blank(written)


@pytest.mark.parametrize(("written", "why"), [("#N/A", "公式出错"), ("#公式", "没有算出")])
def test_a_broken_formula_is_no_value(written, why):
    with pytest.raises(Refused, match=why):
        cells.refuse_formula_error(written)


@pytest.mark.parametrize("written", [None, 5, "#1号楼", "正常"])
def test_a_sound_value_is_no_broken_formula(written):
    cells.refuse_formula_error(written)
