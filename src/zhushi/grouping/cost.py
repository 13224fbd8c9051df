"""How far a person is from a room, in metres: by the map where both are on it, else by division.

Nobody publishes where communities lie, so nearness must work from the division tree alone and
gets better as rooms and people are placed by hand; every distance says which of the two it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi

EARTH_DEGREE = 111_195
"""Metres of one degree of latitude on a sphere of 6,371 km."""

SAME_COMMUNITY, SAME_STREET, NEIGHBOURING, FAR = 400, 1_500, 3_500, 6_000
"""Metres that stand for a relation in the division tree; the order is what matters."""
UNKNOWN = FAR

STREET_DIGITS, COMMUNITY_DIGITS = 9, 12
Neighbours = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Place:
    """Where somebody or something is: longitude and latitude in degrees, a division code, or both.

    code: six, nine or twelve digits, empty if unknown.
    """

    at: tuple[float, float] | None = None
    code: str = ""


def distance(a: Place, b: Place, neighbours: Neighbours) -> tuple[int, bool]:
    """Metres between two places, and whether the map said so."""
    if a.at and b.at:
        return by_map(a.at, b.at), True
    return by_tree(a.code, b.code, neighbours), False


def by_map(a: tuple[float, float], b: tuple[float, float]) -> int:
    """Metres between two points in degrees; plane, good to a thousandth within a province."""
    middle = (a[1] + b[1]) / 2 * pi / 180
    east, north = (a[0] - b[0]) * cos(middle), a[1] - b[1]
    return round(EARTH_DEGREE * (east * east + north * north) ** 0.5)


def by_tree(a: str, b: str, neighbours: Neighbours) -> int:
    """Metres that stand for the relation of two division codes; far where one is unknown."""
    if len(a) < STREET_DIGITS or len(b) < STREET_DIGITS:
        # What belongs to the whole district lies somewhere in it: no nearer, no farther.
        within = bool(a) and bool(b) and (a.startswith(b) or b.startswith(a))
        return NEIGHBOURING if within else UNKNOWN
    if a == b and len(a) == COMMUNITY_DIGITS:
        return SAME_COMMUNITY
    street, other = a[:STREET_DIGITS], b[:STREET_DIGITS]
    if street == other:
        return SAME_STREET
    return NEIGHBOURING if other in neighbours.get(street, frozenset()) else FAR
