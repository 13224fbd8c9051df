"""Workbooks as offices send them, and files that only pretend to be one."""

import os
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest

from tests.exchange.books import HEADINGS, delegate, part_of, save_book, with_part, with_sheet
from tests.pace import laps
from zhushi.core.errors import Refused
from zhushi.exchange.sheet import Limits
from zhushi.exchange.workbook import read_workbook


@pytest.fixture
def book(tmp_path):
    return save_book(tmp_path / "名册.xlsx", [HEADINGS, delegate()])


def cells_of(path, **options):
    return [list(row.cells) for row in next(iter(read_workbook(path, **options))).rows]


def test_numbers_dates_and_texts_keep_their_kind(tmp_path):
    path = save_book(
        tmp_path / "a.xlsx",
        [["甲", 1, 2.5, 19900001234.0, True, date(1963, 3, 1), datetime(2020, 1, 2, 8, 30), None]],
    )
    assert cells_of(path) == [
        ["甲", 1, 2.5, 19900001234, "是", date(1963, 3, 1), datetime(2020, 1, 2, 8, 30)]
    ]


@pytest.mark.parametrize("is_1904", [False, True])
def test_both_date_systems_give_the_same_day(tmp_path, is_1904):
    path = save_book(tmp_path / "a.xlsx", [["出生年月"], [date(1963, 3, 1)]], epoch_1904=is_1904)
    assert cells_of(path)[1] == [date(1963, 3, 1)]


def test_merged_cells_are_filled_from_their_first(tmp_path):
    path = save_book(
        tmp_path / "a.xlsx",
        [
            ["名册", None, None],
            ["单位", "姓名", "职务"],
            ["某校", "甲某", "教师"],
            [None, "乙某", None],
        ],
        merges=["A1:C1", "A3:A4"],
    )
    (sheet,) = read_workbook(path)
    assert sheet.rows[0].cells == ("名册", "名册", "名册")
    assert sheet.rows[3].at(0) == "某校"
    assert sheet.rows[3].at(2) is None
    assert sheet.rows[3].at(99) is None


def test_blank_lines_are_left_out_and_lines_keep_their_number(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [[None], ["姓名"], [], [], ["甲某"]])
    (sheet,) = read_workbook(path)
    assert [row.line for row in sheet.rows] == [2, 5]


def test_an_empty_sheet_has_no_rows(tmp_path):
    (sheet,) = read_workbook(save_book(tmp_path / "a.xlsx", []))
    assert sheet.rows == ()


def test_a_hidden_sheet_is_known_as_hidden(book):
    markup = part_of(book, "xl/workbook.xml").replace(b'state="visible"', b'state="hidden"', 1)
    (sheet,) = read_workbook(with_part(book, "xl/workbook.xml", markup))
    assert sheet.hidden


def test_a_formula_gives_its_stored_result_and_without_one_a_mark(book):
    path = with_sheet(
        book,
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c></row>',
    )
    assert cells_of(path) == [[2, "#公式"]]


def test_cells_without_an_address_are_counted(book):
    path = with_sheet(book, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert [row[: 2 if i == 0 else 1] for i, row in enumerate(cells_of(path))] == [[1, 2], [3]]


def test_formatted_but_empty_cells_far_away_do_no_harm(book):
    path = with_sheet(
        book,
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
    )
    assert cells_of(path) == [[1]]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("XFD1048576", "第1048576行"),
        ("A5001", "第5001行"),
        ("BI7", "第7行第61列"),
        ("A0", "无法读取"),
    ],
)
def test_content_far_away_is_refused_at_once_with_its_line(book, cell, why):
    line = "".join(sign for sign in cell if sign.isdigit())
    path = with_sheet(book, f'<row r="{line}"><c r="{cell}"><v>1</v></c></row>')
    started = time.process_time()
    with pytest.raises(Refused, match=why):
        read_workbook(path)
    assert laps(started) < 500


