from datetime import datetime, timedelta

from django.db import transaction

from zhushi.activities.actions._shift import locked_shift, tell
from zhushi.activities.models import Shift
from zhushi.core.moments import day_of


@transaction.atomic
def remind_of_shifts(*, at: datetime) -> int:
    """Tell who comes tomorrow, once; how many shifts. One statement when there is nothing."""
    tomorrow = day_of(at) + timedelta(days=1)
    due = Shift.objects.open_from(tomorrow).filter(on=tomorrow, reminded_at=None).order_by("pk")
    count = 0
    for pk in due.values_list("pk", flat=True):
        shift = locked_shift(pk)
        seated = shift.signups.filter(is_waiting=False).values_list("person", flat=True)
        tell(shift, seated, "remind", "明天请准时到，来不了请今天退出", by=None, at=at)
        shift.reminded_at = at
        shift.save(update_fields=["reminded_at"])
        count += 1
    return count
