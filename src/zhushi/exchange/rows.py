"""Reads the lines under the headings, cleans every cell and keeps every error."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhushi.core.errors import Refused
from zhushi.exchange.cells import folded, is_blank, refuse_formula_error, text
from zhushi.exchange.headings import Column, Match, Table, normalise
from zhushi.exchange.sheet import Cell, Row

TOTAL = re.compile(r"(合计|总计|小计|共计|总人数|总数)[:：]?(共?\d+(人|名|个|条)?)?")
SIGNATURE = re.compile(
    r"(填表人|填报人|制表人?|审核人?|负责人|经办人|联系人|填报时间|填表日期)[:：]"
)
NOTE = re.compile(r"(注|备注|说明|填表说明|填报说明)[:：]")
SAMPLE = re.compile(r"[(（【]?(示例|样例|例|例如|填写示例)[)）】:：]?")
LABEL = 80
Record = dict[str, Any]
RowCheck = Callable[[Record], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class RowError:
    """One bad cell: the line and heading as the person sees them, and what is wrong with it."""

    line: int
    column: str
    reason: str


@dataclass
class Outcome:
    """What became of every line: read, refused with all its errors, or passed over with a why."""

    good: list[tuple[int, Record]] = field(default_factory=list)
    bad: list[RowError] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheet: str = ""
    headings: tuple[str, ...] = ()
    match: Match | None = None

    @property
    def bad_lines(self) -> list[int]:
        return sorted({error.line for error in self.bad})

    def report(self, *shown: str) -> dict[str, list[dict[str, Any]]]:
        """The outcome as plain data, good lines with the values of ``shown`` only."""
        return {
            "good": [{"row": line, **{key: row[key] for key in shown}} for line, row in self.good],
            "bad": [
                {"row": error.line, "column": error.column, "reason": error.reason}
                for error in self.bad
            ],
            "skipped": [{"row": line, "reason": why} for line, why in self.skipped],
        }


def read_rows(
    table: Table,
    match: Match,
    columns: Sequence[Column],
    *,
    unique: Sequence[str | tuple[str, ...]] = (),
    check: RowCheck | None = None,
) -> Outcome:
    """Clean every line below the headings with every column's parser.

    unique: keys, or groups of keys, that no two lines may share; the later line is refused.
    check: what a single cell cannot say, given only rows whose cells are all good; yields
    (key, reason). Raises Refused if a required column was not found at all.
    """
    if match.missing:
        raise Refused(f"没有找到必需的列：{'、'.join(match.missing)}")
    outcome = Outcome(sheet=table.sheet.name, headings=table.headings, match=match)
    seen: dict[tuple[str | tuple[str, ...], object], int] = {}
    for row in table.body:
        if why := _why_skip(row, table, match, columns):
            outcome.skipped.append((row.line, why))
            continue
        record, errors = _clean(row, match, columns)
        if check and not errors:
            errors += check(record)
        errors += _repeats(row.line, record, unique, seen)
        if errors:
            outcome.bad += [
                RowError(row.line, heading_of(key, table, match, columns), reason)
                for key, reason in errors
            ]
        else:
            outcome.good.append((row.line, record))
    return outcome


def heading_of(key: str, table: Table, match: Match, columns: Sequence[Column]) -> str:
    """What the sheet calls the column ``key``; our own word where the sheet has none."""
    index = match.places.get(key)
    if index is not None and index < len(table.headings) and table.headings[index]:
        return table.headings[index]
    return next(column.label for column in columns if column.key == key)


def _clean(
    row: Row, match: Match, columns: Sequence[Column]
) -> tuple[Record, list[tuple[str, str]]]:
    record: Record = {}
    errors: list[tuple[str, str]] = []
    for column in columns:
        record[column.key] = None
        index = match.places.get(column.key)
        cell = row.at(index) if index is not None else None
        try:
            refuse_formula_error(cell)
            if not is_blank(cell):
                record[column.key] = column.parse(cell)
            elif column.required:
                errors.append((column.key, "没有填写"))
        except Refused as refusal:
            errors.append((column.key, str(refusal)))
    return record, errors


def _repeats(
    line: int,
    record: Mapping[str, Any],
    unique: Sequence[str | tuple[str, ...]],
    seen: dict[tuple[str | tuple[str, ...], object], int],
) -> list[tuple[str, str]]:
    errors = []
    for group in unique:
        keys = (group,) if isinstance(group, str) else group
        values = tuple(record[key] for key in keys)
        if any(value is None for value in values):
            continue
        first = seen.setdefault((group, values), line)
        if first != line:
            errors.append((keys[0], f"与第{first}行重复"))
    return errors


def _why_skip(row: Row, table: Table, match: Match, columns: Sequence[Column]) -> str:
    """Why a line is no record: total, note, signature, sample, group title; empty if it is one."""
    filled = {index: _label(cell) for index, cell in enumerate(row.cells) if not is_blank(cell)}
    if not filled:
        return "空行"
    words = list(filled.values())
    required = [match.places[column.key] for column in columns if column.required]
    if any(TOTAL.fullmatch(folded(word)) for word in words[:3]):
        return "合计行"
    if all(_repeats_heading(table, index, word) for index, word in filled.items()):
        return "重复的表头"
    if NOTE.match(words[0]) and sum(index in filled for index in required) < len(required):
        return "说明行"
    if SIGNATURE.match(words[0]):
        return "表尾署名行"
    if SAMPLE.fullmatch(words[0]):
        return "示例行"
    if len(set(words)) == 1 and (len(words) > 2 or not any(index in filled for index in required)):
        return "分组标题或说明行"
    return ""


def _repeats_heading(table: Table, index: int, word: str) -> bool:
    return index < len(table.parts) and normalise(word) in table.parts[index]


def _label(cell: Cell) -> str:
    """As much of a cell as is needed to tell a label from a value."""
    return text(cell[:LABEL] if isinstance(cell, str) else cell)
