"""Text tables in the encodings and habits of offices."""

import pytest

from tests.exchange.books import save_csv
from zhushi.core.errors import Refused
from zhushi.exchange.sheet import Limits
from zhushi.exchange.workbook import read_workbook

LINES = [["姓名", "手机"], ["甲某", "19900000001"], ["乙某", "19900000002"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_office_encoding_reads_the_same(tmp_path, encoding):
    (sheet,) = read_workbook(save_csv(tmp_path / "a.csv", LINES, encoding))
    assert [list(row.cells) for row in sheet.rows] == LINES


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_comma_tab_and_semicolon(tmp_path, delimiter):
    (sheet,) = read_workbook(save_csv(tmp_path / "a.csv", LINES, delimiter=delimiter))
    assert [list(row.cells) for row in sheet.rows] == LINES


def test_a_table_of_one_column_needs_no_mark_between(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\n姓名\n甲某\n", encoding="utf-8")
    (sheet,) = read_workbook(path)
    assert [row.cells for row in sheet.rows] == [("姓名",), ("甲某",)]


def test_a_line_number_is_the_line_of_the_file_even_after_quoted_breaks(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('姓名,说明\n\n甲某,"一\n二\n三"\n乙某,好\n', encoding="utf-8")
    (sheet,) = read_workbook(path)
    assert [row.line for row in sheet.rows] == [1, 3, 6]
    assert sheet.rows[1].cells == ("甲某", "一\n二\n三")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空的"),
        (b"\xff\xff\xff\x81", "文字编码"),
        ('姓名,说明\n甲某,"没有关上\n乙某,好\n'.encode(), "第2行起的引号"),
        (b"a,b\n\0,1\n", "不是文本表格"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\xff\xfe\x00", "文字编码"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, content, why):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=why):
        read_workbook(path)


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(rows=2), "第3行超出上限，最多2行"),
        (Limits(columns=1), "第1行有2列"),
        (Limits(chars=5), "第2行第2列有11个字"),
        (Limits(file_bytes=10), "MB"),
    ],
)
def test_each_limit_is_named_with_its_place(tmp_path, limits, why):
    with pytest.raises(Refused, match=why):
        read_workbook(save_csv(tmp_path / "a.csv", LINES), limits=limits)
