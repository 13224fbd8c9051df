"""The official division table of a district: streets (9 digits) and communities (12 digits).

Structure of the codes: the national rules for statistical division codes; digits 1 to 6 the
county level, 7 to 9 the street or township, 10 to 12 the community or village.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from zhushi.core.errors import Refused
from zhushi.exchange.cells import folded, short, text
from zhushi.exchange.headings import Column, find_table, match_columns
from zhushi.exchange.rows import Outcome, Record, RowError, read_rows
from zhushi.exchange.sheet import Cell, Limits
from zhushi.exchange.workbook import read_workbook

LIMITS = Limits(rows=20_000)
VILLAGES = range(200, 400)  # last three digits of villages; those below are communities


@dataclass(frozen=True)
class Street:
    """A street or township; ``district`` is the six-digit code it lies in."""

    line: int
    code: str
    name: str
    district: str


@dataclass(frozen=True)
class Community:
    """A community or village below the street ``street``."""

    line: int
    code: str
    name: str
    street: str
    kind: str


@dataclass
class Divisions:
    """What both files say; ``street_errors`` and ``community_errors`` are their bad cells."""

    streets: list[Street] = field(default_factory=list)
    communities: list[Community] = field(default_factory=list)
    street_errors: list[RowError] = field(default_factory=list)
    community_errors: list[RowError] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.street_errors and not self.community_errors


def code_of(digits: int) -> Callable[[Cell], str]:
    """A parser for a division code of exactly ``digits`` digits."""

    def parse(cell: Cell) -> str:
        value = folded(cell)
        if not re.fullmatch(r"[0-9]+", value):
            raise Refused(f"代码应为{digits}位数字，这里写的是“{text(cell)[:20]}”")
        if len(value) != digits:
            raise Refused(f"代码应为{digits}位数字，这里有{len(value)}位")
        if value.endswith("000"):
            raise Refused(f"代码“{value}”的末三位不能是000")
        return value

    return parse


def district_code(cell: Cell) -> str:
    value = folded(cell)
    if not re.fullmatch(r"[0-9]{6}", value):
        raise Refused(f"区县代码应为6位数字，这里写的是“{text(cell)[:20]}”")
    return value


STREET_COLUMNS = (
    Column(
        "code",
        "街道代码",
        code_of(9),
        ("street_code", "code", "代码", "区划代码", "统计用区划代码"),
        required=True,
    ),
    Column("name", "街道名称", short(60), ("street_name", "name", "名称", "街道"), required=True),
    Column("district", "区县代码", district_code, ("district_code", "上级代码")),
)
COMMUNITY_COLUMNS = (
    Column(
        "code",
        "社区代码",
        code_of(12),
        ("code", "community_code", "代码", "区划代码", "统计用区划代码"),
        required=True,
    ),
    Column(
        "name",
        "社区名称",
        short(60),
        ("name", "community_name", "名称", "社区", "居委会名称"),
        required=True,
    ),
    Column("street", "街道代码", code_of(9), ("street_code", "上级代码")),
    Column("kind", "类别", short(20), ("kind", "类型")),
)


def read_divisions(streets: Path, communities: Path) -> Divisions:
    """Read both tables; a bad line is left out and all of its errors are kept.

    Checks the length of each code, that each lies in the one above it, that none comes twice,
    and that each community's street stands in the first table. Raises Refused if a file is no
    such table.
    """
    found = Divisions()
    rows = _read(streets, STREET_COLUMNS, _check_street)
    found.street_errors = rows.bad
    found.streets = [
        Street(line, row["code"], row["name"], row["district"] or row["code"][:6])
        for line, row in rows.good
    ]
    rows = _read(communities, COMMUNITY_COLUMNS, _community_check(found))
    found.community_errors = rows.bad
    found.communities = [
        Community(
            line, row["code"], row["name"], row["code"][:9], row["kind"] or _kind(row["code"])
        )
        for line, row in rows.good
    ]
    return found


def _read(
    path: Path,
    columns: tuple[Column, ...],
    check: Callable[[Record], list[tuple[str, str]]],
) -> Outcome:
    table, notes = find_table(read_workbook(path, limits=LIMITS), columns)
    outcome = read_rows(
        table, match_columns(table, columns), columns, unique=("code",), check=check
    )
    outcome.notes = notes
    return outcome


def _check_street(row: Record) -> list[tuple[str, str]]:
    if row["district"] and not row["code"].startswith(row["district"]):
        return [("code", f"街道代码“{row['code']}”不在区县“{row['district']}”之下")]
    return []


def _community_check(found: Divisions) -> Callable[[Record], list[tuple[str, str]]]:
    known = {street.code for street in found.streets}

    def check(row: Record) -> list[tuple[str, str]]:
        if row["street"] and not row["code"].startswith(row["street"]):
            return [("code", f"社区代码“{row['code']}”不在街道“{row['street']}”之下")]
        if row["code"][:9] not in known:
            key = "street" if row["street"] else "code"
            return [(key, f"街道表中没有代码为“{row['code'][:9]}”的街道")]
        return []

    return check


def _kind(code: str) -> str:
    return "村委会" if int(code[-3:]) in VILLAGES else "社区居委会"
