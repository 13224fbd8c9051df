"""The roster of delegates as offices send it: what its columns are called and how they read."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from zhushi.core.errors import Refused
from zhushi.exchange.cells import (
    Parser,
    folded,
    latitude,
    longitude,
    mobile,
    month,
    one_of,
    person_name,
    several,
    short,
    text,
    yes_no,
)
from zhushi.exchange.headings import Column, Table, find_heading_row, find_table, match_columns
from zhushi.exchange.rows import Outcome, Record, RowError, read_rows
from zhushi.exchange.sheet import Cell, Workbook
from zhushi.exchange.workbook import read_workbook

LEVELS = ("省", "市", "区")
SEXES = {"男": "男", "男性": "男", "M": "男", "女": "女", "女性": "女", "F": "女"}
# The 56 officially recognised ethnic groups (GB/T 3304), without the final 族.
_NAMES = """
    汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜
    水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒
    乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
ETHNICITIES = frozenset(_NAMES.split())


def ethnicity(cell: Cell) -> str:
    """The name of an ethnic group with its 族."""
    name = folded(cell)
    if name.removesuffix("族") not in ETHNICITIES:
        raise Refused(f"不认识民族“{text(cell)[:20]}”")
    return f"{name.removesuffix('族')}族"


def levels(cell: Cell) -> tuple[str, ...]:
    """The levels of a delegate's mandates among 省, 市, 区, highest first; one or more."""
    written = re.sub(r"(出席|当选)?(党代会|党代表大会|党代表|代表|级)+", "", folded(cell))
    parts = [part for part in re.split(r"[、,;/|&+和及与兼\\.·\-]+", written) if part]
    found = {sign for part in parts for sign in part}
    if not found or not found <= set(LEVELS):
        raise Refused(f"代表层级只能填省、市、区（兼任用顿号分开），这里写的是“{text(cell)[:20]}”")
    return tuple(level for level in LEVELS if level in found)


def street_name(cell: Cell) -> str:
    """A street's name as written, without the office behind it."""
    return short(60)(folded(cell).removesuffix("办事处"))  # type: ignore[return-value]


def expertise(cell: Cell) -> tuple[str, ...]:
    """Strengths set apart by a mark, together at most 120 characters."""
    words: tuple[str, ...] = several(20)(cell)  # type: ignore[assignment]
    if len("、".join(words)) > 120:
        raise Refused("专长合起来超过120个字，请只留主要的")
    return words


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        "姓名",
        person_name,
        ("代表姓名", "党代表姓名", "被推荐人姓名", "候选人姓名", "当选人姓名", "名字"),
        required=True,
    ),
    Column("sex", "性别", one_of(SEXES, "性别")),  # type: ignore[arg-type]
    Column("ethnicity", "民族", ethnicity, ("族别",)),
    Column("born", "出生年月", month, ("出生日期", "出生时间", "生日", "出生年月日")),
    Column("education", "学历", short(30), ("文化程度", "最高学历", "学历学位")),
    Column(
        "joined",
        "入党时间",
        month,
        ("入党年月", "入党日期", "加入党组织日期", "加入党组织时间", "加入中国共产党时间"),
    ),
    Column(
        "employer_post",
        "工作单位及职务",
        short(120),
        ("单位及职务", "所在单位及职务", "单位职务", "现任职务", "工作单位和职务", "单位、职务"),
    ),
    Column("employer", "工作单位", short(100), ("所在单位", "单位名称", "单位")),
    Column("post", "职务", short(60), ("职别", "岗位", "党政职务", "职务职称")),
    Column(
        "levels",
        "代表层级",
        levels,
        ("党代表层级", "代表级别", "代表类别", "层级", "党代表级别", "代表身份", "级别"),
        required=True,
    ),
    Column("electing_unit", "选举单位", short(100), ("推选单位", "选举党组织", "所在选举单位")),
    Column(
        "field",
        "行业类别",
        short(60),
        ("行业领域", "所属行业", "工作性质", "行业", "岗位类别", "从事行业", "工作领域"),
    ),
    Column(
        "is_frontline",
        "是否生产和工作一线",
        yes_no,
        ("是否一线", "一线代表", "是否一线代表", "生产和工作一线", "是否为一线党代表"),
    ),
    Column("street", "居住街道", street_name, ("所在街道", "现住街道", "居住地街道", "街道")),
    Column(
        "community",
        "居住社区",
        short(60),
        ("所在社区", "现住社区", "居住地社区", "居住社区（村）", "社区", "社区（村）"),
    ),
    Column(
        "address", "详细住址", short(120), ("家庭住址", "居住地址", "现住址", "住址", "联系地址")
    ),
    Column(
        "phone",
        "手机号码",
        mobile,
        ("手机", "手机号", "联系电话", "移动电话", "电话", "联系方式", "电话号码"),
    ),
    Column("longitude", "经度", longitude, ("住处经度", "家庭经度", "居住地经度")),
    Column("latitude", "纬度", latitude, ("住处纬度", "家庭纬度", "居住地纬度")),
    Column("work_longitude", "单位经度", longitude, ("工作单位经度", "工作地经度")),
    Column("work_latitude", "单位纬度", latitude, ("工作单位纬度", "工作地纬度")),
    Column("expertise", "专长", expertise, ("特长", "个人专长", "擅长领域", "专业特长")),
    Column("note", "备注", short(200), ("说明",)),
)


