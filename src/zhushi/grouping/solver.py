"""From a file's words to a proven assignment; the one door for whoever wants one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from zhushi.grouping.certificate import result_of
from zhushi.grouping.feasible import collision_of
from zhushi.grouping.instance import read_instance
from zhushi.grouping.tree import NoAssignmentError, Progress, prove

SECONDS = 60.0


class ImpossibleError(ValueError):
    """The hard rules leave no assignment; the sentence says who and which rooms collide."""


def solve(
    data: Mapping[str, Any], *, seconds: float = SECONDS, progress: Progress | None = None
) -> dict[str, Any]:
    """The best assignment of an instance with its certificate, as plain data (certificate.py).

    seconds: bound of the search; what is not proven by then is said with its gap. Raises
    InstanceError for a file that makes no sense, ImpossibleError where the rules collide.
    """
    began = time.monotonic()
    instance = read_instance(data)
    collision = collision_of(instance.problem)
    if collision:
        raise ImpossibleError(collision.sentence(instance.people, instance.rooms))
    try:
        proof = prove(instance.problem, seconds=seconds, progress=progress)
    except NoAssignmentError:
        raise ImpossibleError(
            "名额和可去的工作室排得下，但加上必须满足的配额或“最多动几人”就排不下：请放宽其中一条。"
        ) from None
    return result_of(instance, proof, seconds=time.monotonic() - began)
