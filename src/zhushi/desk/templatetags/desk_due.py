"""``{% due matter.due_on today calendar %}``: a due date as a badge."""

from datetime import date

from django import template

from zhushi.core.workdays import Calendar
from zhushi.matters.lateness import badge_of
from zhushi.ui.templatetags.ui import clock_badge

register = template.Library()


@register.inclusion_tag("ui/_clock.html")
def due(due_on: date | None, today: date, calendar: Calendar, step: str = "") -> dict[str, object]:
    """The badge of a due date as of ``today``; ``step`` is a word in front of it."""
    badge = badge_of(due_on, on=today, calendar=calendar, step=step)
    return clock_badge(badge.state, badge.text)
