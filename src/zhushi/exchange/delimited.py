"""Reads comma- or tab-separated text, in the encodings that offices save it in."""

import csv
import io
from collections.abc import Iterator

from zhushi.core.errors import Refused
from zhushi.exchange.sheet import Limits, Row, Sheet

ENCODINGS = ("utf-8-sig", "gb18030")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_delimited(content: bytes, limits: Limits) -> Sheet:
    """One sheet of text cells; a row's line is the line of the file on which it begins.

    Raises Refused for an unknown encoding, an unclosed quotation mark or a cap, with the line.
    """
    text = decode(content)
    if "\0" in text:
        raise Refused("文件不是文本表格（CSV），请另存为 .xlsx 或 CSV 后再上传")
    rows = []
    for count, (line, cells) in enumerate(_records(text, limits.chars), start=1):
        if count > limits.rows:
            raise Refused(f"第{line}行超出上限，最多{limits.rows}行；请分成几个文件")
        if len(cells) > limits.columns:
            raise Refused(f"第{line}行有{len(cells)}列，最多{limits.columns}列")
        for column, cell in enumerate(cells, start=1):
            if len(cell) > limits.chars:
                raise Refused(f"第{line}行第{column}列有{len(cell)}个字，最多{limits.chars}个字")
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, tuple(cell or None for cell in cells)))
    return Sheet("", tuple(rows))


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, GB 18030 (so GBK and GB 2312 too) or marked UTF-16."""
    for encoding in ("utf-16",) if content.startswith(UTF16) else ENCODINGS:
        if (text := _attempt(content, encoding)) is not None:
            return text
    raise Refused("看不懂文件的文字编码，请另存为“CSV UTF-8”或 .xlsx 后再上传")


def _attempt(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _records(text: str, chars: int) -> Iterator[tuple[int, list[str]]]:
    # A quoted cell may not swallow the rest of the file: the module's own bound is global,
    # so it is set well above ours and the caller names the cell.
    csv.field_size_limit(max(csv.field_size_limit(), chars * 4))
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_delimiter(text),
        skipinitialspace=True,
        strict=True,
    )
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(f"第{line}行起的引号不成对，或某一格过长，后面的内容无法读取") from error


def _delimiter(text: str) -> str:
    """Comma unless the first line that holds a mark holds only tabs or semicolons."""
    for line in text.splitlines()[:20]:
        counts = {mark: line.count(mark) for mark in ",\t;"}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ","
