"""From a rule to its days; pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhushi.activities.choices import RuleKind
from zhushi.core.workdays import Calendar, next_workday


@dataclass(frozen=True)
class Planned:
    """A day a rule asks for: the nominal day, the day after any move, and why it moved."""

    nominal_on: date
    on: date
    moved_because: str
    is_provisional: bool


def days_of(
    kind: str,
    *,
    nth: int | None,
    weekday: int | None,
    month_day: int | None,
    since: date,
    until: date,
    calendar: Calendar,
) -> Iterator[Planned]:
    """The reception days of a rule from ``since`` to ``until``, both included.

    A nominal day that is not a working day moves to the next working day (遇节假日顺延).
    """
    month = since.replace(day=1)
    while month <= until:
        if kind == RuleKind.NTH_WEEKDAY:
            assert nth is not None
            assert weekday is not None
            offset = (weekday - month.weekday()) % 7
            nominal = month + timedelta(days=offset + 7 * (nth - 1))
        else:
            assert month_day is not None
            nominal = month.replace(day=month_day)
        if since <= nominal <= until:
            yield planned_for(nominal, calendar)
        month += timedelta(days=monthrange(month.year, month.month)[1])


def planned_for(nominal: date, calendar: Calendar) -> Planned:
    """Where a nominal day comes to lie by a calendar."""
    on, because = nominal, ""
    if not calendar.is_workday(nominal):
        on = next_workday(nominal, calendar)
        name = calendar.holiday(nominal) or "周末"
        because = f"{nominal.month}月{nominal.day}日逢{name}，顺延"
    provisional = not (calendar.is_official(nominal) and calendar.is_official(on))
    return Planned(nominal, on, because, provisional)
