"""From what people type into a cell to a clean value; each parser raises Refused in words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import NoReturn
from zoneinfo import ZoneInfo

from zhushi.core.errors import Refused
from zhushi.exchange.sheet import Cell

LOCAL = ZoneInfo("Asia/Shanghai")
NOTHING = frozenset(
    {"", "无", "暂无", "不详", "未知", "空", "-", "--", "—", "——", "/", "\\", "N/A"}
)
FORMULA_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#公式")
SEPARATORS = re.compile(r"[、,，;；/／|\n]+")
# Control and format characters: nobody typed them on purpose, and some turn text around.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef·]")
FIRST_YEAR, LAST_YEAR = 1900, 2099
Parser = Callable[[Cell], object]


def text(cell: Cell) -> str:
    """The cell as one line of text: no outer blanks, none beside a Chinese character."""
    return _tight(" ".join(_written(cell).split()))


def prose(cell: Cell) -> str:
    """The cell as text that keeps its line breaks; no blank at its ends."""
    lines = (line.rstrip() for line in _written(cell).replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).replace("\r", "\n").strip()


def folded(cell: Cell) -> str:
    """Full-width letters, digits and marks as half-width, and no blank at all."""
    return "".join(unicodedata.normalize("NFKC", _written(cell)).split())


def is_blank(cell: Cell) -> bool:
    """Whether the cell says nothing: empty, blanks only, or a stroke."""
    if not isinstance(cell, str):
        return cell is None
    return (len(cell) < 80 and folded(cell).upper() in NOTHING) or not cell.strip()


def short(limit: int) -> Parser:
    """A parser for one line of at most ``limit`` characters."""

    def parse(cell: Cell) -> str:
        value = text(cell)
        if len(value) > limit:
            raise Refused(f"有{len(value)}个字，最多{limit}个字")
        return value

    return parse


def long(limit: int) -> Parser:
    """A parser for text with line breaks of at most ``limit`` characters."""

    def parse(cell: Cell) -> str:
        value = prose(cell)
        if len(value) > limit:
            raise Refused(f"有{len(value)}个字，最多{limit}个字")
        return value

    return parse


def person_name(cell: Cell) -> str:
    """A name of 2 to 40 characters; the dot in a transliterated name becomes ·."""
    if not isinstance(cell, str):
        raise Refused(f"“{text(cell)}”不像姓名")
    value = re.sub(r"(?<=\w)\s*[•・‧．.。●]\s*(?=\w)", "·", text(cell))
    if not 2 <= len(value) <= 40 or re.search(r"[\d,，、;；:：<>=@/\\]", value):
        raise Refused(f"“{value[:20]}”不像姓名")
    return value


def mobile(cell: Cell) -> str:
    """A mainland mobile number as eleven digits, however it was written."""
    written = re.sub(r"[-‐-―−().]", "", folded(cell))
    digits = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", written)
    if not digits.isdecimal():
        parts = [part for part in SEPARATORS.split(folded(cell)) if part]
        if len(parts) > 1:
            raise Refused("一格里有不止一个号码，请只留一个")
        raise Refused(f"“{text(cell)[:20]}”不是手机号码")
    if len(digits) != 11:
        raise Refused(f"手机号码应为11位，这里有{len(digits)}位")
    if not re.match(r"1[3-9]", digits):
        raise Refused(f"“{digits}”不是手机号码（应以13至19开头）")
    return digits


def month(cell: Cell) -> date:
    """A year and month, or a full date where one is given; the first of the month otherwise.

    Takes 1963-03, 1963.03, 1963/3, 1963年3月, 196303, 19630312 and dates of the workbook.
    Bounds: years 1900 to 2099.
    """
    if isinstance(cell, datetime):
        return _in_bounds(cell.date(), cell)
    if isinstance(cell, date):
        return _in_bounds(cell, cell)
    if isinstance(cell, float) and not cell.is_integer():
        return _month_of_number(cell)
    written = folded(cell).rstrip("生日号").rstrip(".。")
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})?", written):
        return _date(cell, *found.groups())
    if found := re.fullmatch(r"(\d{4})[-./年](\d{1,2})月?(?:[-./]?(\d{1,2}))?", written):
        return _date(cell, *found.groups())
    if re.fullmatch(r"\d{4}年?", written):
        raise Refused(f"“{written}”只有年份，请写到月，如1963-03")
    if re.fullmatch(r"\d{2}[-./年]\d{1,2}月?", written):
        raise Refused(f"“{text(cell)}”的年份应写四位，如1963-03")
    if re.fullmatch(r"\d{5}", written):
        raise Refused(f"“{written}”像是日期变成的序号，请把该列设为日期格式后重填")
    raise Refused(f"“{text(cell)[:20]}”不是年月，请写成1963-03或1963年3月")


def _month_of_number(cell: float) -> date:
    year, _, decimals = f"{cell:.6f}".rstrip("0").partition(".")
    if decimals == "1":
        raise Refused(f"“{cell}”是数字，分不清1月还是10月，请写成{year}-01或{year}-10")
    if not re.fullmatch(r"\d{4}", year) or not re.fullmatch(r"0?[1-9]|1[0-2]", decimals):
        raise Refused(f"“{cell}”不是年月，请写成1963-03或1963年3月")
    return _date(cell, year, decimals, None)


def _date(cell: Cell, year: str, in_year: str, day: str | None = None) -> date:
    if not 1 <= int(in_year) <= 12:
        raise Refused(f"“{text(cell)}”的月份是{int(in_year)}，没有这个月")
    try:
        return _in_bounds(date(int(year), int(in_year), int(day or 1)), cell)
    except ValueError as error:
        raise Refused(f"“{text(cell)}”没有这一天") from error


def _in_bounds(value: date, cell: Cell) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Refused(f"“{text(cell)}”的年份应在{FIRST_YEAR}至{LAST_YEAR}之间")
    return value


def moment(cell: Cell) -> datetime:
    """A day and time of day as an aware moment in Asia/Shanghai; midnight if no time is given."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=LOCAL)
    if isinstance(cell, date):
        return datetime.combine(_in_bounds(cell, cell), time.min, LOCAL)
    written = unicodedata.normalize("NFKC", _written(cell)).strip()
    found = re.fullmatch(
        r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
        r"(?:[T\s]*(\d{1,2})[:时点](\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?)?",
        written,
    )
    if not found:
        raise Refused(f"“{text(cell)[:30]}”不是日期时间，请写成2019-04-23 17:03")
    numbers = [int(number or 0) for number in found.groups()]
    try:
        value = datetime(*numbers, tzinfo=LOCAL)  # type: ignore[arg-type,misc]
    except ValueError as error:
        raise Refused(f"“{text(cell)[:30]}”没有这一天或这个时刻") from error
    _in_bounds(value.date(), cell)
    return value


