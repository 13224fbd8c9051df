"""Written text as JSON and back, and what is refused."""

import json

import pytest

from zhushi.core.errors import Refused
from zhushi.core.prose import (
    MAX_BLOCKS,
    MAX_COLUMNS,
    MAX_TEXT,
    Heading,
    Paragraph,
    Picture,
    Table,
    as_json,
    from_json,
    words_of,
)

TEXT = (
    Heading(1, "基本情况"),
    Paragraph("𠮷祥街有三个小区。"),
    Table((("小区", "户数"), ("一号院", "120")), "各小区户数"),
    Picture("6b1c", "楼道"),
)


def test_a_text_comes_back_from_json_as_it_went():
    assert from_json(json.loads(json.dumps(as_json(TEXT)))) == TEXT


def test_what_is_read_stands_line_by_line():
    assert words_of(TEXT).split("\n") == [
        *("基本情况", "𠮷祥街有三个小区。", "各小区户数", "小区\t户数", "一号院\t120", "楼道")
    ]


def test_rows_are_made_equally_long_and_empty_ones_at_the_end_fall_away():
    told = [{"kind": "table", "rows": [["甲", "乙"], ["一"], ["", ""]]}]
    assert from_json(told) == (Table((("甲", "乙"), ("一", ""))),)


@pytest.mark.parametrize(
    "value",
    [
        {"kind": "heading", "level": 4, "text": "太深"},
        {"kind": "script", "text": "x"},
        {"kind": "paragraph"},
        {"kind": "paragraph", "text": "长" * (MAX_TEXT + 1)},
        {"kind": "table", "rows": [["x"] * (MAX_COLUMNS + 1)]},
        "一段话",
    ],
)
def test_what_is_no_text_of_ours_is_refused(value):
    with pytest.raises(Refused):
        from_json([value])


def test_a_text_without_end_is_refused():
    with pytest.raises(Refused, match=str(MAX_BLOCKS)):
        from_json([{"kind": "paragraph", "text": ""}] * (MAX_BLOCKS + 1))
    with pytest.raises(Refused):
        from_json({"kind": "paragraph", "text": ""})
