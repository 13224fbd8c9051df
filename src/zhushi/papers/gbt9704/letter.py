"""What an official document says, apart from how it looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from unicodedata import east_asian_width

from zhushi.core.errors import Refused
from zhushi.core.prose import Block
from zhushi.papers.gbt9704.measures import CORE, MARK_SIZE, points

LONGEST_TITLE = 60
DAY_FROM_RIGHT = 4
TITLE_WIDTH = 20
"""2 号 characters in a line of the type area."""


class Form(Enum):
    """How the head of a document looks: the usual one, a letter between organs, or minutes."""

    DOCUMENT = "文件格式"
    LETTER = "信函格式"
    MINUTES = "纪要格式"


@dataclass(frozen=True)
class Appendix:
    """An attachment: it begins on a page of its own and continues the page numbers."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Letter:
    """One document. ``number``: e.g. 雁党联办函〔2026〕3号; ``to``: the main recipient.

    present: of minutes, who was there, e.g. (("出席", "甲、乙"),); note: who can be asked, shown
    in parentheses; copies: who gets a copy, for the record of issue at the end; printed_by: who
    printed it; pictures: their bytes by the name the text has for them. Raises Refused for a
    title longer than 60 characters.
    """

    issuer: str
    number: str
    title: str
    to: str
    blocks: Sequence[Block]
    on: date
    form: Form = Form.DOCUMENT
    appendices: Sequence[Appendix] = ()
    copies: Sequence[str] = ()
    printed_by: str = ""
    signed_by: str = ""
    present: Sequence[tuple[str, str]] = ()
    note: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.title) > LONGEST_TITLE:
            raise Refused(f"公文标题最多 {LONGEST_TITLE} 字，现在有 {len(self.title)} 字。")

    @property
    def closing(self) -> tuple[tuple[str, float], ...]:
        """Organ and day with their distance from the right edge, in characters.

        The day stands four characters from it and the organ's name is centred over the day; a
        name too long for that ends at the edge, and the day is centred under it. Minutes bear
        neither.
        """
        if self.form is Form.MINUTES:
            return ()
        name, told = self.signed_by or self.issuer, day(self.on)
        over = (_width(name) - _width(told)) / 2
        right = max(DAY_FROM_RIGHT - over, 0.0)
        return (name, right), (told, max(float(DAY_FROM_RIGHT), right + over))

    @property
    def record(self) -> tuple[tuple[str, str], ...]:
        """版记: its lines, each with what stands at its right end."""
        lines = [(f"抄送：{'，'.join(self.copies)}。", "")] if self.copies else []
        if self.printed_by and self.form is not Form.LETTER:
            lines.append((self.printed_by, f"{day(self.on)}印发"))
        return tuple(lines)

    @property
    def named(self) -> tuple[tuple[str, Appendix], ...]:
        """The attachments as the list below the text names them; one alone has no number."""
        alone = len(self.appendices) == 1
        return tuple(
            ("" if alone else str(number), appendix)
            for number, appendix in enumerate(self.appendices, 1)
        )


def _width(text: str) -> float:
    """Of a line in characters of the text; figures are half as wide."""
    return sum(1.0 if east_asian_width(one) in "WF" else 0.5 for one in text)


def day(on: date) -> str:
    """2026年3月5日: no zero before a figure."""
    return f"{on.year}年{on.month}月{on.day}日"


def mark_size(issuer: str) -> float:
    """The issuer's mark in pt: 36, or less so that a long name stays on one line.

    Half points, as Word counts.
    """
    fitting = points(CORE[0]) / max(_width(issuer), 1.0)
    return min(MARK_SIZE, int(fitting * 2) / 2)


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
