"""Months and days as addresses name them: 2026-09, 2026-09-16."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import QuerySet

from zhushi.core.workdays import Calendar


def month_of(text: str, today: date) -> date:
    """The first day of the month ``text`` names; of today's month where it names none."""
    if re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", text):
        return date(int(text[:4]), int(text[5:]), 1)
    return today.replace(day=1)


def shift(first: date, months: int) -> date:
    """The first day of the month so many months on."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def workday_in(text: str, today: date, calendar: Calendar) -> date:
    """The first working day after today in the month ``text`` names."""
    first = month_of(text, today)
    day = max(first, today + timedelta(days=1))
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Entry:
    """Something on a day of the month: where it is told of, in which words, and from when."""

    on: date
    address: str
    words: str
    is_off: bool = False
    starts_at: time = time()


def weeks_of(
    first: date,
    entries: Iterable[Entry],
    *,
    today: date,
    calendar: Calendar,
    counts: Mapping[date, int] | None = None,
) -> dict[str, Any]:
    """What a page of a month shows: weeks of days with their entries in the order given.

    counts: instead of entries, how many there are on a day.
    """
    counts = counts or {}
    start, last = first - timedelta(days=first.weekday()), shift(first, 1) - timedelta(days=1)
    by_day, weeks = _by_day(entries), []
    while start <= last:
        cells = [
            _cell(start + timedelta(days=n), by_day, today=today, calendar=calendar)
            for n in range(7)
        ]
        for cell in cells:
            cell["inside"] = cell["date"].month == first.month
            cell["count"] = counts.get(cell["date"], 0)
        weeks.append(cells)
        start += timedelta(days=7)
    return {
        "weeks": weeks,
        "first": first,
        "before": shift(first, -1),
        "after": shift(first, 1),
        "count": sum(counts.values()) + sum(map(len, by_day.values())),
    }


def week_of(
    first: date, entries: Iterable[Entry], *, today: date, calendar: Calendar
) -> dict[str, Any]:
    """What a page of the week that begins with ``first``, a Monday, shows."""
    by_day = _by_day(entries)
    days = [first + timedelta(days=n) for n in range(7)]
    cells = [_cell(on, by_day, today=today, calendar=calendar) for on in days]
    return {"weeks": [cells], "first": first, "count": sum(map(len, by_day.values()))}


def _by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.on, []).append(entry)
    return by_day


def _cell(
    on: date, by_day: Mapping[date, list[Entry]], *, today: date, calendar: Calendar
) -> dict[str, Any]:
    return {
        "date": on,
        "inside": True,
        "off": not calendar.is_workday(on),
        "holiday": calendar.holiday(on) or ("调休上班" if on in calendar.on else ""),
        "today": on == today,
        "entries": by_day.get(on, []),
        "count": 0,
    }


def day_named(text: str) -> date | None:
    """The day an address names, of the years ``month_of`` takes; None where it names none."""
    if not re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def between(rows: QuerySet, params: Mapping[str, str], field: str = "on") -> QuerySet:
    """Keep the rows from ``since`` to ``until``, both included, where the address names them."""
    if since := day_named(params.get("since", "")):
        rows = rows.filter(**{f"{field}__gte": since})
    if until := day_named(params.get("until", "")):
        rows = rows.filter(**{f"{field}__lte": until})
    return rows
