"""The holiday calendar: the State Council's notices as shipped, then what the office entered.

One file per notice. A notice may also move days of the December before it, so all files are read
together and a later notice wins over an earlier one.
"""

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.models import Q

from zhushi.core.workdays import Calendar

DATA = Path(__file__).parent / "data" / "holidays"

Override = tuple[date, bool, str]
"""A day, whether it is off, and the name of the holiday it belongs to."""


def read_year(path: Path) -> tuple[int, list[Override]]:
    """The year a notice is for and its days; raises ValueError if the file is no such notice."""
    try:
        notice = tomllib.loads(path.read_text(encoding="utf-8"))
        days: list[Override] = []
        for holiday in notice["holiday"]:
            name, first, last = holiday["name"], holiday["first"], holiday["last"]
            length = (last - first).days + 1
            if not 1 <= length <= 31:
                raise ValueError(f"{name}的起止日期不对")
            days += [(first + timedelta(n), True, name) for n in range(length)]
            days += [(day, False, name) for day in holiday["worked"]]
        return int(notice["year"]), days
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"放假安排文件 {path.name} 有误：{error}") from error


@cache
def shipped_calendar() -> Calendar:
    """The calendar of all notices that ship with the program; read once per process."""
    calendar = Calendar()
    for path in sorted(DATA.glob("*.toml")):
        year, days = read_year(path)
        calendar = merge(calendar, days, extra_years=[year])
    return calendar


def merge(
    calendar: Calendar, overrides: Iterable[Override], extra_years: Iterable[int] = ()
) -> Calendar:
    """A new calendar in which ``overrides`` win, the later over the earlier.

    extra_years: years that count as officially known from now on.
    """
    off, on = dict(calendar.off), dict(calendar.on)
    for day, is_off, name in overrides:
        here, there = (off, on) if is_off else (on, off)
        here[day] = name
        there.pop(day, None)
    return Calendar(off, on, calendar.official_years | frozenset(extra_years))


def current_calendar(district_id: int | None = None) -> Calendar:
    """The shipped calendar with the days the office entered: nationwide, then the district's.

    One statement. Without a readable table (no database yet, not migrated) the shipped days alone.
    """
    days, official_years = _entered_days(district_id)
    if not days:
        return shipped_calendar()
    return merge(shipped_calendar(), days, official_years)


def _entered_days(district_id: int | None) -> tuple[list[Override], set[int]]:
    """The days entered for everywhere and for the district, and the years they make known."""
    try:
        model = apps.get_model("core", "CalendarDay")
        if _has_no_file():
            return [], set()
        here = Q(district_id=None) | Q(district_id=district_id)
        columns = ("district_id", "on", "is_off", "name", "is_official")
        rows = list(model._default_manager.filter(here).values_list(*columns))
    except (LookupError, AppRegistryNotReady, ImproperlyConfigured):
        return [], set()
    except DatabaseError:
        if connection.in_atomic_block:  # PostgreSQL would refuse whatever comes next
            raise
        return [], set()
    rows.sort(key=lambda row: (row[0] is not None, row[1]))
    return [row[1:4] for row in rows], {row[1].year for row in rows if row[4]}


def _has_no_file() -> bool:
    """Whether asking would make SQLite leave an empty database behind."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and ":memory:" not in name and "mode=memory" not in name
    return is_file and not Path(name.removeprefix("file:").split("?")[0]).exists()
