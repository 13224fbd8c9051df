"""What the public may know of a room's delegates; contact goes through the room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty, Exemplar
from zhushi.people.choices import RECEIVING, MandateLevel, Publicity
from zhushi.people.models import Person, Posting
from zhushi.portal.days import BOOKABLE
from zhushi.rooms.models import Workroom

SKILLED = (Publicity.SKILLS, Publicity.EMPLOYER)
RANKS = list(MandateLevel)


@dataclass(frozen=True)
class Delegate:
    """One delegate as a resident reads it; what is not public is empty here."""

    pk: UUID
    name: str
    is_head: bool
    seats: list[str]
    field: str
    expertise: str
    work: str
    days: list[Duty]
    exemplary: str = ""


def delegates_of(room: Workroom, *, on: date, pk: UUID | None = None) -> list[Delegate]:
    """The delegates of a room who stand on the public page, the head first; four statements.

    pk: only this person. Nothing is read of who is not listed.
    """
    held = Posting.objects.current_on(on).filter(room=room, role__in=RECEIVING)
    held = held.exclude(person__publicity=Publicity.NONE).order_by("person__name", "pk")
    coming = Duty.objects.filter(
        part=DutyPart.RECEIVE, day__room=room, day__on__gte=on, day__status__in=BOOKABLE
    )
    coming = coming.select_related("day").order_by("day__on")
    if pk is not None:
        held = held.filter(person=pk)
    told = Exemplar.objects.published().filter(room=room)
    held = held.select_related("person").prefetch_related(
        "person__mandates",
        Prefetch("person__duties", coming, to_attr="coming"),
        Prefetch("person__exemplars", told, to_attr="told"),
    )
    found: dict[UUID, Delegate] = {}
    for posting in sorted(held, key=lambda posting: posting.role != "HEAD"):
        if posting.person_id not in found:
            is_head = posting.role == "HEAD"
            found[posting.person_id] = _shown(posting.person, is_head=is_head, on=on)
    return list(found.values())


def _shown(person: Person, *, is_head: bool, on: date) -> Delegate:
    is_employed = person.publicity == Publicity.EMPLOYER
    return Delegate(
        pk=person.pk,
        name=person.name,
        is_head=is_head,
        seats=_seats(person, on),
        field=person.occupation_field,
        expertise=person.expertise if person.publicity in SKILLED else "",
        work=f"{person.employer} {person.post_title}".strip() if is_employed else "",
        days=person.coming,  # type: ignore[attr-defined]
        exemplary=next((one.reason for one in person.told), ""),  # type: ignore[attr-defined]
    )


def _seats(person: Person, on: date) -> list[str]:
    """区第十四次党代会代表, for every seat that has not ended, the highest congress first."""
    seats = [
        seat
        for seat in person.mandates.all()
        if seat.starts_on <= on and (seat.ends_on is None or on <= seat.ends_on)
    ]
    seats.sort(key=lambda seat: RANKS.index(MandateLevel(seat.level)))
    return [seat.title for seat in seats]
