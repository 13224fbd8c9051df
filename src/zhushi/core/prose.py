"""Written text of more than one paragraph: headings, paragraphs, tables, pictures.

What reports are written in, imported from and printed from; kept as JSON. Nothing of it is
markup: whoever shows a text escapes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from zhushi.core.errors import Refused

MAX_BLOCKS = 2_000
MAX_TEXT = 20_000
MAX_ROWS, MAX_COLUMNS = 2_000, 40


@dataclass(frozen=True)
class Heading:
    """level: 1 to 3; its number (一、（一）1.) is made where it is shown."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """rows: equally long, the first one names the columns."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """attachment: the ``uid`` of a file kept with the text."""

    attachment: str
    caption: str = ""


Block = Heading | Paragraph | Table | Picture
KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "picture": Picture,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as plain JSON values, each with its ``kind``."""
    told = [{"kind": _NAMES[type(block)], **asdict(block)} for block in blocks]
    for value in told:
        if "rows" in value:
            value["rows"] = [list(row) for row in value["rows"]]
    return told


def from_json(values: Sequence[dict[str, Any]]) -> tuple[Block, ...]:
    """The blocks of plain JSON values; raises Refused if they are no text of ours."""
    if not isinstance(values, list) or len(values) > MAX_BLOCKS:
        raise Refused(f"正文最多 {MAX_BLOCKS} 段。")
    return tuple(_block(value) for value in values)


def words_of(blocks: Iterable[Block]) -> str:
    """All that is to be read, a line for each heading, paragraph, row and caption."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += [block.caption, *("\t".join(row) for row in block.rows)]
        elif isinstance(block, Picture):
            lines.append(block.caption)
        else:
            lines.append(block.text)
    return "\n".join(line for line in lines if line)


def _block(value: Any) -> Block:
    match value:
        case {"kind": "heading", "level": 1 | 2 | 3 as level, "text": str(text)}:
            return Heading(level, _short(text))
        case {"kind": "paragraph", "text": str(text)}:
            return Paragraph(_short(text))
        case {"kind": "table", "rows": list(rows)}:
            return Table(_rows(rows), _short(str(value.get("caption", ""))))
        case {"kind": "picture", "attachment": str(attachment)}:
            return Picture(attachment, _short(str(value.get("caption", ""))))
    raise Refused("正文里有一段看不懂，请重新打开这一页再改。")


def _rows(rows: list[Any]) -> tuple[tuple[str, ...], ...]:
    """Rows made equally long; empty ones at the end fall away."""
    told = [[_short(str(cell)) for cell in row] if isinstance(row, list) else [] for row in rows]
    if len(told) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in told):
        raise Refused(f"一张表最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列。")
    while told and not any(told[-1]):
        told.pop()
    width = max(map(len, told), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in told)


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise Refused(f"一段最多 {MAX_TEXT} 字，请分成几段。")
    return text
