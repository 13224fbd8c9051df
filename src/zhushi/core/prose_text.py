"""Text as people type it: a line is a paragraph, 一、（一）1. begin headings, ｜ parts cells.

What is pasted from an official document is understood as it stands. Headings are numbered anew
each time, so nobody counts. Pictures stand as 【图：name】 and keep their place.
"""

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from zhushi.core.prose import Block, Heading, Paragraph, Picture, Table

LONGEST_HEADING = 40
CELL = "｜"
_DIGITS = "一二三四五六七八九十"
_LEVELS = (
    re.compile(rf"[{_DIGITS}百零]+、\s*(.+)"),
    re.compile(rf"[（(][{_DIGITS}百零]+[）)]\s*(.+)"),
    re.compile(r"[0-9]{1,2}[.．]\s*(.+)"),
)
_PICTURE = re.compile(r"【图：([0-9a-f-]{36})】(.*)")
_NOT_A_HEADING = tuple("。；：，？！;:,?!")


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text as typed; empty lines only part tables and fall away."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    caption = ""
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        told = " ".join(line.replace("\t", CELL).split())
        if CELL in told and not _PICTURE.fullmatch(told):
            row = _cells(told)
            if any(row):
                if not rows and blocks and _is_caption(blocks[-1]):
                    caption = blocks.pop().text  # type: ignore[union-attr]
                rows.append(row)
            continue
        if rows:
            blocks.append(_table(rows, caption))
            rows, caption = [], ""
        if told:
            blocks.append(_line(told))
    return tuple(blocks)


def unparse(blocks: Iterable[Block]) -> str:
    """The text of blocks, headings numbered; ``parse`` makes the same blocks of it."""
    return "\n".join(_lines(blocks))


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the number a heading bears, empty for all others."""
    counts = [0, 0, 0]
    for block in blocks:
        number = ""
        if isinstance(block, Heading):
            level = block.level - 1
            counts[level] += 1
            counts[level + 1 :] = [0] * (2 - level)
            number = _number(counts[level], level)
        yield block, number


def pictures_in(text: str) -> list[UUID]:
    """The files of the pictures a text names, in its order; what is no number of a file is not."""
    found = (_PICTURE.fullmatch(line.strip()) for line in text.split("\n"))
    return [UUID(one[1]) for one in found if one and _is_uid(one[1])]


def without_files(text: str) -> str:
    """The text for where no picture is shown: each stands as 【图】 with what it says."""
    return re.sub(r"^(\s*)【图：[0-9a-f-]{36}】", r"\1【图】", text, flags=re.MULTILINE)


def _is_uid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    after_table = False
    for block, number in numbered(blocks):
        if isinstance(block, Table):
            if after_table and not block.caption:
                yield ""
            if block.caption:
                yield block.caption
            for row in block.rows:
                told = CELL.join(row)
                is_framed = len(row) == 1 or not (row[0] or row[-1])
                yield f"{CELL}{told}{CELL}" if is_framed else told
        elif isinstance(block, Picture):
            yield f"【图：{block.attachment}】{block.caption}"
        else:
            yield number + block.text
        after_table = isinstance(block, Table)


def _cells(told: str) -> tuple[str, ...]:
    """The cells of a row; a mark at both ends is its frame, as where there is one column."""
    if len(told) > 1 and told.startswith(CELL) and told.endswith(CELL):
        told = told[1:-1]
    return tuple(cell.strip() for cell in told.split(CELL))


def _line(told: str) -> Block:
    if found := _PICTURE.fullmatch(told):
        return Picture(found[1], found[2].strip())
    if len(told) <= LONGEST_HEADING and not told.endswith(_NOT_A_HEADING):
        for level, pattern in enumerate(_LEVELS, 1):
            if (found := pattern.fullmatch(told)) and not _begins_like_a_heading(found[1]):
                return Heading(level, found[1].strip())
    return Paragraph(told)


def _begins_like_a_heading(text: str) -> bool:
    return any(pattern.match(text) for pattern in _LEVELS)


def _is_caption(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.startswith("表") and len(block.text) <= 60


def _table(rows: list[tuple[str, ...]], caption: str) -> Table:
    width = max(map(len, rows))
    return Table(tuple(row + ("",) * (width - len(row)) for row in rows), caption)


def _number(count: int, level: int) -> str:
    if level == 2:
        return f"{count}."
    words = _in_words(count)
    return f"{words}、" if level == 0 else f"（{words}）"


def _in_words(count: int) -> str:
    """1 to 999 as 一 to 九百九十九."""
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds - 1]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens - 1]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones - 1] if ones else "")
