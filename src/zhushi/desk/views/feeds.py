"""The own duties as a calendar feed: the address is the key, since calendars cannot log in."""

from datetime import timedelta

from django.http import Http404
from django.views.decorators.http import require_safe

from zhushi.activities.choices import DayStatus
from zhushi.activities.feeds import person_of
from zhushi.activities.models import Duty
from zhushi.core import clock
from zhushi.core.moments import moment_of
from zhushi.ui.calendars import Entry, calendar

BACK = timedelta(days=31)


@require_safe
def feed(request, key: str):
    """When and where the owner of the address is on duty; no word of who else is."""
    person = person_of(key)
    if person is None:
        raise Http404
    duties = (
        Duty.objects.filter(person=person, day__on__gte=clock.today() - BACK)
        .select_related("day__room")
        .order_by("day__on", "pk")
    )
    return calendar("驻室值班", [_entry(duty) for duty in duties], at=clock.now())


feed.is_public = True


def _entry(duty: Duty) -> Entry:
    day = duty.day
    part = "带班" if duty.is_lead else duty.get_part_display()
    return Entry(
        uid=f"day-{day.pk}",
        begins=moment_of(day.on, day.starts_at),
        ends=moment_of(day.on, day.ends_at),
        title=f"{day.room.name}值班（{part}）",
        place=day.room.place,
        is_cancelled=day.status == DayStatus.CANCELLED,
    )