def test_a_merge_over_the_whole_sheet_is_cut_to_what_there_is(book):
    path = with_sheet(
        book,
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert cells_of(path) == [[1, 1], [1, 1], [1, 2]]


def test_a_very_long_cell_is_refused_with_its_place(tmp_path):
    path = save_book(tmp_path / "a.xlsx", [["姓名"], ["长" * 10_001]])
    with pytest.raises(Refused, match="第2行第1列有10001个字"):
        read_workbook(path)


def test_lines_may_be_limited_further(book):
    with pytest.raises(Refused, match="最多1行"):
        read_workbook(book, limits=Limits(rows=1))


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("xl/vbaProject.bin", b"x", "宏"),
        ("xl/macrosheets/sheet1.xml", b"<a/>", "宏"),
        ("xl/embeddings/oleObject1.bin", b"x", "嵌入"),
        ("xl/activeX/activeX1.xml", b"<a/>", "ActiveX"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "链接着别的工作簿"),
        ("xl/connections.xml", b"<a/>", "外部数据"),
        ("xl/queryTables/queryTable1.xml", b"<a/>", "外部数据"),
        ("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTD"),
        ("xl/extra.xml", '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'.encode("utf-16"), "DTD"),
        ("xl/extra.xml", b" " * 65_530 + b"<!DOCTYPE a><a/>", "DTD"),
        ("[Content_Types].xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", "宏"),
        ("../outside.xml", b"<a/>", "已损坏"),
        ("xl/styles.xml", b"<styleSheet", "无法读取"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", "无法读取"),
        ("xl/workbook.xml", b"", "无法读取"),
    ],
)
def test_a_package_with_more_or_less_than_tables_is_refused(book, part, content, why):
    with pytest.raises(Refused, match=why):
        read_workbook(with_part(book, part, content))


def test_a_zip_bomb_is_refused_quickly(book):
    path = with_part(book, "xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    started = time.process_time()
    with pytest.raises(Refused, match="解开后过大"):
        read_workbook(path)
    assert laps(started) < 100


def test_more_than_a_hundred_megabytes_inside_is_refused(book):
    noise = os.urandom(2 * 1024 * 1024)
    path = with_part(book, "xl/media/a.bin", noise + b"\0" * (99 * 1024 * 1024))
    with pytest.raises(Refused, match="解开后过大"):
        read_workbook(path)


def test_a_size_that_lies_is_found_out(book):
    path = with_part(book, "xl/media/a.bin", b"\0" * 3_000_000)
    content = path.read_bytes().replace((3_000_000).to_bytes(4, "little"), b"\x10\0\0\0")
    path.write_bytes(content)
    with pytest.raises(Refused):
        read_workbook(path)


def test_too_many_parts_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(201):
            package.writestr(f"xl/{number}.xml", "<a/>")
    with pytest.raises(Refused, match="200个部件"):
        read_workbook(path)


def test_a_part_that_comes_twice_is_refused(book):
    with zipfile.ZipFile(book, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(Refused, match="已损坏"):
        read_workbook(book)


def test_an_encrypted_part_is_refused(book):
    content = bytearray(book.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + offset] |= 1
            start += 4
    book.write_bytes(bytes(content))
    with pytest.raises(Refused, match="密码"):
        read_workbook(book)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_a_file_cut_short_is_refused(book, kept):
    content = book.read_bytes()
    book.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(Refused, match="已损坏"):
        read_workbook(book)


@pytest.mark.parametrize("step", range(0, 4000, 400))
def test_a_damaged_byte_never_gives_anything_but_a_refusal_or_the_table(book, step):
    content = bytearray(book.read_bytes())
    content[step % len(content)] ^= 0xFF
    book.write_bytes(bytes(content))
    with suppress(Refused):
        assert read_workbook(book).sheets


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xlsx", b"name,phone\n", "内容却不是工作簿"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧版 .xls"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "密码",
        ),
        ("a.xlsm", b"PK\x03\x04", "只能上传"),
        ("a.pdf", b"%PDF-1.7", "只能上传"),
        ("a.csv", b"PK\x03\x04", "扩展名和内容不符"),
        ("a.xlsx", b'<?xml version="1.0"?><Workbook/>', "网页或 XML"),
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", b"PK\x03\x04", "已损坏"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match=why):
        read_workbook(path)


def test_a_package_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    with pytest.raises(Refused, match="不是 Excel"):
        read_workbook(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="找不到"):
        read_workbook(tmp_path / "a.xlsx")


def test_a_file_over_ten_megabytes_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    with pytest.raises(Refused, match="最大10 MB"):
        read_workbook(path)


@pytest.mark.in_child
def test_the_child_reads_the_same_and_refuses_in_the_same_words(tmp_path, book):
    here = date(1963, 3, 1)
    path = save_book(tmp_path / "a.xlsx", [["甲", 1, here, None, 2.5]])
    assert cells_of(path) == [["甲", 1, here, None, 2.5]]
    far = with_sheet(book, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with pytest.raises(Refused, match="第1048576行"):
        read_workbook(far)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="7"><c r="A1"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_lines_that_contradict_themselves_are_refused_and_never_half_read(book, rows):
    with pytest.raises(Refused, match="无法读取"):
        read_workbook(with_sheet(book, rows))
