"""A due date as the coloured badge that the look draws: its state and its few words."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhushi.core.workdays import Calendar, workdays_between

SOON_WORKDAYS = 2


@dataclass(frozen=True)
class DueBadge:
    """``state`` is ok, soon, late or over, as the tag ``clock`` takes it."""

    state: str
    text: str


def due_badge(due_on: date | None, *, on: date, calendar: Calendar, step: str = "") -> DueBadge:
    """“还剩 2 个工作日”, “今天到期”, “超 1 个工作日”; further off, the date itself.

    step: a word put in front, like 受理. ``on`` is today.
    """
    if due_on is None:
        return DueBadge("over", "没有期限")
    lead = f"{step} " if step else ""
    if due_on < on:
        return DueBadge(
            "late", f"{lead}超 {max(1, workdays_between(due_on, on, calendar))} 个工作日"
        )
    if due_on == on:
        return DueBadge("late", f"{lead}今天到期")
    left = workdays_between(on, due_on, calendar)
    if left <= SOON_WORKDAYS:
        tomorrow = due_on == on + timedelta(days=1)
        return DueBadge("soon", f"{lead}明天" if tomorrow else f"{lead}还剩 {left} 个工作日")
    year = f"{due_on.year}年" if due_on.year != on.year else ""
    return DueBadge("ok", f"{lead}{year}{due_on.month}月{due_on.day}日")
