"""A running clock as the row that explains itself: badge, share used, the sentence behind it."""

from dataclasses import dataclass
from datetime import date

from zhushi.core.workdays import Calendar, workdays_between
from zhushi.matters.lateness import badge_of, stage_of
from zhushi.matters.models import Clock
from zhushi.ui.dates import day


@dataclass(frozen=True)
class ClockLine:
    """One clock for ``{% clock_row %}``; state: ok, soon, late or over (it waits)."""

    title: str
    state: str
    text: str
    why: str
    share: float
    clock: Clock


def clock_line(clock: Clock, *, on: date, calendar: Calendar, title: str = "") -> ClockLine:
    """A clock on a day: amber as early as the reminders are, paused while a question waits."""
    span = max(1, workdays_between(clock.starts_on, clock.due_on, calendar))
    gone = max(0, workdays_between(clock.starts_on, on, calendar))
    badge = badge_of(clock.due_on, on=on, calendar=calendar)
    state, text, why = badge.state, badge.text, clock.sentence
    if clock.paused_on:
        state, text = "over", f"暂停，最晚{day(clock.due_on)}"
        why += f"{day(clock.paused_on)}起等本人回答，回答了接着算。"
    elif state == "ok" and stage_of(clock, on=on, calendar=calendar):
        left = workdays_between(on, clock.due_on, calendar)
        state, text = "soon", f"还剩 {left} 个工作日"
    if gone and not clock.paused_on:
        why += f"今天是第 {gone} 个工作日。"
    if clock.is_provisional:
        why += "这个日期是暂定的。"
    if clock.basis:
        why += f"依据：{clock.basis}。"
    return ClockLine(title or clock.get_step_display(), state, text, why, gone / span, clock)
