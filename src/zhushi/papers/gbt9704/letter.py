"""What an official document says, apart from how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from zhushi.core.errors import Refused
from zhushi.core.prose import Block

LONGEST_TITLE = 60
TITLE_WIDTH = 20
"""2 号 characters in a line of the type area."""


@dataclass(frozen=True)
class Appendix:
    """An attachment: it begins on a page of its own and continues the page numbers."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Letter:
    """One document. ``number``: e.g. 雁党联办函〔2026〕3号; ``to``: the main recipient.

    copies: who gets a copy, for the record of issue at the end; printed_by: who printed it.
    Raises Refused for a title longer than 60 characters.
    """

    issuer: str
    number: str
    title: str
    to: str
    blocks: Sequence[Block]
    on: date
    appendices: Sequence[Appendix] = ()
    copies: Sequence[str] = ()
    printed_by: str = ""
    signed_by: str = field(default="")

    def __post_init__(self) -> None:
        if len(self.title) > LONGEST_TITLE:
            raise Refused(f"公文标题最多 {LONGEST_TITLE} 字，现在有 {len(self.title)} 字。")


def day(on: date) -> str:
    """2026年3月5日: no zero before a figure."""
    return f"{on.year}年{on.month}月{on.day}日"


def title_lines(title: str) -> list[str]:
    """A title broken into lines that grow shorter downwards, none of one or two characters."""
    if len(title) <= TITLE_WIDTH:
        return [title]
    count = -(-len(title) // (TITLE_WIDTH - 1))
    base, extra = divmod(len(title), count)
    lines, begin = [], 0
    for number in range(count):
        length = base + (1 if number < extra else 0)
        lines.append(title[begin : begin + length])
        begin += length
    return lines
