"""Which line of a sheet holds the headings, and which column is which."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zhushi.core.errors import Refused
from zhushi.exchange.cells import Parser, text
from zhushi.exchange.sheet import Merge, Row, Sheet, Workbook

SEARCHED = 30  # lines from the top in which headings are looked for
DEEPEST = 3  # lines that one heading may be spread over
TITLE = 25  # a longer text is a title or a note, no heading


@dataclass(frozen=True)
class Column:
    """One column that we understand: what offices call it and how a cell of it is read."""

    key: str
    label: str
    parse: Parser
    aliases: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(normalise(name) for name in (self.label, *self.aliases))


@dataclass(frozen=True)
class Table:
    """A sheet with its heading lines known; ``headings`` are as the person reads them."""

    sheet: Sheet
    first: int
    last: int
    headings: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def body(self) -> list[Row]:
        return [row for row in self.sheet.rows if row.line > self.last]


@dataclass(frozen=True)
class Match:
    """Which column of the sheet (counted from 0) holds which key, and what stayed open.

    leftovers: headings that nobody claimed, never read; ambiguous: keys that more than one
    heading could mean, with all of their columns (the first is taken); missing: labels of
    required columns that were not found.
    """

    places: dict[str, int]
    leftovers: tuple[tuple[int, str], ...] = ()
    ambiguous: dict[str, tuple[int, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def normalise(heading: str) -> str:
    """A heading without blanks, line breaks, stars, colons and differences of width."""
    folded = "".join(unicodedata.normalize("NFKC", heading).split())
    return re.sub(r"[*:_\-—\"“”'。.]", "", folded).upper()


def _bare(heading: str) -> str:
    return re.sub(r"[(\[【〔][^)\]】〕]*[)\]】〕]?", "", heading)


def find_heading_row(sheet: Sheet, columns: Sequence[Column], *, line: int | None = None) -> Table:
    """The table whose headings name the most columns, on up to three lines of ``sheet``.

    line: the person's own word for where the headings begin. Raises Refused if no line names
    two columns, one of them required.
    """
    best, most = None, (0, 0)
    for start in _starts(sheet, line):
        for depth in range(_depth(sheet, start)):
            first, last = sheet.rows[start].line, sheet.rows[start + depth].line
            table = _table(sheet, first, last)
            match = match_columns(table, columns)
            worth = (len(match.places), -depth)
            if worth > most and (line or (worth[0] >= 2 and _has_required(match, columns))):
                best, most = table, worth
    if best is None:
        wanted = "、".join(column.label for column in columns if column.required)
        where = f"第{line}行" if line else f"工作表“{sheet.name}”" if sheet.name else "文件"
        raise Refused(f"{where}没有找到表头；表头至少应有：{wanted}")
    return _with_merged_foot(best)


def find_table(book: Workbook, columns: Sequence[Column]) -> tuple[Table, list[str]]:
    """The table of the workbook that names the most columns, and a line on every other sheet.

    Visible sheets come first; equal ones in their order. Raises Refused if there is none.
    """
    tables, notes = [], []
    for sheet in sorted(book, key=lambda sheet: sheet.hidden):
        try:
            tables.append(find_heading_row(sheet, columns))
        except Refused:
            if sheet.rows:
                notes.append(f"工作表“{sheet.name}”没有可识别的表头，未读取")
    if not tables:
        wanted = "、".join(column.label for column in columns if column.required)
        raise Refused(f"没有找到表头；表头至少应有：{wanted}")
    best = max(tables, key=lambda table: len(match_columns(table, columns).places))
    for table in tables:
        if table is not best:
            notes.append(
                f"工作表“{table.sheet.name}”也有表头，本次未读取；请另存为单独的文件再导入"
            )
    return best, notes


def match_columns(
    table: Table, columns: Sequence[Column], *, mapping: Mapping[str, int] | None = None
) -> Match:
    """Match headings to columns: by name, by name without brackets, by a name they contain.

    mapping: the person's own choice, key to column counted from 0; nothing is guessed then.
    """
    if mapping is not None:
        places = _chosen(table, columns, mapping)
        rivals: dict[str, tuple[int, ...]] = {}
    else:
        places, rivals = _guessed(table, columns)
    taken = set(places.values())
    return Match(
        places=places,
        leftovers=tuple(
            (index, heading)
            for index, heading in enumerate(table.headings)
            if heading and index not in taken
        ),
        ambiguous=rivals,
        missing=tuple(
            column.label for column in columns if column.required and column.key not in places
        ),
    )


def _chosen(table: Table, columns: Sequence[Column], mapping: Mapping[str, int]) -> dict[str, int]:
    known = {column.key for column in columns}
    width = max((len(row.cells) for row in table.sheet.rows), default=0)
    for key, index in mapping.items():
        if key not in known or not 0 <= index < width:
            raise Refused("列的对应关系有误，请重新选择")
    if len(set(mapping.values())) < len(mapping):
        raise Refused("同一列不能对应两项内容，请重新选择")
    return dict(mapping)


def _guessed(
    table: Table, columns: Sequence[Column]
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    claims = sorted(
        (stage, rank, index, order, column.key)
        for index, parts in enumerate(table.parts)
        for order, column in enumerate(columns)
        for stage, rank in _claims(parts, column)
    )
    places: dict[str, int] = {}
    strength: dict[str, tuple[int, int]] = {}
    rivals: dict[str, list[int]] = {}
    taken: set[int] = set()
    for stage, rank, index, _, key in claims:
        if index in taken:
            continue
        if key not in places:
            places[key], strength[key] = index, (stage, rank)
            taken.add(index)
        elif strength[key] == (stage, rank) and index not in rivals.setdefault(key, []):
            rivals[key].append(index)
    ambiguous = {
        key: (places[key], *kept)
        for key, others in rivals.items()
        if (kept := [index for index in others if index not in taken])
    }
    return places, ambiguous


def _claims(parts: tuple[str, ...], column: Column) -> list[tuple[int, int]]:
    """How well a heading fits: (0 whole, 1 without brackets, 2 contains; place of the name)."""
    claims = []
    for rank, name in enumerate(column.names):
        if name in parts:
            claims.append((0, rank))
        elif name in map(_bare, parts):
            claims.append((1, rank))
        elif len(name) >= 3 and any(name in part for part in parts):
            claims.append((2, rank))
    return claims[:1] if claims and claims[0][0] == 0 else sorted(claims)[:1]


def _has_required(match: Match, columns: Sequence[Column]) -> bool:
    required = {column.key for column in columns if column.required}
    return not required or bool(required & set(match.places))


def _starts(sheet: Sheet, line: int | None) -> list[int]:
    """Places in ``sheet.rows`` where headings may begin: more than one text, so no title."""
    if line is None:
        return [i for i, row in enumerate(sheet.rows[:SEARCHED]) if len(_words(row)) > 1]
    found = [index for index, row in enumerate(sheet.rows) if row.line == line]
    if not found:
        raise Refused(f"第{line}行没有内容")
    return found


def _depth(sheet: Sheet, start: int) -> int:
    """How many lines the headings that begin at ``start`` may take.

    A further line belongs to them only if cells are merged there, or if it is blank under half
    of them, as where merged cells were lost on the way through a text file.
    """
    head = sheet.rows[start]
    merged = any(
        merge.top == head.line and (merge.bottom > merge.top or merge.right > merge.left)
        for merge in sheet.merges
    )
    after = sheet.rows[start + 1 : start + DEEPEST]
    if merged:
        return 1 + len(after)
    filled = [index for index, cell in enumerate(head.cells) if cell is not None]
    blank_below = [index for index in filled if after and after[0].at(index) is None]
    return 2 if len(blank_below) * 2 >= len(filled) and after else 1


def _words(row: Row) -> set[str]:
    return {text(cell) for cell in row.cells if cell is not None}


def _table(sheet: Sheet, first: int, last: int) -> Table:
    rows = [row for row in sheet.rows if first <= row.line <= last]
    width = max((len(row.cells) for row in rows), default=0)
    headings, parts = [], []
    for index in range(width):
        written = [_heading(row, index) for row in rows]
        kept = list(dict.fromkeys(part for part in written if part))
        headings.append("/".join(kept))
        names = [normalise(part) for part in reversed(kept)]
        parts.append((*names, normalise("".join(kept))) if len(kept) > 1 else tuple(names))
    return Table(sheet, first, last, tuple(headings), tuple(parts))


def _heading(row: Row, index: int) -> str:
    cell = row.at(index)
    written = text(cell) if isinstance(cell, str) else ""
    return written if len(written) <= TITLE or "(" in written or "（" in written else ""


def _with_merged_foot(table: Table) -> Table:
    """Headings merged downwards reach as far as their merged cells do."""
    foot = max(
        (merge.bottom for merge in table.sheet.merges if _starts_in(merge, table)),
        default=table.last,
    )
    foot = min(foot, table.first + DEEPEST - 1)
    return _table(table.sheet, table.first, foot) if foot > table.last else table


def _starts_in(merge: Merge, table: Table) -> bool:
    return table.first <= merge.top <= table.last < merge.bottom
