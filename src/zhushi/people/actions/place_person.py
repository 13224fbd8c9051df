from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import Person, PersonPlace
from zhushi.people.models.place import Point

SPOTS = ("home", "work")
EAST, NORTH = (73.0, 136.0), (3.0, 54.0)
DECIMALS = 3
"""A thousandth of a degree is about a hundred metres: a neighbourhood, no house."""


@transaction.atomic
def place_person(person: Person, *, by, at: datetime, **points: Point | None) -> list[str]:
    """Put a person's ``home`` or ``work`` on the map, and return which of the two changed.

    points: degrees, kept to a hundred metres; None takes one off the map, what is not named stays.
    Raises Refused outside of the country's frame. The trail says what changed, never where.
    """
    if unknown := set(points) - set(SPOTS):
        raise TypeError(f"no such spot: {sorted(unknown)}")
    if not points:
        return []
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    place = PersonPlace.objects.filter(person=person).first() or PersonPlace(person=person)
    wanted = {spot: point and rounded(point) for spot, point in points.items()}
    changed = sorted(spot for spot, point in wanted.items() if getattr(place, spot) != point)
    if not changed:
        return []
    for spot in changed:
        longitude, latitude = wanted[spot] or (None, None)
        setattr(place, f"{spot}_longitude", longitude)
        setattr(place, f"{spot}_latitude", latitude)
    if place.home or place.work:
        place.save()
    else:
        place.delete()
    audit.record(
        "person.place", target=person.ref, district_id=person.district_id, by=by, at=at,
        changed=changed,
    )  # fmt: skip
    return changed


def rounded(point: Point) -> Point:
    """A point as it is kept; raises Refused outside of the country's frame."""
    longitude, latitude = point
    if not (EAST[0] <= longitude <= EAST[1] and NORTH[0] <= latitude <= NORTH[1]):
        raise Refused("经纬度不在全国范围里，请核对是不是把两个写反了。")
    return round(longitude, DECIMALS), round(latitude, DECIMALS)
