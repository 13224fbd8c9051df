"""From a file's words to a proven assignment; the one door for whoever wants one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from zhushi.grouping.certificate import result_of
from zhushi.grouping.feasible import collision_of
from zhushi.grouping.instance import Instance, read_instance
from zhushi.grouping.problem import Problem
from zhushi.grouping.relax import Relaxation
from zhushi.grouping.tree import NoAssignmentError, Progress, prove

SECONDS = 60.0
POSSIBLE_SECONDS = 3.0
TRAITS = {"woman": "女性", "city": "市级代表", "frontline": "一线代表"}


class ImpossibleError(ValueError):
    """The hard rules leave no assignment; the sentence says who and which rooms collide."""


def solve(
    data: Mapping[str, Any],
    *,
    seconds: float = SECONDS,
    progress: Progress | None = None,
    prefer: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The best assignment of an instance with its certificate, as plain data (certificate.py).

    seconds: bound of the search; what is not proven by then is said with its gap. prefer: of
    several equally good ones, that which differs least from this. Raises
    InstanceError for a file that makes no sense, ImpossibleError where the rules collide.
    """
    began = time.monotonic()
    instance = read_instance(data)
    collision = collision_of(instance.problem) if instance.problem.is_unit else None
    if collision:
        raise ImpossibleError(collision.sentence(instance.people, instance.rooms))
    try:
        start = None
        if prefer:
            near = _preferring(instance, prefer)
            start = prove(near, seconds=seconds / 2, progress=progress).rooms
        proof = prove(instance.problem, seconds=seconds, start=start, progress=progress)
    except NoAssignmentError:
        raise ImpossibleError(_colliding(instance.problem)) from None
    return result_of(instance, proof, seconds=time.monotonic() - began)


def _colliding(problem: Problem) -> str:
    """Which of the rules that cross rooms collide: those without one of which it can be done."""
    rules: dict[str, Problem] = {}
    if problem.at_most is not None:
        rules[f"最多动 {problem.at_most} 人"] = replace(problem, at_most=None)
    for number, quota in enumerate(problem.quotas):
        if quota.price is None:
            rest = (*problem.quotas[:number], *problem.quotas[number + 1 :])
            named = TRAITS.get(quota.name, quota.name)
            words = f"每室至少 {int(quota.least.max())} 名{named}（共 {len(quota.members)} 人）"
            rules[words] = replace(problem, quotas=rest)
    alone = [words for words, without in rules.items() if _is_possible(without)]
    which = "、".join(alone or rules) or "各室能容的大小"
    how = "放宽其中一条就行" if alone else "要一起放宽几条"
    return f"名额和可去的工作室排得下，但这些规则合起来排不下：{which}。{how}。"


def _is_possible(problem: Problem) -> bool:
    rooms, _ = Relaxation(problem, problem.allowed).whole(POSSIBLE_SECONDS)
    return rooms is not None


def _preferring(instance: Instance, prefer: Mapping[str, str]) -> Problem:
    """The same question in finer units, in which one who sits elsewhere than preferred costs one.

    All of them together cost less than one unit of the question, so the value stays what it is.
    """
    problem = instance.problem
    n, m = problem.shape
    place = {name: number for number, name in enumerate(instance.rooms)}
    wanted = np.array([place.get(prefer.get(name, ""), -1) for name in instance.people])
    elsewhere = (wanted[:, None] >= 0) & (np.arange(m)[None, :] != wanted[:, None])
    fine = n + 1
    return replace(
        problem,
        cost=problem.cost * fine + elsewhere,
        move=problem.move * fine,
        balance=problem.balance * fine,
        quotas=tuple(
            replace(q, price=None if q.price is None else q.price * fine) for q in problem.quotas
        ),
        groups=tuple(replace(g, price=g.price * fine) for g in problem.groups),
    )
