"""Geometry of the small drawings: plain numbers in, points for an SVG template out.

Coordinates are SVG user units. No colour is decided here; the templates carry classes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from zhushi.ui import dates

BAR_TOP, BAR_FLOOR, BAR_LEFT, BAR_WIDTH = 31, 150, 22, 408
LINE_TOP, LINE_FLOOR, LINE_LEFT, LINE_RIGHT = 30, 130, 34, 419
MAP_WIDTH, MAP_MARGIN = 400, 16
KILOMETRES_A_DEGREE = 111.195


def r1(value: float) -> float:
    return round(value, 1)


def nice_top(highest: float) -> float:
    """The next 1, 2, 4, 5, 6 or 8 × 10ⁿ at or above `highest`; at least 4, for whole ticks."""
    if highest <= 4:
        return 4
    power = 10 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 2, 4, 5, 6, 8, 10) if step * power >= highest)


def bars(data: Mapping[str, Any]) -> dict[str, Any]:
    """Upright bars.

    `title`, `axis`, `unit`, `bars` of {label, value, late?, url?}, `limit` of {after, label};
    `limit.after` counts the bars left of the dashed line.
    """
    given = list(data.get("bars", ()))
    highest = max((bar["value"] for bar in given), default=0) or 1
    step = BAR_WIDTH / max(1, len(given))
    width = min(40.0, step * 0.72)
    drawn = []
    for i, bar in enumerate(given):
        height = (BAR_FLOOR - BAR_TOP) * bar["value"] / highest
        left = BAR_LEFT + i * step + (step - width) / 2
        drawn.append(
            {
                **bar,
                "x": r1(left),
                "middle": r1(left + width / 2),
                "y": r1(BAR_FLOOR - height),
                "width": r1(width),
                "height": r1(height),
                "above": r1(BAR_FLOOR - height - 6),
            }
        )
    limit = data.get("limit")
    if limit:
        x = r1(BAR_LEFT + limit["after"] * step)
        limit = {**limit, "x": x, "text_x": r1(x - 6)}
    return {
        **data,
        "bars": drawn,
        "limit": limit,
        "floor": BAR_FLOOR,
        "left": BAR_LEFT,
        "right": BAR_LEFT + BAR_WIDTH,
    }


def lines(data: Mapping[str, Any]) -> dict[str, Any]:
    """Lines over time: `title`, `labels`, `lines` of {name, values, dashed?}; at most a few lines.

    A value of None leaves a gap.
    """
    labels = list(data.get("labels", ()))
    given = list(data.get("lines", ()))
    top = nice_top(max((v for line in given for v in line["values"] if v is not None), default=0))
    step = (LINE_RIGHT - LINE_LEFT) / max(1, len(labels) - 1)

    def at(i: int, value: float) -> str:
        y = LINE_FLOOR - (LINE_FLOOR - LINE_TOP) * value / top
        return f"{r1(LINE_LEFT + i * step)},{r1(y)}"

    drawn = []
    for line in given:
        runs: list[list[str]] = []
        run: list[str] = []
        for i, value in enumerate(line["values"]):
            if value is None:
                runs, run = [*runs, run], []
            else:
                run.append(at(i, value))
        drawn.append({**line, "runs": [" ".join(r) for r in [*runs, run] if r]})
    every = max(1, math.ceil(len(labels) / 13))
    return {
        **data,
        "lines": drawn,
        "ticks": [
            {
                "y": r1(LINE_FLOOR - (LINE_FLOOR - LINE_TOP) * part),
                "text_y": r1(LINE_FLOOR - (LINE_FLOOR - LINE_TOP) * part + 4),
                "value": f"{top * part:g}",
            }
            for part in (0, 0.5, 1)
        ],
        "marks": [
            {"x": r1(LINE_LEFT + i * step), "label": label}
            for i, label in enumerate(labels)
            if i % every == 0
        ],
        "rows": [
            {"label": label, "numbers": [line["values"][i] for line in given]}
            for i, label in enumerate(labels)
        ],
    }


def curve(data: Mapping[str, Any]) -> dict[str, Any]:
    """A curve of choices: `title`, axes, `points` of {x, y, label?, chosen?, url?}.

    `has_table=False` leaves the numbers out, where the page has them in a table of its own.
    """
    points = sorted(data.get("points", ()), key=lambda p: p["x"])
    right = max((p["x"] for p in points), default=0) or 1
    low = min((p["y"] for p in points), default=0)
    high = max((p["y"] for p in points), default=1)
    room = (high - low) or abs(high) or 1
    low, high = low - room * 0.1, high + room * 0.1

    def px(x: float) -> float:
        return r1(48 + 372 * x / right)

    def py(y: float) -> float:
        return r1(140 - 116 * (y - low) / (high - low))

    drawn = [
        {
            **p,
            "px": px(p["x"]),
            "py": py(p["y"]),
            "text_y": r1(py(p["y"]) - 9),
            "text_x": r1(px(p["x"]) + (-4 if p["x"] > right * 0.6 else 9)),
            "anchor": "end" if p["x"] > right * 0.6 else "start",
        }
        for p in points
    ]
    return {
        **data,
        "points": drawn,
        "line": " ".join(f"{p['px']},{p['py']}" for p in drawn),
        "ticks": [
            {"y": py(v), "text_y": r1(py(v) + 4), "value": f"{v:g}"}
            for v in round_steps(low, high, 4)
        ],
        "marks": [{"x": px(v), "label": f"{v:g}"} for v in round_steps(0, right, 6)],
        "has_table": data.get("has_table", True),
    }


def round_steps(low: float, high: float, most: int) -> list[float]:
    """At most `most` + 1 round numbers (steps of 1, 2 or 5 × 10ⁿ) from `low` to `high`."""
    if high <= low:
        return [low]
    raw = (high - low) / most
    power = 10 ** math.floor(math.log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw)
    first = math.ceil(low / step)
    return [round(step * i, 6) for i in range(first, math.floor(high / step) + 1)]


def district(data: Mapping[str, Any]) -> dict[str, Any]:
    """Rooms on the district's outline.

    `title`; `outline`: rings of (lon, lat); `points` of {lon, lat, kind, label, late?, url?} with
    kind district, street or community; `late` counts what is overdue there. `moves` of
    {from, to, dashed?} (indexes into points) draws arrows; `legend=False` leaves the key out.
    """
    rings = [list(ring) for ring in data.get("outline", ()) if ring]
    points = [dict(point) for point in data.get("points", ())]
    place = projection(
        [xy for ring in rings for xy in ring] or [(p["lon"], p["lat"]) for p in points]
    )
    height = place.height
    for point in points:
        point["x"], point["y"] = place((point["lon"], point["lat"]))
        point["text_y"] = r1(point["y"] + 4.5)
        point["name_y"] = r1(point["y"] + 22)
    kinds = [p.get("kind", "community") for p in points]
    moves = []
    for move in data.get("moves", ()):
        a, b = points[move["from"]], points[move["to"]]
        moves.append({**move, "d": bow((a["x"], a["y"]), (b["x"], b["y"]))})
    return {
        "title": data.get("title", ""),
        "note": data.get("note", ""),
        "height": height,
        "legend": data.get("legend", True),
        "points": points,
        "moves": moves,
        "path": "".join(
            "M" + "L".join(f"{x},{y}" for x, y in map(place, ring)) + "Z" for ring in rings
        ),
        "counts": {k: kinds.count(k) for k in ("district", "street", "community")},
        "any_late": any(p.get("late") for p in points),
    }


def bow(a: tuple[float, float], b: tuple[float, float]) -> str:
    """A path bent upwards from one point to another."""
    bend = r1((a[0] + b[0]) / 2), r1(min(a[1], b[1]) - 16)
    return f"M{a[0]},{a[1]} Q{bend[0]},{bend[1]} {b[0]},{b[1]}"


def hull(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners around points, counter-clockwise; the points themselves if fewer than three."""
    given = sorted(set(points))
    if len(given) < 3:
        return given

    def half(line: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for point in line:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return half(given) + half(reversed(given))


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def scale_bar(place: projection) -> dict[str, Any]:
    """A round number of kilometres at most a quarter of the map wide, and its length there."""
    a_kilometre = place.scale / KILOMETRES_A_DEGREE
    most = MAP_WIDTH / 4 / a_kilometre
    power = 10 ** math.floor(math.log10(most))
    kilometres = next(step * power for step in (5, 2, 1) if step * power <= most)
    return {"label": f"{kilometres:g} 公里", "width": r1(kilometres * a_kilometre)}


class projection:
    """Longitude and latitude to the map's box, as wide as `MAP_WIDTH`, north up."""

    def __init__(self, around: Sequence[tuple[float, float]]) -> None:
        lons = [p[0] for p in around] or [0.0]
        lats = [p[1] for p in around] or [0.0]
        self.west, self.north = min(lons), max(lats)
        self.squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
        wide = (max(lons) - self.west) * self.squeeze
        tall = self.north - min(lats)
        inner = MAP_WIDTH - 2 * MAP_MARGIN
        self.scale = inner / max(wide, tall / 0.8, 1e-9)
        self.shift = (inner - wide * self.scale) / 2
        self.height = math.ceil(tall * self.scale) + 2 * MAP_MARGIN

    def __call__(self, point: tuple[float, float]) -> tuple[float, float]:
        return (
            r1(MAP_MARGIN + self.shift + (point[0] - self.west) * self.squeeze * self.scale),
            r1(MAP_MARGIN + (self.north - point[1]) * self.scale),
        )


def share(total: float, part: float, highest: float, label: str = "") -> dict[str, Any]:
    """A small lying bar: `total` against `highest` in grey, `part` of it in clock red."""
    scale = 84 / (highest or 1)
    return {
        "label": label,
        "total": r1(min(84.0, total * scale)),
        "part": r1(min(84.0, part * scale)),
    }


def month(days: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A month as one strip: days of {date, text?, off?, today?, url?}; `text` is short."""
    drawn = []
    for entry in days:
        on: date = entry["date"]
        word = f"{dates.day(on)} {dates.weekday(on)}"
        drawn.append(
            {**entry, "day": on.day, "weekday": dates.WEEKDAYS[on.weekday()], "word": word}
        )
    return {"days": drawn}
