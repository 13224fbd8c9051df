"""Published answers as the public reads them: no day, no house, no name."""

from datetime import date, datetime

from zhushi.core.moments import day_of


def shown(publications):
    """Those that a second person approved and nobody recalled, newest first."""
    approved = publications.filter(approved_at__isnull=False, recalled_at=None)
    related = ("matter__community", "matter__lead_unit", "matter__room")
    return approved.select_related(*related).order_by("-approved_at", "-pk")


def week_of(at: datetime | date) -> str:
    """A day made coarse: 2026年9月第2周."""
    on = day_of(at) if isinstance(at, datetime) else at
    return f"{on.year}年{on.month}月第{(on.day - 1) // 7 + 1}周"
