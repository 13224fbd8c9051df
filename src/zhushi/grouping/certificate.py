"""A proof as plain data, so that whoever doubts it can check it with other means (verify.py)."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhushi.grouping.instance import Instance
from zhushi.grouping.prices import SCALE, Prices
from zhushi.grouping.problem import parts_of
from zhushi.grouping.tree import Case, Proof


def result_of(instance: Instance, proof: Proof, *, seconds: float) -> dict[str, Any]:
    """What `zhushi group` writes: assignment by id, value and its parts, bound, gap, certificate.

    ways: of each person whether the distance came from the map or from the division tree.
    """
    people = np.arange(len(instance.people))
    mapped = instance.by_map[people, proof.rooms]
    return {
        "assignment": {
            name: instance.rooms[room]
            for name, room in zip(instance.people, proof.rooms, strict=True)
        },
        "value": proof.value,
        "bound": proof.bound,
        "gap": proof.value - proof.bound,
        "is_proven": proof.bound == proof.value,
        "parts": parts_of(instance.problem, proof.rooms),
        "ways": {
            name: "map" if by_map else "tree"
            for name, by_map in zip(instance.people, mapped, strict=True)
        },
        "seconds": round(seconds, 3),
        "certificate": {
            "instance": instance.digest,
            "scale": SCALE,
            "pairs": int(instance.problem.allowed.sum()),
            "root": _prices(proof.root),
            "cases": _case(proof.case),
        },
    }


def _case(case: Case) -> dict[str, Any]:
    if case.yes is None or case.no is None:
        return {"prices": _prices(case.prices)}
    return {
        "prices": _prices(case.prices),
        "person": case.person,
        "room": case.room,
        "yes": _case(case.yes),
        "no": _case(case.no),
    }


def _prices(prices: Prices) -> dict[str, Any]:
    """Prices of groups as [group, member, room, price], since nearly all of them are nothing."""
    return {
        "room": prices.room.tolist(),
        "quota": prices.quota.tolist(),
        "group": prices.group.tolist(),
        "move": prices.move,
    }
