"""Months as pages name them: 2026-09."""

import re
from datetime import date


def month_of(text: str, today: date) -> date:
    """The first day of the month ``text`` names; of today's month where it names none."""
    if re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", text):
        return date(int(text[:4]), int(text[5:]), 1)
    return today.replace(day=1)


def shift(first: date, months: int) -> date:
    """The first day of the month so many months on."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
