"""Numbers of matters that are not over; each is an aggregate over rows that ``open_rows`` gave."""

from datetime import date

from django.db.models import Aggregate, Count, Min, Q

from zhushi.matters.filters import STATUSES
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Matter
from zhushi.matters.models.matter import OVER
from zhushi.matters.querysets import MatterQuerySet
from zhushi.people.access import Scope

OPEN = sorted(set(STATUSES) - FINAL)


def open_rows(scope: Scope) -> MatterQuerySet:
    """What is neither closed nor archived; the first part of an index that begins with it."""
    return Matter.objects.in_scope(scope).filter(list_on__lt=OVER, status__in=OPEN).order_by()


def unfinished() -> Aggregate:
    """Matters that are neither closed nor archived."""
    return Count("pk")


def overdue(on: date) -> Aggregate:
    """Matters whose nearest running clock ran out before the day ``on``."""
    return Count("pk", filter=Q(list_on__lt=on))


def due_soon(on: date, until: date) -> Aggregate:
    """Matters whose nearest running clock runs out from ``on`` to ``until``, both included."""
    return Count("pk", filter=Q(list_on__gte=on, list_on__lte=until))


def nearest_due() -> Aggregate:
    """The earliest day on which a running clock runs out; a far day where none runs."""
    return Min("list_on")
