"""How late a clock or a matter is: its stage, and the few words a list has room for."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhushi.core.moments import day_of
from zhushi.core.workdays import Calendar, workday_after, workdays_between
from zhushi.matters.choices import ReminderStage
from zhushi.matters.limits import (
    AMBER_SHARE,
    AMBER_WORKDAYS,
    LEADER_AFTER,
    SUPERVISE_AFTER,
)
from zhushi.matters.models import Clock, Matter


@dataclass(frozen=True)
class Badge:
    """``state`` is ok, soon, late or over, as the tag ``clock`` takes it; empty when it is done."""

    state: str
    text: str


def soon_until(on: date, calendar: Calendar) -> date:
    """The last due day that counts as soon on the day ``on``: three working days on."""
    return workday_after(on, AMBER_WORKDAYS, calendar)


def badge_of(
    due_on: date | None,
    *,
    on: date,
    calendar: Calendar,
    step: str = "",
    is_provisional: bool = False,
) -> Badge:
    """“还剩 2 个工作日”, “今天到期”, “超 1 个工作日”; further off, the date itself.

    step: a word put in front, like 受理; ``on`` is today.
    """
    if due_on is None:
        return Badge("over", "没有期限")
    lead = f"{step} " if step else ""
    if due_on < on:
        return Badge("late", f"{lead}超 {max(1, workdays_between(due_on, on, calendar))} 个工作日")
    if due_on == on:
        return Badge("late", f"{lead}今天到期")
    if due_on <= soon_until(on, calendar):
        left = workdays_between(on, due_on, calendar)
        tomorrow = due_on == on + timedelta(days=1)
        return Badge("soon", f"{lead}明天" if tomorrow else f"{lead}还剩 {left} 个工作日")
    year = f"{due_on.year}年" if due_on.year != on.year else ""
    about = "约 " if is_provisional else ""
    return Badge("ok", f"{lead}{about}{year}{due_on.month}月{due_on.day}日")


def standing_of(matter: Matter, on: date, calendar: Calendar) -> Badge | None:
    """The badge of a matter on the day ``on``; None if nothing is awaited and it is not over."""
    if matter.closed_at:
        used = workdays_between(day_of(matter.received_at), day_of(matter.closed_at), calendar)
        return Badge("", f"用了 {used} 个工作日" if used else "当天办结")
    if matter.due_on is None:
        return None
    return badge_of(
        matter.due_on, on=on, calendar=calendar, is_provisional=matter.is_due_provisional
    )


def stage_of(clock: Clock, *, on: date, calendar: Calendar) -> ReminderStage | None:
    """The furthest stage a clock has reached on a day: amber, red, urge, supervise, leader.

    Amber at 70 % of the time or three working days before, but never on a clock's first day; red
    on the due day; urging the working day after; supervision and report after three and five
    (domain.md §4.1).
    """
    late = workdays_between(clock.due_on, on, calendar)
    if late >= LEADER_AFTER:
        return ReminderStage.LEADER
    if late >= SUPERVISE_AFTER:
        return ReminderStage.SUPERVISE
    if late >= 1:
        return ReminderStage.URGE
    if on >= clock.due_on:
        return ReminderStage.RED
    span = max(1, workdays_between(clock.starts_on, clock.due_on, calendar))
    gone = workdays_between(clock.starts_on, on, calendar)
    if gone and (gone / span >= AMBER_SHARE or -late <= AMBER_WORKDAYS):
        return ReminderStage.AMBER
    return None
