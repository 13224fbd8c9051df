"""The year's figures for the first page, kept for some minutes."""

from datetime import date

from django.core.cache import cache

from zhushi.insight.indicators.public import PublicFigures, figures
from zhushi.rooms.models import Unit

SECONDS = 300


def year_figures(district: Unit, *, on: date) -> PublicFigures:
    """The public figures of the year so far; counted anew every five minutes."""
    key = f"portal.figures:{district.pk}:{on:%Y-%m-%d}"
    kept: PublicFigures | None = cache.get(key)
    if kept is None:
        kept = figures(district, on.year)
        cache.set(key, kept, SECONDS)
    return kept
