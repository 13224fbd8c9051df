"""What is typed or pasted becomes blocks, and blocks become what was typed."""

from hypothesis import given
from hypothesis import strategies as st

from zhushi.core.prose import Heading, Paragraph, Picture, Table
from zhushi.core.prose_text import parse, pictures_in, unparse, without_files

PICTURE = "12345678-1234-1234-1234-123456789abc"
TEXT = f"""一、基本情况
走访十二个小区，𠮷㐂两处最难。

（一）做了什么
1.入户
表1 各小区情况
小区｜户数
东里｜120
一、问题
二、这一句很长，所以是一段话，不是标题。
【图：{PICTURE}】楼道
"""
BLOCKS = (
    Heading(1, "基本情况"),
    Paragraph("走访十二个小区，𠮷㐂两处最难。"),
    Heading(2, "做了什么"),
    Heading(3, "入户"),
    Table((("小区", "户数"), ("东里", "120")), "表1 各小区情况"),
    Heading(1, "问题"),
    Paragraph("二、这一句很长，所以是一段话，不是标题。"),
    Picture(PICTURE, "楼道"),
)


def test_lines_are_what_they_look_like():
    assert parse(TEXT) == BLOCKS


def test_headings_are_numbered_anew_so_that_nobody_counts():
    assert "二、问题" in unparse(BLOCKS)
    many = unparse(Heading(1, f"题{n}") for n in range(1, 121)).split("\n")
    assert [many[n - 1] for n in (10, 11, 20, 25, 100, 101, 110, 120)] == [
        "十、题10", "十一、题11", "二十、题20", "二十五、题25",
        "一百、题100", "一百零一、题101", "一百一十、题110", "一百二十、题120",
    ]  # fmt: skip
    assert unparse(parse("\n".join(many))) == "\n".join(many)


def test_a_table_pasted_from_a_sheet_is_one():
    assert parse("街道\t件数\n东街\t3\t多\n") == (
        Table((("街道", "件数", ""), ("东街", "3", "多"))),
    )


def test_two_tables_after_one_another_stay_two():
    tables = (Table((("甲", "乙"),)), Table((("丙", "丁"),)))

    assert parse(unparse(tables)) == tables


@given(st.text(alphabet="一二（）1.、甲｜\n 表。\t", max_size=60))
def test_what_was_understood_once_is_understood_the_same_again(text):
    once = parse(text)

    again = parse(unparse(once))

    assert again == once


def test_the_pictures_of_a_text_are_told_apart_from_what_only_looks_like_one():
    text = f"{TEXT}见【图：{PICTURE}】\n【图：{'-' * 36}】横线\n【图：1】"

    assert [str(uid) for uid in pictures_in(text)] == [PICTURE]
    assert f"【图】楼道\n见【图：{PICTURE}】" in without_files(text)


def test_a_caption_may_hold_the_mark_that_parts_cells():
    assert parse(f"【图：{PICTURE}】左｜右") == (Picture(PICTURE, "左｜右"),)
