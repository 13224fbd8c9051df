"""Reads a draft's file again, as its person said it is to be read. Reads, never writes."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zhushi.core.errors import Refused
from zhushi.exchange.cells import text
from zhushi.exchange.headings import Match, Table, find_heading_row, match_columns
from zhushi.exchange.imports.delegates import (
    COLUMNS,
    doubt_lone_streets,
    locate,
    read_roster,
)
from zhushi.exchange.imports.divisions import Divisions, read_divisions
from zhushi.exchange.imports.past_matters import PastMatter, read_past_matters
from zhushi.exchange.models import ImportRun
from zhushi.exchange.rows import Outcome
from zhushi.exchange.sheet import Row, Sheet, Workbook
from zhushi.exchange.workbook import read_workbook

SAMPLES = 3  # cells shown under each heading
PREVIEW = 12  # lines shown where no heading was found


@dataclass
class Heading:
    """One column of the sheet: its place from 0, what it is called, what stands below it."""

    index: int
    name: str
    samples: list[str]

    @property
    def label(self) -> str:
        """Letter, heading and first cells, for a list to choose from."""
        shown = "、".join(sample[:12] for sample in self.samples)
        named = self.name or "（没有表头）"
        return f"{letter_of(self.index)} {named}" + (f"：{shown}" if shown else "")


@dataclass
class Layout:
    """How a roster is laid out: what was found, or why not (``trouble``)."""

    sheets: list[str]
    sheet: str = ""
    line: int | None = None
    headings: list[Heading] = field(default_factory=list)
    match: Match | None = None
    preview: list[tuple[int, list[str]]] = field(default_factory=list)
    trouble: str = ""


def letter_of(index: int) -> str:
    """The letters over a column of a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def layout_of(run: ImportRun, *, sheet: str | None = None, line: int | None = None) -> Layout:
    """Sheets, headings with samples and the guessed or chosen match of a draft's roster.

    sheet, line: what the person chose now; the run's own choices hold otherwise. A sheet
    without headings gives its first lines instead. Raises Refused if the file is no table.
    """
    book = _book(run)
    chosen = run.choices if sheet is None and line is None else {}
    sheet = sheet if sheet is not None else chosen.get("sheet")
    line = line or chosen.get("line")
    names = [one.name for one in book if one.rows]
    if sheet not in names:
        sheet = None
    layout = Layout(names, sheet or (names[0] if names else ""), line)
    try:
        table = _table(book, sheet, line)
        match = match_columns(table, COLUMNS, mapping=chosen.get("mapping"))
    except Refused as refusal:
        layout.trouble = str(refusal)
        shown = next((one for one in book if one.name == layout.sheet), None)
        layout.preview = _preview(shown)
        return layout
    layout.sheet, layout.line, layout.match = table.sheet.name, table.first, match
    layout.headings = _headings(table)
    return layout


def roster_of(run: ImportRun, *, streets: list[str]) -> Outcome:
    """The outcome of a draft's roster with the person's choices; raises Refused."""
    chosen = run.choices
    outcome = read_roster(
        _path(run.source),
        name=run.file_name,
        mapping=chosen.get("mapping"),
        line=chosen.get("line"),
        sheet=chosen.get("sheet"),
        streets=streets or None,
    )
    if not streets:
        doubt_lone_streets(outcome)
    return outcome


def divisions_of(run: ImportRun) -> Divisions:
    """What a draft's two tables say; raises Refused."""
    return read_divisions(_path(run.source), _path(run.second_source))


def past_matters_of(run: ImportRun, *, at: datetime) -> tuple[list[PastMatter], Outcome]:
    """What a draft says of earlier years' matters; raises Refused."""
    return read_past_matters(_path(run.source), at=at)


def _book(run: ImportRun) -> Workbook:
    return read_workbook(_path(run.source), name=run.file_name)


def _path(kept) -> Path:  # type: ignore[no-untyped-def]
    if not kept or not Path(kept.path).is_file():
        raise Refused("上传的文件已经删除（只保留一天），请重新上传。")
    return Path(kept.path)


def _table(book: Workbook, sheet: str | None, line: int | None) -> Table:
    if line is None or sheet is None:
        return locate(book, line=line, sheet=sheet)[0]
    return find_heading_row(next(one for one in book if one.name == sheet), COLUMNS, line=line)


def _headings(table: Table) -> list[Heading]:
    body = table.body
    width = max([len(table.headings), *(len(row.cells) for row in body[:200])])
    return [
        Heading(
            index,
            table.headings[index] if index < len(table.headings) else "",
            _samples(body, index),
        )
        for index in range(width)
    ]


def _samples(body: list[Row], index: int) -> list[str]:
    found = (text(row.at(index)) for row in body[:50] if row.at(index) is not None)
    return [sample for sample in found if sample][:SAMPLES]


def _preview(sheet: Sheet | None) -> list[tuple[int, list[str]]]:
    if sheet is None:
        return []
    return [(row.line, [text(cell)[:16] for cell in row.cells[:8]]) for row in sheet.rows[:PREVIEW]]
