"""Dates and times in Chinese words; local time of the current time zone, digits without zeros."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

WEEKDAYS = "一二三四五六日"
Moment = date | datetime | time | None


def local(value: Moment) -> Moment:
    """An aware moment in the current time zone; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def full_date(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def weekday(value: date, short: bool = False) -> str:
    """`星期二`, or `周二` when `short`."""
    return ("周" if short else "星期") + WEEKDAYS[value.weekday()]


def clock(value: datetime | time) -> str:
    return f"{value.hour}:{value.minute:02d}"


def moment(value: datetime) -> str:
    return f"{day(value)} {clock(value)}"


def span(start: Moment, end: Moment) -> str:
    """`9:00–11:30`, `9月5日–15日`, `9月15日 9:00–11:30`; one end missing leaves the other."""
    start, end = local(start), local(end)
    if start is None or end is None:
        return _one(start if end is None else end)
    if isinstance(start, time):
        return f"{clock(start)}–{_one(end)}"
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.date() == end.date():
            return f"{moment(start)}–{clock(end)}"
        return f"{moment(start)}–{moment(end)}"
    if isinstance(start, date) and isinstance(end, date):
        if start == end:
            return day(start)
        if start.year != end.year:
            return f"{full_date(start)}–{full_date(end)}"
        return (
            f"{day(start)}–{end.day}日" if start.month == end.month else f"{day(start)}–{day(end)}"
        )
    return f"{_one(start)}–{_one(end)}"


def _one(value: Moment) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, time):
        return clock(value)
    return day(value) if isinstance(value, date) else ""
