"""The own calendar and that of a room as feeds: the address is the key, calendars cannot log in."""

from datetime import date, datetime, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from zhushi.activities.feeds import person_of
from zhushi.core import clock
from zhushi.core.moments import moment_of
from zhushi.core.perms import Perm
from zhushi.desk.views.calendars import scopes_of
from zhushi.insight.calendar import Event, events_in, events_of
from zhushi.people.access import holdings
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom
from zhushi.ui.calendars import Entry, calendar

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
USUAL = timedelta(hours=2)
"""How long something is held to take whose end nobody has said."""


@require_safe
def feed(request, key: str):
    """When and where the owner of the address is on duty or asked to come; of nobody else."""
    person = _person(key)
    events = events_of(person, since=clock.today() - BACK)
    return calendar("驻室", map(_entry, events), at=clock.now())


feed.is_public = True


@require_safe
def room_feed(request, key: str, code: str):
    """What happens in a room, for the owner of the address as long as they may see it there."""
    today = clock.today()
    held = holdings(getattr(_person(key), "login", None), on=today)
    reached = Workroom.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW))
    if "\0" in code:
        raise Http404
    room = get_object_or_404(reached, code=code)
    events = events_in(scopes_of(held), since=today - BACK, until=today + AHEAD, room=room)
    return calendar(room.name, map(_entry, events), at=clock.now())


room_feed.is_public = True


def _person(key: str) -> Person:
    person = person_of(key)
    if person is None:
        raise Http404
    return person


def _entry(event: Event) -> Entry:
    begins: datetime | date
    if event.starts_at:
        begins = moment_of(event.on, event.starts_at)
        ends = moment_of(event.on, event.ends_at) if event.ends_at else begins + USUAL
    else:
        begins, ends = event.on, event.on + timedelta(days=1)
    return Entry(
        uid=event.uid,
        begins=begins,
        ends=ends,
        title=_title(event),
        place=event.place,
        is_cancelled=event.is_off,
    )


def _title(event: Event) -> str:
    return f"{event.room.name}：{event.title}" if event.room else event.title
