"""How late a matter is, in the few words a list has room for."""

from dataclasses import dataclass
from datetime import date

from zhushi.core.moments import day_of
from zhushi.core.workdays import Calendar, workday_after, workdays_between
from zhushi.matters.limits import AMBER_WORKDAYS
from zhushi.matters.models import Matter


@dataclass(frozen=True)
class Standing:
    """``state`` is ok, soon or late, as the tag ``clock`` takes it; empty when it is over."""

    state: str
    text: str


def soon_until(on: date, calendar: Calendar) -> date:
    """The last due day that counts as soon on the day ``on``: three working days on."""
    return workday_after(on, AMBER_WORKDAYS, calendar)


def standing_of(matter: Matter, on: date, calendar: Calendar) -> Standing | None:
    """The badge of a matter on the day ``on``; None if nothing is awaited and it is not over."""
    if matter.closed_at:
        used = workdays_between(day_of(matter.received_at), day_of(matter.closed_at), calendar)
        return Standing("", f"用了 {used} 个工作日" if used else "当天办结")
    if matter.due_on is None:
        return None
    if matter.due_on < on:
        over = workdays_between(matter.due_on, on, calendar)
        return Standing("late", f"超 {over} 个工作日" if over else "已超期")
    if matter.due_on == on:
        return Standing("late", "今天到期")
    left = workdays_between(on, matter.due_on, calendar)
    if matter.due_on <= soon_until(on, calendar):
        return Standing("soon", f"还剩 {left} 个工作日")
    return Standing("ok", _day(matter, on))


def _day(matter: Matter, on: date) -> str:
    assert matter.due_on
    year = f"{matter.due_on.year}年" if matter.due_on.year != on.year else ""
    about = "约 " if matter.is_due_provisional else ""
    return f"{about}{year}{matter.due_on.month}月{matter.due_on.day}日"
