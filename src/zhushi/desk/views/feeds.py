"""The own duties and invitations as a feed: the address is the key, calendars cannot log in."""

from datetime import date, datetime, timedelta

from django.http import Http404
from django.views.decorators.http import require_safe

from zhushi.activities.choices import ActivityStatus, DayStatus
from zhushi.activities.feeds import person_of
from zhushi.activities.models import Activity, Duty
from zhushi.activities.queries import invitations_of
from zhushi.core import clock
from zhushi.core.moments import moment_of
from zhushi.ui.calendars import Entry, calendar

BACK = timedelta(days=31)
USUAL = timedelta(hours=2)
"""How long an activity is held to take whose end nobody has said."""


@require_safe
def feed(request, key: str):
    """When and where the owner of the address is on duty or asked to come; of nobody else."""
    person = person_of(key)
    if person is None:
        raise Http404
    duties = (
        Duty.objects.filter(person=person, day__on__gte=clock.today() - BACK)
        .select_related("day__room")
        .order_by("day__on", "pk")
    )
    asked = invitations_of(person, since=clock.today() - BACK)
    entries = [*map(_entry, duties), *map(_invitation, asked)]
    return calendar("驻室", entries, at=clock.now())


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


def _invitation(activity: Activity) -> Entry:
    begins: datetime | date
    if activity.starts_at:
        begins = moment_of(activity.on, activity.starts_at)
        ends = moment_of(activity.on, activity.ends_at) if activity.ends_at else begins + USUAL
    else:
        begins, ends = activity.on, activity.on + timedelta(days=1)
    return Entry(
        uid=f"activity-{activity.pk}",
        begins=begins,
        ends=ends,
        title=f"{activity.room.name}：{activity.title}",
        place=activity.place or activity.room.place,
        is_cancelled=activity.status == ActivityStatus.CANCELLED,
    )
