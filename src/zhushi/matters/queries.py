"""Questions about whose names stand in matters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhushi.activities.models import Duty
from zhushi.activities.queries import duties_unposted
from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import EDGES
from zhushi.matters.models import Commitment, Matter
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom

PARTS = {"collector": "收集人", "accepter": "受理人", "responder": "回应人"}
"""The named persons of a matter: never nobody, and never somebody who is gone."""
LIVE = EDGES["note"].sources
"""Where somebody still has to act and to write."""


@dataclass(frozen=True)
class Work:
    """What somebody leaves in a room: open matters that name them, and later duties."""

    matters: list[Matter]
    duties: list[Duty]


def work_left(people: Sequence[Person], room: Workroom, *, on: date) -> Work:
    """What people have in a room, and there on days from ``on`` after their place in it ended.

    Two statements.
    """
    duties = duties_unposted(on=on).filter(person__in=people, day__room=room)
    return Work(list(naming(people, [room])), list(duties))


def naming(people: Iterable[Person], rooms: Iterable[Workroom]) -> QuerySet[Matter]:
    """The open matters of rooms that name any of these people; sealed ones are not among them."""
    named = Q()
    for part in PARTS:
        named |= Q(**{f"{part}__in": people})
    open_ones = Matter.objects.filter(
        named, room__in=rooms, status__in=LIVE, visibility=Visibility.NORMAL
    )
    return open_ones.order_by("pk")


def parts_of(matter: Matter, person: Person) -> list[str]:
    """As what a matter names somebody."""
    return [part for part in PARTS if getattr(matter, f"{part}_id") == person.pk]


def left_behind(rooms: QuerySet[Workroom], *, on: date) -> dict[tuple[int, UUID], int]:
    """How many open matters of each room name somebody who is gone, by room and person.

    Gone is who on that day has no place in the room, in the district's office, or in the unit
    that leads, and does not head the street's room. One statement; sealed matters are not
    among them, nor merged ones, which go with the matter they follow.
    """
    found = Matter.objects.filter(
        room__in=rooms.order_by().values("pk"), status__in=LIVE, visibility=Visibility.NORMAL
    )
    gone = {f"no_{part}": ~Exists(_held(part, on)) for part in PARTS}
    any_gone = Q()
    for name in gone:
        any_gone |= Q(**{name: True})
    found = found.annotate(**gone).filter(any_gone).order_by()
    columns = [name for part in PARTS for name in (f"{part}_id", f"no_{part}")]
    matters: dict[tuple[int, UUID], set[int]] = defaultdict(set)
    for row in found.values("pk", "room_id", *columns):
        for part in PARTS:
            if row[f"no_{part}"]:
                matters[row["room_id"], row[f"{part}_id"]].add(row["pk"])
    return {key: len(found) for key, found in matters.items()}


def commitments_in(scope: Any) -> QuerySet[Commitment]:
    """What units promised on the matters of a scope."""
    reached = Matter.objects.in_scope(scope).filter(pk=OuterRef("matter"))
    return Commitment.objects.filter(Exists(reached))


def _held(part: str, on: date) -> QuerySet[Posting]:
    places = (
        Q(room=OuterRef("room"))
        | Q(unit=OuterRef("lead_unit"))
        | Q(role=Role.HEAD, room__unit=OuterRef("room__unit__parent"))
        | Q(role=Role.OFFICE, district=OuterRef("district"))
    )
    return Posting.objects.current_on(on).filter(places, person=OuterRef(part))
