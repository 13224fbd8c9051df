"""Working-day arithmetic over the official calendar; pure, knows neither Django nor the clock.

The day an event happens is not counted (Civil Code art. 201); a period that ends on a rest day
ends on the next working day (art. 203). A year whose holiday notice is not there never raises:
its dates are worked out from weekends and the fixed statutory days and marked provisional.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from types import MappingProxyType

MAX_WORKDAYS = 20_000
MAX_MONTHS = 1_200
TWO_DAYS_OF_MAY_SINCE = 2025
"""The year from which the second of May is a statutory day off as well."""

_DAY = timedelta(days=1)
_WEEK = "一二三四五六日"


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days are worked: the holiday notices, local changes, and weekends for the rest.

    off: days off with the holiday's name; on: days worked in exchange, with the holiday's name;
    official_years: the years whose notice is known. Do not change the mappings afterwards.
    """

    off: Mapping[date, str] = field(default_factory=dict)
    on: Mapping[date, str] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()
    _worked: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "off", MappingProxyType(dict(self.off)))
        object.__setattr__(self, "on", MappingProxyType(dict(self.on)))

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``; a day worked in exchange wins over everything."""
        if day in self.on:
            return True
        return day.weekday() < 5 and self.holiday(day) is None

    def holiday(self, day: date) -> str | None:
        """The name of the holiday ``day`` belongs to, or None; weekends alone are no holiday."""
        if day in self.on:
            return None
        name = self.off.get(day)
        if name is None and day.year not in self.official_years:
            return _fixed_holiday(day)
        return name

    def is_official(self, day: date) -> bool:
        """Whether nothing that is still to be published can change ``day``.

        The last week of December is only settled by the notice of the following year.
        """
        years = self.official_years
        if day.year not in years:
            return False
        return not _is_settled_next_year(day) or day.year + 1 in years

    def worked_in(self, year: int) -> list[int]:
        """The ordinals of all working days of ``year``, ascending; worked out once."""
        if year not in self._worked:
            first = date(year, 1, 1).toordinal()
            days = range(first, date(year, 12, 31).toordinal() + 1)
            self._worked[year] = [n for n in days if self.is_workday(date.fromordinal(n))]
        return self._worked[year]


@dataclass(frozen=True)
class Due:
    """A day, whether it may still move, and one sentence on how it came about."""

    on: date
    provisional: bool
    sentence: str


def workday_after(start: date, days: int, calendar: Calendar) -> date:
    """Return the day ``days`` working days after ``start``, without the sentence.

    days: whole working days, 0 to 20,000; ``start`` itself is day zero, and 0 means "the same
    day, or the next working day". Raises ValueError outside these bounds or after year 9999.
    """
    if not 0 <= days <= MAX_WORKDAYS:
        raise ValueError(f"工作日数应为 0 至 {MAX_WORKDAYS} 的整数")
    if days == 0:
        return next_workday(start, calendar)
    year, ordinal = start.year, start.toordinal()
    worked = calendar.worked_in(year)
    position = bisect_right(worked, ordinal) + days - 1
    while position >= len(worked):
        position -= len(worked)
        year = _following(year)
        worked = calendar.worked_in(year)
    return date.fromordinal(worked[position])


def add_workdays(start: date, days: int, calendar: Calendar) -> Due:
    """The due day ``days`` working days after ``start``; bounds as in ``workday_after``."""
    on = workday_after(start, days, calendar)
    if days == 0:
        if on == start:
            head = f"{_full(start)}当日是工作日，当日到期"
        else:
            head = f"{_full(start)}是{_rest(start, calendar)}，顺延到{_day(on, start.year)}"
        return _due(on, head, _span(start, on), calendar)
    counted = list(_span(start + _DAY, on))
    clauses = [_skipped(counted, start.year, calendar), _made_up(counted, start.year, calendar)]
    detail = "，".join([*filter(None, clauses), f"到{_day(on, start.year)}"])
    return _due(on, f"自{_full(start)}次日起算 {days} 个工作日：{detail}", counted, calendar)


def add_months(start: date, months: int, calendar: Calendar) -> Due:
    """The due day ``months`` months after ``start``: same day of the month, or its last day.

    months: 0 to 1,200. A rest day moves to the next working day. Raises ValueError out of bounds.
    """
    if not 0 <= months <= MAX_MONTHS:
        raise ValueError(f"月数应为 0 至 {MAX_MONTHS} 的整数")
    target = month_later(start, months)
    on = next_workday(target, calendar)
    head = f"自{_full(start)}起 {months} 个月，到{_day(target, start.year)}"
    if target.day != start.day:
        head += f"（{target.month}月没有{start.day}日，取当月最后一天）"
    if on != target:
        head += f"，当天是{_rest(target, calendar)}，顺延到{_day(on, start.year)}"
    return _due(on, head, _span(target, on), calendar)


def month_later(start: date, months: int) -> date:
    """The same day ``months`` months on, or the last day of that month; rest days do not matter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("日期超出公元 9999 年")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def next_workday(day: date, calendar: Calendar) -> date:
    """``day`` itself if it is worked, otherwise the first working day after it."""
    year, ordinal = day.year, day.toordinal()
    while True:
        worked = calendar.worked_in(year)
        position = bisect_left(worked, ordinal)
        if position < len(worked):
            return date.fromordinal(worked[position])
        year = _following(year)


