"""From the database to the plain question: who is to sit somewhere, and where there is room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from zhushi.people.choices import MandateLevel, Role, Sex
from zhushi.people.models import Mandate, Person, Posting
from zhushi.rooms.models import Unit, Workroom

ABOVE = frozenset({MandateLevel.CITY, MandateLevel.PROVINCE})
SPREAD = 3
"""How far from the even number a room may be, where the office says nothing else."""


def question_of(district: Unit, rules: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """The question of a district on a day, as instance.py reads it; four statements.

    People: whoever holds a mandate that day. Rooms: those that are open. rules: as there, and
    ``least`` and ``most``, the load of every room.
    """
    rooms = list(
        Workroom.objects.of_district(district).open_on(on).select_related("unit").order_by("pk")
    )
    held = Mandate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    seats = Posting.objects.current_on(on).filter(role=Role.DELEGATE, room__isnull=False)
    people = list(
        Person.objects.filter(district=district, pk__in=held.values("person"))
        .select_related("residence_unit", "place")
        .prefetch_related(
            Prefetch("mandates", held, to_attr="held"),
            Prefetch("postings", seats.select_related("room"), to_attr="seats"),
        )
        .order_by("ref")
    )
    rules = dict(rules)
    even = len(people) // max(1, len(rooms))
    least = rules.pop("least", None)
    most = rules.pop("most", None)
    least = max(0, even - SPREAD) if least is None else least
    most = even + 1 + SPREAD if most is None else most
    codes = {room.code for room in rooms}
    return {
        "people": [_person(person, codes) for person in people],
        "rooms": [_room(room, least, most) for room in rooms],
        "rules": rules,
    }


def _person(person: Any, codes: set[str]) -> dict[str, Any]:
    levels = {mandate.level for mandate in person.held}
    traits = {
        "woman": person.sex == Sex.FEMALE,
        "city": bool(levels & ABOVE),
        "frontline": person.is_frontline,
    }
    home, place = person.residence_unit, getattr(person, "place", None)
    seat = next((p.room.code for p in person.seats if p.room.code in codes), None)
    return {
        "id": person.ref,
        "name": person.name,
        "home": _place(home.code if home else "", place.home if place else None),
        "work": _place("", place.work if place else None),
        "unit": next((m.electing_unit for m in person.held if m.electing_unit), ""),
        "field": person.occupation_field,
        "level": MandateLevel(min(levels, key=MandateLevel.values.index)).label,
        "traits": [name for name, has in traits.items() if has],
        "now": seat,
    }


def _place(code: str, at: tuple[float, float] | None) -> dict[str, Any] | None:
    """A place as instance.py reads it: by the map, by division, by both, or not known."""
    found = {"code": code} if code else {}
    return {**found, "at": list(at)} if at else found or None


def _room(room: Workroom, least: int, most: int) -> dict[str, Any]:
    longitude, latitude = room.longitude, room.latitude
    at = None if longitude is None or latitude is None else (longitude, latitude)
    return {
        "id": room.code,
        "name": room.name,
        "place": _place(room.unit.code, at),
        "least": least,
        "most": most,
    }
