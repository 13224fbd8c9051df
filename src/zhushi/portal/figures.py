"""The year's figures as the public may read them: counts, never a rate, nothing below five."""

from datetime import date

from django.core.cache import cache
from django.db.models import Count, Q

from zhushi.core.moments import start_of
from zhushi.matters.choices import Status, Visibility
from zhushi.matters.models import Matter
from zhushi.rooms.models import Unit

SMALLEST = 5
SECONDS = 300
ANSWERED = (
    Status.ANSWERED,
    Status.TOLD,
    Status.EVALUATED,
    Status.ESCALATED,
    Status.CLOSED,
    Status.ARCHIVED,
)


def year_figures(district: Unit, *, on: date) -> dict[str, int | None]:
    """received, answered, pending of the year so far; None where a number would point at people.

    One small number among the three hides both parts, since each gives away the other. Counted
    anew every five minutes.
    """
    key = f"portal.figures:{district.pk}:{on:%Y-%m-%d}"
    counted = cache.get(key)
    if counted is None:
        rows = Matter.objects.filter(
            district=district,
            visibility=Visibility.NORMAL,
            received_at__gte=start_of(date(on.year, 1, 1)),
        )
        counted = rows.aggregate(
            received=Count("pk"), answered=Count("pk", filter=Q(status__in=ANSWERED))
        )
        cache.set(key, counted, SECONDS)
    return published(counted["received"], counted["answered"])


def published(received: int, answered: int) -> dict[str, int | None]:
    """What of two counts may be shown."""
    pending = received - answered
    if received < SMALLEST:
        return {"received": None, "answered": None, "pending": None}
    if any(0 < part < SMALLEST for part in (answered, pending)):
        return {"received": received, "answered": None, "pending": None}
    return {"received": received, "answered": answered, "pending": pending}
