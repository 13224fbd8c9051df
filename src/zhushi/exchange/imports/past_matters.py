"""Messages of earlier years with their official replies: one row is one answered matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zhushi.exchange.cells import long, moment, short
from zhushi.exchange.headings import Column, find_table, match_columns
from zhushi.exchange.rows import Outcome, Record, read_rows
from zhushi.exchange.sheet import Limits
from zhushi.exchange.workbook import read_workbook

LIMITS = Limits(rows=50_000, chars=200_000, file_bytes=100 * 1024 * 1024)
NUMBER_MAX = 40
TITLE_MAX = 200
BODY_MAX = 10_000
REPLY_MAX = 20_000
EXCERPT = 30  # characters of the body that stand in for a missing title

COLUMNS = (
    Column(
        "number",
        "编号",
        short(NUMBER_MAX),
        ("message_id", "id", "留言编号", "原编号", "受理编号", "工单号"),
        required=True,
    ),
    Column("title", "标题", short(TITLE_MAX), ("title", "留言主题", "主题", "事项标题")),
    Column(
        "said_at",
        "时间",
        moment,
        ("time", "留言时间", "提交时间", "来信时间", "登记时间", "反映时间"),
        required=True,
    ),
    Column(
        "body",
        "内容",
        long(BODY_MAX),
        ("body", "content", "留言详情", "留言内容", "反映内容", "诉求内容", "正文"),
        required=True,
    ),
    Column(
        "reply",
        "答复",
        long(REPLY_MAX),
        ("reply", "答复意见", "答复内容", "回复内容", "回复"),
        required=True,
    ),
    Column(
        "replied_at",
        "答复时间",
        moment,
        ("reply_time", "回复时间", "办结时间"),
        required=True,
    ),
)


@dataclass(frozen=True)
class PastMatter:
    """One message and its reply; both moments are aware, Asia/Shanghai."""

    line: int
    number: str
    title: str
    body: str
    said_at: datetime
    reply: str
    replied_at: datetime


def read_past_matters(
    path: Path, *, at: datetime | None = None
) -> tuple[list[PastMatter], Outcome]:
    """The matters of the file in its order, and the outcome with every refused cell.

    at: nothing may have happened after this moment; None leaves that unchecked. A message
    without a title is named by the beginning of its body. Bounds: 200 characters of title,
    10,000 of body, 20,000 of reply. Raises Refused if the file is no such table.
    """
    table, notes = find_table(read_workbook(path, limits=LIMITS), COLUMNS)

    def check(row: Record) -> Iterator[tuple[str, str]]:
        if row["replied_at"] < row["said_at"]:
            yield "replied_at", "答复时间早于留言时间"
        if at and row["said_at"] > at:
            yield "said_at", "留言时间在将来"
        elif at and row["replied_at"] > at:
            yield "replied_at", "答复时间在将来"

    outcome = read_rows(
        table, match_columns(table, COLUMNS), COLUMNS, unique=("number",), check=check
    )
    outcome.notes = notes
    return [_matter(line, row) for line, row in outcome.good], outcome


def _matter(line: int, row: Record) -> PastMatter:
    first = row["body"].split("\n", 1)[0]
    title = row["title"] or (first if len(first) <= EXCERPT else f"{first[:EXCERPT]}…")
    return PastMatter(
        line, row["number"], title, row["body"], row["said_at"], row["reply"], row["replied_at"]
    )
