"""How far a person is from a room, in metres: by the map where both are on it, else by division.

Nobody publishes where communities lie, so nearness must work from the division tree alone and
gets better as rooms and people are placed by hand; every distance says which of the two it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

import numpy as np

from zhushi.grouping.problem import Flags, Ints

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
    (cos_a, sin_a), (cos_b, sin_b) = _half(a[1]), _half(b[1])
    east, north = (a[0] - b[0]) * (cos_a * cos_b - sin_a * sin_b), a[1] - b[1]
    return round(EARTH_DEGREE * sqrt(east * east + north * north))


def _half(latitude: float) -> tuple[float, float]:
    """Cosine and sine of half a latitude: two of them make the cosine of the middle of two."""
    half = latitude * pi / 360
    return cos(half), sin(half)


class Targets:
    """Many places, to measure all ways to them at once; figure by figure as ``distance``."""

    def __init__(self, places: Sequence[Place], neighbours: Neighbours) -> None:
        self.codes = [place.code for place in places]
        self.neighbours = neighbours
        self.on_map = np.array([place.at is not None for place in places])
        points = [place.at or (0.0, 0.0) for place in places]
        self.lon, self.lat = np.array(points, float).reshape(-1, 2).T
        self.cos, self.sin = np.array([_half(lat) for _, lat in points]).reshape(-1, 2).T
        self._by_code: dict[str, Ints] = {}

    def ways(self, place: Place) -> tuple[Ints, Flags]:
        """(places,): metres to each, and whether the map said so."""
        if place.at is None:
            metres = self._tree(place.code)
            return metres, np.zeros(len(metres), np.bool_)
        lon, lat = place.at
        cos_a, sin_a = _half(lat)
        east = (lon - self.lon) * (cos_a * self.cos - sin_a * self.sin)
        north = lat - self.lat
        far = np.rint(EARTH_DEGREE * np.sqrt(east * east + north * north)).astype(np.int64)
        if not self.on_map.all():
            far = np.where(self.on_map, far, self._tree(place.code))
        return far, self.on_map

    def _tree(self, code: str) -> Ints:
        found = self._by_code.get(code)
        if found is None:
            ways = [by_tree(code, other, self.neighbours) for other in self.codes]
            found = self._by_code[code] = np.array(ways, np.int64)
        return found


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
