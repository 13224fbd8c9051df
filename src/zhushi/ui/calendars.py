"""Calendar feeds (RFC 5545) that telephones and desks subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from icalendar import Calendar, Event

FRESH = timedelta(hours=4)
"""How often a reader is asked to look again."""


@dataclass(frozen=True)
class Entry:
    """One appointment; ``uid`` stays the same when it is moved. Moments are aware.

    begins, ends: days where no hour is known, the second then not part of it.
    """

    uid: str
    begins: datetime | date
    ends: datetime | date
    title: str
    place: str = ""
    is_cancelled: bool = False


def calendar(name: str, entries: Iterable[Entry], *, at: datetime) -> HttpResponse:
    """A feed of appointments under a name; nobody may keep it on the way."""
    feed = Calendar()
    feed.add("prodid", "-//zhushi//CN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", name)
    feed.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        feed.add_component(_event(entry, at))
    answer = HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="zhushi.ics"'
    return answer


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@zhushi")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", _utc(entry.begins))
    event.add("dtend", _utc(entry.ends))
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