def longitude(cell: Cell) -> float:
    """Degrees east, 73 to 136."""
    return _degrees(cell, "经度", 73, 136)


def latitude(cell: Cell) -> float:
    """Degrees north, 3 to 54."""
    return _degrees(cell, "纬度", 3, 54)


def _degrees(cell: Cell, what: str, least: int, most: int) -> float:
    written = folded(cell).upper().rstrip("°度EN")
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", written):
        raise Refused(f"“{text(cell)[:20]}”不是{what}，请写成小数，如{least + 35}.95")
    if not least <= float(written) <= most:
        raise Refused(f"{what}应在{least}至{most}之间，这里写的是{written[:12]}")
    return float(written)


def one_of(words: Mapping[str, str], what: str) -> Parser:
    """A parser that knows every spelling in ``words`` and gives the one behind it."""
    known = "、".join(dict.fromkeys(words.values()))

    def parse(cell: Cell) -> str:
        value = folded(cell)
        if value.upper() not in words:
            raise Refused(f"{what}只能填{known}，这里写的是“{text(cell)[:20]}”")
        return words[value.upper()]

    return parse


def yes_no(cell: Cell) -> bool:
    """是 or 否, also as a tick, a letter or a digit."""
    match folded(cell).upper():
        case "是" | "√" | "✓" | "✔" | "Y" | "YES" | "TRUE" | "1" | "有" | "一线":
            return True
        case "否" | "不是" | "×" | "✗" | "✘" | "X" | "N" | "NO" | "FALSE" | "0" | "非一线":
            return False
    raise Refused(f"请填是或否，这里写的是“{text(cell)[:20]}”")


def several(limit: int) -> Parser:
    """A parser for words set apart by 、 or another mark; each at most ``limit`` characters."""

    def parse(cell: Cell) -> tuple[str, ...]:
        words = [text(part) for part in SEPARATORS.split(_written(cell))]
        kept = tuple(dict.fromkeys(word for word in words if word))
        _refuse_first((word for word in kept if len(word) > limit), limit)
        return kept

    return parse


def _refuse_first(words: Iterable[str], limit: int) -> None:
    for word in words:
        raise Refused(f"“{word[:20]}…”超过{limit}个字")


def refuse_formula_error(cell: Cell) -> None:
    """Refuse what a broken or uncalculated formula leaves behind."""
    if not isinstance(cell, str) or not cell.startswith("#"):
        return
    if cell == "#公式":
        _refuse("是公式但没有算出结果，请用表格软件打开保存一次，或改填文字")
    if cell.strip() in FORMULA_ERRORS:
        _refuse(f"公式出错（{cell.strip()}），请改填文字")


def _refuse(reason: str) -> NoReturn:
    raise Refused(reason)


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return UNSEEN.sub("", cell.replace("_x000D_", ""))
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return cell.isoformat()
    return str(cell)


def _tight(line: str) -> str:
    """Drop the blanks that typists put between Chinese characters to line names up."""
    if " " not in line:
        return line
    drop = {
        index
        for index, (before, after) in enumerate(pairwise(line))
        if after == " " and WIDE.match(before) and WIDE.match(line[index + 2 : index + 3])
    }
    return "".join(sign for index, sign in enumerate(line) if index - 1 not in drop)
