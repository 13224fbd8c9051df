"""Rooms of a district drawn to scale, and where on the drawing anything else lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zhushi.people.models.place import Point
from zhushi.ui import charts

AROUND = 0.01
"""Degrees of room around everything, so that a mark can be moved outwards."""

LETTER = 10
"""How wide and high a letter of a name is."""


@dataclass(frozen=True)
class Mark:
    """One room on the map."""

    code: str
    name: str
    at: Point


@dataclass(frozen=True)
class RoomMap:
    """Marks placed on a drawing ``charts.MAP_WIDTH`` wide; ``outline`` is the hull of all."""

    place: charts.projection
    marks: Sequence[dict[str, Any]]
    outline: str
    bar: dict[str, Any]

    @property
    def frame(self) -> dict[str, float]:
        """What a script needs to go from the drawing back to degrees."""
        names = ("west", "north", "squeeze", "scale", "shift")
        return {name: getattr(self.place, name) for name in names} | {"margin": charts.MAP_MARGIN}

    @property
    def foot(self) -> int:
        """Where the scale bar lies, below the drawing."""
        return self.place.height + 14

    @property
    def height(self) -> int:
        return self.place.height + 36


def room_map(rooms: Iterable[Mark], others: Iterable[Point] = ()) -> RoomMap | None:
    """A drawing that holds the rooms and other points; None without a single room on the map."""
    marks = list(rooms)
    if not marks:
        return None
    points = [*(mark.at for mark in marks), *others]
    east, north = [p[0] for p in points], [p[1] for p in points]
    corners = [
        (min(east) - AROUND, min(north) - AROUND),
        (max(east) + AROUND, max(north) + AROUND),
    ]
    place = charts.projection(corners)
    ring = [place(point) for point in charts.hull(points)]
    return RoomMap(
        place,
        _named(place, marks),
        "M" + "L".join(f"{x},{y}" for x, y in ring) + "Z",
        charts.scale_bar(place),
    )


def _named(place: charts.projection, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The marks with the height of their names, 0 where a name would lie on another or a mark."""
    squares = [place(mark.at) for mark in marks]
    taken = [(x, y + LETTER / 2, LETTER / 2) for x, y in squares]
    found = []
    for mark, (x, y) in zip(marks, squares, strict=True):
        half = len(mark.name) * LETTER / 2
        name_y = next((at for at in (y + 16, y - 8) if _is_free(taken, x, at, half)), 0.0)
        if name_y:
            taken.append((x, name_y, half))
        found.append(
            {"code": mark.code, "name": mark.name, "x": x, "y": y, "name_y": charts.r1(name_y)}
        )
    return found


def _is_free(taken: list[tuple[float, float, float]], x: float, y: float, half: float) -> bool:
    within = charts.MAP_WIDTH - half > x > half
    return within and all(abs(x - a) > half + w or abs(y - b) > LETTER for a, b, w in taken)
