"""Who works in the same field and could be asked to look at how others do it, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhushi.activities.models import Activity
from zhushi.people.access import Scope
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Leave, Person, Posting
from zhushi.people.querysets import PostingQuerySet

MOST = 60
EXCHANGE = "EXCHANGE"
"""The form of a visit that looks at how others in the same field do it."""


@dataclass(frozen=True)
class Peer:
    """A delegate who could be asked: name, room and field, nothing more of them."""

    ref: str
    name: str
    room: str
    field: str
    reason: str


def field_of(activity: Activity) -> str:
    """The field of work of who leads an activity, else of the first asked who has one."""
    if activity.lead and activity.lead.occupation_field:
        return activity.lead.occupation_field
    asked = activity.participants.exclude(person__occupation_field="")
    return asked.values_list("person__occupation_field", flat=True).first() or ""


def fields_in(seats: PostingQuerySet) -> list[str]:
    """The fields of work among the delegates of these postings."""
    named = seats.exclude(person__occupation_field="").order_by("person__occupation_field")
    return list(named.values_list("person__occupation_field", flat=True).distinct()[:MOST])


def seats_in(scope: Scope, activity: Activity) -> PostingQuerySet:
    """Who sits in the rooms a scope reaches on the day, within the activity's own district."""
    seats = Posting.objects.current_on(activity.on).filter(
        district=activity.district_id, role__in=RECEIVING, room__isnull=False
    )
    if activity.district_id in scope.districts:
        return seats
    return seats.filter(room__in=scope.rooms)


def peers_for(activity: Activity, seats: PostingQuerySet, field: str) -> list[Peer]:
    """Those of one field who are not asked yet and not on leave, by room and name."""
    if not field:
        return []
    away = Leave.objects.away_on(activity.on).values("person")
    found = (
        seats.filter(person__occupation_field=field)
        .exclude(person__in=activity.participants.values("person"))
        .exclude(person__in=away)
        .select_related("person", "room")
        .order_by("room__tier", "room__code", "person__name", "pk")
    )
    peers: dict[str, Peer] = {}
    for seat in found[:MOST]:
        person, room = seat.person, seat.room.name if seat.room else ""
        own = "，本室" if seat.room_id == activity.room_id else ""
        reason = f"同为{field}行业{own}"
        peers.setdefault(person.ref, Peer(person.ref, person.name, room, field, reason))
    return list(peers.values())


def people_of(seats: PostingQuerySet, refs: Iterable[str]) -> list[Person]:
    """The people of these postings who are named by reference."""
    named = [ref for ref in refs if "\0" not in ref][:MOST]
    return list(Person.objects.filter(ref__in=named, pk__in=seats.order_by().values("person")))
