"""Numbers of reception days."""

from datetime import date

from django.db.models import Count, Q

from zhushi.activities.choices import DayStatus
from zhushi.activities.models import ReceptionDay
from zhushi.people.access import Scope


def rooms_by_day(scope: Scope, since: date, until: date) -> dict[date, tuple[int, int]]:
    """How many rooms receive people on each day of the period, and in how many it is over.

    Both ends included; days that were cancelled do not count.
    """
    held = ReceptionDay.objects.in_scope(scope).held_between(since, until)
    counted = (
        held.exclude(status=DayStatus.CANCELLED)
        .order_by()
        .values_list("on")
        .annotate(Count("pk"), over=Count("pk", filter=Q(status=DayStatus.CLOSED)))
    )
    return {on: (rooms, over) for on, rooms, over in counted}