def workdays_between(a: date, b: date, calendar: Calendar) -> int:
    """How many working days lie after ``a`` up to and including ``b``; negative when b < a."""
    if b < a:
        return -workdays_between(b, a, calendar)
    whole_years = sum(len(calendar.worked_in(year)) for year in range(a.year, b.year))
    before = bisect_right(calendar.worked_in(a.year), a.toordinal())
    return whole_years + bisect_right(calendar.worked_in(b.year), b.toordinal()) - before


def latest_to_notify(on: date, calendar_days: int) -> date:
    """The last day on which an event of the day ``on`` can still be announced in time.

    calendar_days: whole days, rest days included; 3 before Wednesday is the Sunday before it.
    """
    return on - timedelta(days=calendar_days)


def _fixed_holiday(day: date) -> str | None:
    """The statutory day off that has the same date every year; lunar ones cannot be known."""
    if (day.month, day.day) == (1, 1):
        return "元旦"
    if day.month == 5:
        last = 2 if day.year >= TWO_DAYS_OF_MAY_SINCE else 1
        return "劳动节" if day.day <= last else None
    return "国庆节" if day.month == 10 and day.day <= 3 else None


def _is_settled_next_year(day: date) -> bool:
    return day.month == 12 and day.day >= 25


def _following(year: int) -> int:
    if year >= 9999:
        raise ValueError("日期超出公元 9999 年")
    return year + 1


def _span(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def _due(on: date, head: str, needed: Iterable[date], calendar: Calendar) -> Due:
    """Close the sentence and say which years it still waits for."""
    needed = list(needed)
    missing = {day.year for day in needed if day.year not in calendar.official_years}
    open_ends = {
        day.year + 1
        for day in needed
        if day.year in calendar.official_years and not calendar.is_official(day)
    } - missing
    notes = []
    if missing:
        known = min(calendar.official_years, default=0)
        why = "未录入" if known and max(missing) < known else "尚未公布"
        notes.append(
            f"{_years(missing)}放假安排{why}，暂按周末和法定日期推算"
            "（春节、清明、端午、中秋的日子未知，没有扣除）"
        )
    if open_ends:
        notes.append(f"{_years(open_ends)}放假安排尚未公布，上年12月末如有调休将重新计算")
    sentence = "；".join([head, *notes]) + "。"
    return Due(on, bool(notes), sentence)


def _skipped(counted: list[date], year: int, calendar: Calendar) -> str:
    """“扣除春节假期（2月15日至23日）和周末”, or an empty text when nothing was skipped."""
    parts = []
    for name, group in groupby(counted, calendar.holiday):
        if name is not None:
            days = list(group)
            label = f"{name}假期" if name == "元旦" or name.endswith("节") else name
            parts.append(f"{label}（{_range(days[0], days[-1], year)}）")
    if any(not calendar.is_workday(day) and calendar.holiday(day) is None for day in counted):
        parts.append("周末")
    if not parts:
        return ""
    return "扣除" + ("和".join(["、".join(parts[:-1]), parts[-1]]) if parts[1:] else parts[0])


def _made_up(counted: list[date], year: int, calendar: Calendar) -> str:
    """“2月14日调休上班算一天” for the rest days that are worked in exchange."""
    worked = [day for day in counted if day in calendar.on and day.weekday() >= 5]
    if not worked:
        return ""
    each = "算一天" if len(worked) == 1 else "各算一天"
    return "、".join(_day(day, year) for day in worked) + f"调休上班{each}"


def _rest(day: date, calendar: Calendar) -> str:
    name = calendar.holiday(day)
    if name is None:
        return f"星期{_WEEK[day.weekday()]}"
    return f"{name}假期" if name == "元旦" or name.endswith("节") else name


def _full(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day(day: date, year: int) -> str:
    """The day as read aloud; the year only where it is another than ``year``."""
    return f"{day.month}月{day.day}日" if day.year == year else _full(day)


def _range(first: date, last: date, year: int) -> str:
    if first == last:
        return _day(first, year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_day(first, year)}至{last.day}日"
    return f"{_day(first, year)}至{_day(last, first.year)}"


def _years(years: Iterable[int]) -> str:
    ordered = sorted(years)
    if len(ordered) > 3:
        return f"{ordered[0]}年至{ordered[-1]}年"
    return "、".join(f"{year}年" for year in ordered)
