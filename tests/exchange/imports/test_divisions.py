"""The official division table."""

import pytest

from tests.exchange.books import save_csv
from zhushi.core.errors import Refused
from zhushi.exchange.imports.divisions import read_divisions
from zhushi.exchange.rows import RowError

STREETS = [
    ["street_code", "street_name", "district_code", "n_communities"],
    ["990101001", "东街道", "990101", "2"],
    ["990101002", "西街道", "990101", "1"],
]
COMMUNITIES = [
    ["code", "name", "street_code", "street_name", "kind"],
    ["990101001001", "一社区居委会", "990101001", "东街道", "社区居委会"],
    ["990101001201", "二村委会", "990101001", "东街道", "村委会"],
    ["990101002001", "三社区居委会", "990101002", "西街道", "社区居委会"],
]


def read(tmp_path, streets=(), communities=()):
    return read_divisions(
        save_csv(tmp_path / "s.csv", [*STREETS, *streets]),
        save_csv(tmp_path / "c.csv", [*COMMUNITIES, *communities]),
    )


def test_a_clean_table_is_read_whole(tmp_path):
    found = read(tmp_path)
    assert found.is_clean
    assert [(one.code, one.name, one.district) for one in found.streets] == [
        ("990101001", "东街道", "990101"),
        ("990101002", "西街道", "990101"),
    ]
    assert [(one.line, one.code, one.street, one.kind) for one in found.communities] == [
        (2, "990101001001", "990101001", "社区居委会"),
        (3, "990101001201", "990101001", "村委会"),
        (4, "990101002001", "990101002", "社区居委会"),
    ]


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        (["99010100", "短", "990101"], "street_code", "有8位"),
        (["99010100A", "字母", "990101"], "street_code", "位数字"),
        (["990101000", "零", "990101"], "street_code", "000"),
        (["990102001", "别区", "990101"], "street_code", "不在区县“990101”之下"),
        (["990101001", "又一个", "990101"], "street_code", "与第2行重复"),
        (["990101003", "", "990101"], "street_name", "没有填写"),
        (["990101003", "甲", "9901"], "district_code", "6位"),
    ],
)
def test_a_bad_street_is_left_out_with_its_reason(tmp_path, line, column, why):
    found = read(tmp_path, streets=[line])
    (error,) = found.street_errors
    assert (error.line, error.column) == (4, column)
    assert why in error.reason
    assert len(found.streets) == 2


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        (["99010100100", "短", "990101001"], "code", "有11位"),
        (["990101001000", "零", "990101001"], "code", "000"),
        (["990101002002", "别街", "990101001"], "code", "不在街道“990101001”之下"),
        (["990101009001", "无街", "990101009"], "street_code", "街道表中没有"),
        (["990101009001", "无街", ""], "code", "街道表中没有"),
        (["990101001001", "重复", "990101001"], "code", "与第2行重复"),
    ],
)
def test_a_bad_community_is_left_out_with_its_reason(tmp_path, line, column, why):
    found = read(tmp_path, communities=[line])
    (error,) = found.community_errors
    assert (error.line, error.column) == (5, column)
    assert why in error.reason
    assert (len(found.communities), found.is_clean) == (3, False)


def test_chinese_headings_and_no_more_than_code_and_name_are_enough(tmp_path):
    found = read_divisions(
        save_csv(tmp_path / "s.csv", [["街道代码", "街道名称"], ["990101001", "东街道"]], "gbk"),
        save_csv(
            tmp_path / "c.csv",
            [["代码", "名称"], ["990101001001", "一社区"], ["990101001200", "二村"]],
        ),
    )
    assert found.streets[0].district == "990101"
    assert [one.kind for one in found.communities] == ["社区居委会", "村委会"]


def test_the_two_files_in_the_wrong_order_are_never_clean(tmp_path):
    streets = save_csv(tmp_path / "s.csv", STREETS)
    communities = save_csv(tmp_path / "c.csv", COMMUNITIES)
    found = read_divisions(communities, streets)
    assert not found.is_clean
    assert RowError(3, "street_code", "与第2行重复") in found.street_errors
    assert found.communities == []


def test_a_file_that_is_no_such_table_is_refused(tmp_path):
    with pytest.raises(Refused, match="表头"):
        read_divisions(
            save_csv(tmp_path / "s.csv", [["甲", "乙"]]), save_csv(tmp_path / "c.csv", COMMUNITIES)
        )
