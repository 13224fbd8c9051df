"""How many people moved buy how much way: the curve from which an office picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhushi.grouping.solver import ImpossibleError
from zhushi.grouping.wishes import solved_with

SECONDS = 5.0
STEPS = (0, 2, 4, 8, 12, 20, 30, 50)


@dataclass(frozen=True)
class Point:
    """A best grouping in which at most ``at_most`` leave their rooms.

    moves: who would sit elsewhere, whoever sits nowhere now left out; metres: all ways together;
    is_proven: whether nothing better is possible.
    """

    at_most: int | None
    moves: int
    metres: int
    value: int
    is_proven: bool


def frontier_of(question: Mapping[str, Any], wishes: Sequence[Sequence[str]]) -> list[Point]:
    """Points from nobody moving to no limit, those left out that no rule allows or that say
    nothing new; a few seconds for a district.
    """
    found: list[Point] = []
    for at_most in (*STEPS, None):
        asked = {**question, "rules": {**question["rules"], "at_most": at_most}}
        try:
            result = solved_with(asked, wishes, seconds=SECONDS)
        except ImpossibleError:
            continue
        point = Point(
            at_most,
            moved(asked, result),
            result["parts"]["travel"],
            result["value"],
            result["is_proven"],
        )
        if found and found[-1].moves == point.moves:
            continue
        found.append(point)
        if at_most is not None and point.moves < at_most:
            break  # more leave to move changes nothing
    return found


def moved(question: Mapping[str, Any], result: Mapping[str, Any]) -> int:
    """Who would sit elsewhere than now, whoever sits nowhere now left out."""
    seats = result["assignment"]
    return sum(
        person["now"] is not None and person["now"] != seats[person["id"]]
        for person in question["people"]
    )