def read_roster(
    path: Path,
    *,
    name: str = "",
    mapping: Mapping[str, int] | None = None,
    line: int | None = None,
    sheet: str | None = None,
    streets: Collection[str] | None = None,
) -> Outcome:
    """Every delegate of the roster file, every bad cell, every line passed over.

    mapping, line, sheet: the person's own choice of columns (key to column from 0), heading
    line and sheet where ours was wrong. streets: the names that exist in the district; None
    means they cannot be checked. Raises Refused if the file is no roster at all.
    """
    book = read_workbook(path, name=name)
    table, notes = locate(book, line=line, sheet=sheet)
    columns = with_streets(COLUMNS, streets)
    match = match_columns(table, columns, mapping=mapping)
    outcome = read_rows(
        table, match, columns, unique=("phone", ("name", "born", "sex")), check=_hangs_together
    )
    outcome.notes = notes
    for _, record in outcome.good:
        _complete(record)
    return outcome


def locate(
    book: Workbook, *, line: int | None = None, sheet: str | None = None
) -> tuple[Table, list[str]]:
    """The roster's table within a workbook, and a note on each other sheet."""
    if sheet is not None:
        book = Workbook(book.name, tuple(one for one in book if one.name == sheet))
    if line is None:
        return find_table(book, COLUMNS)
    first = next(iter(book), None)
    if first is None:
        raise Refused("工作簿里没有这张工作表")
    return find_heading_row(first, COLUMNS, line=line), []


def with_streets(
    columns: tuple[Column, ...], streets: Collection[str] | None
) -> tuple[Column, ...]:
    """The same columns, where a street must be one of ``streets``."""
    if streets is None:
        return columns
    return tuple(
        Column(column.key, column.label, _known_street(streets), column.aliases, column.required)
        if column.key == "street"
        else column
        for column in columns
    )


def _known_street(streets: Collection[str]) -> Parser:
    official = {_stem(street): street for street in streets}

    def parse(cell: Cell) -> str:
        written = street_name(cell)
        if _stem(written) not in official:
            raise Refused(f"本区没有“{written}”，请核对街道名称")
        return official[_stem(written)]

    return parse


def _stem(street: str) -> str:
    return re.sub(r"(街道办事处|街道办|街道|街办|办事处|镇|乡)$", "", street)


def doubt_lone_streets(outcome: Outcome) -> None:
    """Refuse a street that a single line names where the district's own table is not known.

    Without the table only the roster itself can tell: in one of at least 30 lines whose streets
    come five times and more on average, a street named once is more likely a slip than a place.
    """
    named = Counter(record["street"] for _, record in outcome.good if record["street"])
    often = {street for street, count in named.items() if count > 1}
    lines = sum(named[street] for street in often)
    if lines < 30 or lines < 5 * len(often):
        return
    kept = []
    for line, record in outcome.good:
        if record["street"] and record["street"] not in often:
            outcome.bad.append(RowError(line, _heading(outcome, "street"), _lone(record, often)))
        else:
            kept.append((line, record))
    outcome.good[:] = kept
    outcome.bad.sort(key=lambda error: error.line)


def _lone(record: Record, often: Collection[str]) -> str:
    return (
        f"全表只有这一行写“{record['street']}”，其余各行都在另外{len(often)}个街道；"
        "库里还没有区划表可查，请核对街道名称（先导入区划表，就按区划表核对）"
    )


def _heading(outcome: Outcome, key: str) -> str:
    place = outcome.match.places.get(key) if outcome.match else None
    label = next(column.label for column in COLUMNS if column.key == key)
    return outcome.headings[place] if place is not None and outcome.headings[place] else label


def _hangs_together(record: Record) -> Iterator[tuple[str, str]]:
    born, joined = record["born"], record["joined"]
    if isinstance(born, date) and isinstance(joined, date) and joined <= born:
        yield "joined", "入党时间不晚于出生年月，请核对"
    for before in ("", "work_"):
        east, north = f"{before}longitude", f"{before}latitude"
        if (record[east] is None) != (record[north] is None):
            yield (east if record[east] is None else north), "经度和纬度要一起填，或者都不填"


def _complete(record: Record) -> None:
    """One text for place and kind of work, whether the office uses one column or two."""
    parts = [record["employer"] or "", record["post"] or ""]
    record["employer_post"] = record["employer_post"] or "".join(parts) or None
