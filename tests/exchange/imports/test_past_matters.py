"""Messages of earlier years with their replies."""

from datetime import datetime

import pytest

from tests.exchange.books import save_book, save_csv
from zhushi.core.errors import Refused
from zhushi.exchange.cells import LOCAL
from zhushi.exchange.imports.past_matters import BODY_MAX, read_past_matters
from zhushi.exchange.rows import RowError

HEAD = ["message_id", "title", "time", "body", "reply", "reply_time", "team_label"]
GOOD = ["1", "路灯", "2019-04-23 17:03:19", "路灯坏了", "已修好", "2019-05-09 09:51:30", "1"]


def read(tmp_path, *lines, head=HEAD, **options):
    return read_past_matters(save_csv(tmp_path / "a.csv", [head, *lines]), **options)


def changed(**changes):
    return list((dict(zip(HEAD, GOOD, strict=True)) | changes).values())


def test_a_message_keeps_its_true_moments_in_local_time(tmp_path):
    (matter,), outcome = read(tmp_path, GOOD)
    assert matter.said_at == datetime(2019, 4, 23, 17, 3, 19, tzinfo=LOCAL)
    assert matter.replied_at == datetime(2019, 5, 9, 9, 51, 30, tzinfo=LOCAL)
    assert (matter.line, matter.number, matter.title) == (2, "1", "路灯")
    assert (matter.body, matter.reply, outcome.bad) == ("路灯坏了", "已修好", [])


@pytest.mark.parametrize(
    ("changes", "column", "why"),
    [
        ({"body": "  "}, "body", "没有填写"),
        ({"reply": ""}, "reply", "没有填写"),
        ({"reply_time": ""}, "reply_time", "没有填写"),
        ({"message_id": ""}, "message_id", "没有填写"),
        ({"time": "2019-02-30 10:00:00"}, "time", "没有这一天"),
        ({"time": "昨天"}, "time", "不是日期时间"),
        ({"reply_time": "2019-04-23 17:03:18"}, "reply_time", "早于留言时间"),
        ({"body": "长" * (BODY_MAX + 1)}, "body", "有10001个字，最多10000个字"),
        ({"reply": "长" * 20_001}, "reply", "最多20000个字"),
        ({"title": "长" * 201}, "title", "最多200个字"),
        ({"message_id": "9" * 41}, "message_id", "最多40个字"),
        ({"time": "2029-01-01 00:00:00", "reply_time": "2029-01-02"}, "time", "在将来"),
        ({"reply_time": "2029-01-02 00:00:00"}, "reply_time", "在将来"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_others_go_on(tmp_path, changes, column, why):
    at = datetime(2026, 1, 1, tzinfo=LOCAL)
    other = changed(message_id="2")
    matters, outcome = read(tmp_path, changed(**changes), other, at=at)
    assert [matter.number for matter in matters] == ["2"]
    (error,) = outcome.bad
    assert (error.line, error.column) == (2, column)
    assert why in error.reason


def test_a_number_that_comes_twice_is_refused_at_the_second(tmp_path):
    matters, outcome = read(tmp_path, GOOD, GOOD)
    assert len(matters) == 1
    assert outcome.bad == [RowError(3, "message_id", "与第2行重复")]


def test_without_a_title_the_beginning_of_the_body_stands_for_it(tmp_path):
    (short, long), _ = read(
        tmp_path,
        changed(title=""),
        changed(message_id="2", title="", body="很" * 40 + "\n第二行"),
    )
    assert (short.title, long.title) == ("路灯坏了", "很" * 30 + "…")


def test_body_keeps_its_paragraphs(tmp_path):
    (matter,), _ = read(tmp_path, changed(body="\t\n第一段\r\n第二段\n"))
    assert matter.body == "第一段\n第二段"


def test_chinese_headings_and_a_workbook_read_the_same(tmp_path):
    head = ["留言编号", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
    at = datetime(2019, 4, 23, 17, 3)
    path = save_book(tmp_path / "a.xlsx", [head, [1, "路灯", at, "坏了", "修好", "2019/5/9 9:51"]])
    (matter,), _ = read_past_matters(path)
    assert (matter.number, matter.said_at) == ("1", at.replace(tzinfo=LOCAL))


def test_a_file_without_replies_is_refused(tmp_path):
    with pytest.raises(Refused, match="必需的列：答复、答复时间"):
        read(tmp_path, GOOD[:4], head=HEAD[:4])
