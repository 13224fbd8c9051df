"""Why a person sits here and not round the corner, in figures taken from the draft itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhushi.grouping.choices import WishKind
from zhushi.grouping.instance import read_instance
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import with_wishes

USUAL = "党代表工作室"
"""What nearly every room is called besides its place; a heading has no room for it."""


def short(room: str) -> str:
    """A room's name as columns and tables have space for."""
    return room.removesuffix(USUAL)


@dataclass(frozen=True)
class Seat:
    """One person as a card shows them. metres: the way; by_map: whether the map said so."""

    ref: str
    name: str
    about: str
    room: str
    now: str | None
    metres: int
    by_map: bool
    is_locked: bool

    @property
    def is_moved(self) -> bool:
        return self.now != self.room


@dataclass(frozen=True)
class Column:
    """One room with those who would sit in it."""

    code: str
    name: str
    least: int
    most: int
    seats: list[Seat] = field(default_factory=list)
    traits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """One room as an alternative of a person. rank: by the way alone, from 1."""

    code: str
    name: str
    metres: int
    rank: int
    is_full: bool
    is_barred: bool


def columns_of(draft: Draft) -> list[Column]:
    """All rooms of a draft with their people, the nearest first."""
    instance = read_instance(with_wishes(draft.question, draft.wishes))
    cost, place = instance.problem.cost, {code: j for j, code in enumerate(instance.rooms)}
    locked = {wish[0] for wish in draft.wishes if wish[1] == WishKind.LOCK}
    seats = draft.result["assignment"]
    by_room: dict[str, list[Seat]] = {code: [] for code in instance.rooms}
    traits: dict[str, dict[str, int]] = {code: {} for code in instance.rooms}
    for i, row in enumerate(draft.question["people"]):
        room = seats[row["id"]]
        by_room[room].append(
            Seat(
                row["id"],
                row["name"],
                _about(row),
                room,
                row["now"],
                int(cost[i, place[room]]),
                bool(instance.by_map[i, place[room]]),
                row["id"] in locked,
            )
        )
        for trait in row["traits"]:
            traits[room][trait] = traits[room].get(trait, 0) + 1
    return [
        Column(
            row["id"],
            short(row["name"]),
            row["least"],
            row["most"],
            sorted(by_room[row["id"]], key=lambda seat: (seat.metres, seat.ref)),
            traits[row["id"]],
        )
        for row in draft.question["rooms"]
    ]


def ways_of(draft: Draft, person: str) -> list[Way]:
    """Every room as seen by one person, the nearest first; empty for who is not in the draft."""
    names = [row["id"] for row in draft.question["people"]]
    if person not in names:
        return []
    number = names.index(person)
    instance = read_instance(with_wishes(draft.question, draft.wishes))
    load: dict[str, int] = {}
    for room in draft.result["assignment"].values():
        load[room] = load.get(room, 0) + 1
    cost = instance.problem.cost[number]
    rows = draft.question["rooms"]
    return [
        Way(
            rows[j]["id"],
            short(rows[j]["name"]),
            int(cost[j]),
            int((cost < cost[j]).sum()) + 1,
            load.get(rows[j]["id"], 0) >= rows[j]["most"],
            not instance.problem.allowed[number, j],
        )
        for j in np.lexsort((np.arange(len(cost)), cost))
    ]


def _about(row: Mapping[str, Any]) -> str:
    level = f"{row['level']}党代表" if row.get("level") else "党代表"
    return f"{level} · {row['field']}" if row.get("field") else level
