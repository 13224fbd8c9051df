"""Checks a result without any solver: plain sums over whole numbers, nothing believed.

What is proved: every assignment that keeps the rules lies in one of the cases, and in each case
everybody's cheapest room under its prices already costs the bound, so nothing is cheaper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zhushi.grouping.instance import InstanceError, read_instance
from zhushi.grouping.problem import Problem

Open = Sequence[Sequence[int]]
"""For each person the rooms that are still possible in a case."""


def verify(data: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    """What is wrong with a result, in sentences; empty if all of it is true."""
    try:
        instance = read_instance(data)
        seat = {name: number for number, name in enumerate(instance.rooms)}
        rooms = [seat[result["assignment"][name]] for name in instance.people]
        proof, scale = result["certificate"], result["certificate"]["scale"]
        if proof["instance"] != instance.digest or type(scale) is not int or scale < 1:
            return ["证书不是这个文件的：人员、工作室或规则改过"]
        if len(result["assignment"]) != len(rooms):
            return ["方案里有文件中没有的人"]
        value, wrong = _value(instance.problem, rooms)
        if wrong:
            return wrong
        bound = min(value, _bound(instance.problem, proof, scale, value))
    except InstanceError as error:
        return [str(error)]
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        return ["结果文件缺内容或格式不对"]
    said = result["value"], result["bound"], result["gap"], result["is_proven"]
    if said != (value, bound, value - bound, bound == value):
        return [f"写的是 {said}，算出来是 {(value, bound, value - bound, bound == value)}"]
    return []


def _value(problem: Problem, rooms: list[int]) -> tuple[int, list[str]]:
    n, m = problem.shape
    load = [0] * m
    for i, j in enumerate(rooms):
        load[j] += int(problem.weight[i, j])
    moves = sum(problem.now[i] >= 0 and problem.now[i] != rooms[i] for i in range(n))
    wrong = [f"第 {i + 1} 人的工作室不合规则" for i in range(n) if not problem.allowed[i, rooms[i]]]
    for j in range(m):
        if not problem.least[j] <= load[j] <= problem.most[j]:
            wrong.append(f"第 {j + 1} 个工作室人数不合规则")
    if problem.at_most is not None and moves > problem.at_most:
        wrong.append("动的人超过上限")
    total = sum(int(problem.cost[i, rooms[i]]) for i in range(n)) + problem.move * int(moves)
    total += problem.balance * sum(_outside(problem, j, load[j]) for j in range(m))
    for quota in problem.quotas:
        for j in range(m):
            short = max(0, int(quota.least[j]) - sum(rooms[i] == j for i in quota.members))
            if short and quota.price is None:
                wrong.append(f"第 {j + 1} 个工作室缺 {quota.name}")
            total += short * (quota.price or 0)
    for group in problem.groups:
        total += sum(int(group.price[j]) for j in {rooms[i] for i in group.members})
    return total, wrong


def _outside(problem: Problem, j: int, load: int) -> int:
    return max(0, int(problem.ideal_from[j]) - load, load - int(problem.ideal_to[j]))


def _corners(problem: Problem, j: int) -> set[int]:
    """Loads of a room between which every price is a straight line, so the least is at one."""
    few, many = int(problem.least[j]), int(problem.most[j])
    ideal = int(problem.ideal_from[j]), int(problem.ideal_to[j])
    return {few, many, *(min(max(load, few), many) for load in ideal)}


def _bound(problem: Problem, proof: Mapping[str, Any], scale: int, value: int) -> int:
    """What the cases prove, ``value`` at most; pairs the root's prices rule out are in none."""
    n, m = problem.shape
    every = [range(m)] * n if problem.allowed.all() else _allowed(problem)
    lowest, cases = value, [(proof["cases"], _kept(problem, proof["root"], scale, every, value)[0])]
    while cases:
        case, open_ = cases.pop()
        if not all(open_):
            continue  # somebody has no room left: nothing is in this case
        open_, floor = _kept(problem, case["prices"], scale, open_, value)
        if "yes" not in case and "no" not in case:
            if all(open_):
                lowest = min(lowest, -(-floor // scale))
            continue
        i, j = case["person"], case["room"]
        with_pair = [[k for k in row if i != p or k == j] for p, row in enumerate(open_)]
        without = [[k for k in row if i != p or k != j] for p, row in enumerate(open_)]
        cases += [(case["yes"], with_pair), (case["no"], without)]
    return lowest


def _allowed(problem: Problem) -> Open:
    return [[j for j, may in enumerate(row.tolist()) if may] for row in problem.allowed]


def _kept(
    problem: Problem, prices: Mapping[str, Any], scale: int, open_: Open, value: int
) -> tuple[Open, int]:
    """The pairs with which something cheaper than ``value`` is still possible, and what the
    prices prove, in 1/scale.
    """
    base, cost_of = _priced(problem, prices, scale)
    if not all(open_):
        return open_, 0
    best = [min(cost_of(i, row)) for i, row in enumerate(open_)]
    floor = base + sum(best)
    kept = []
    for i, row in enumerate(open_):
        limit = (value - 1) * scale - floor + best[i]
        kept.append([j for j, cost in zip(row, cost_of(i, row), strict=True) if cost <= limit])
    return kept, floor


def _priced(
    problem: Problem, prices: Mapping[str, Any], scale: int
) -> tuple[int, Callable[[int, Sequence[int]], list[int]]]:
    """What the prices prove beside the pairs, and the cost of a person's rooms under them."""
    room, quota, move = prices["room"], prices["quota"], prices["move"]
    every = [*room, move, *(p for row in quota for p in row), *(e[3] for e in prices["group"])]
    if any(type(price) is not int for price in every) or min(every[len(room) :]) < 0:
        raise ValueError("a price that is no whole number, or one below nothing")
    if len(room) != len(problem.most) or [len(row) for row in quota] != [len(room)] * len(
        problem.quotas
    ):
        raise ValueError("prices for other rooms or rules")
    base = -move * problem.at_most if problem.at_most is not None else 0
    if problem.at_most is None and move:
        raise ValueError("a price for a rule that is not there")
    for j in range(len(room)):
        base += min(
            scale * problem.balance * _outside(problem, j, load) - room[j] * load
            for load in _corners(problem, j)
        )
    less: dict[int, list[list[int]]] = {}
    for rule, row in zip(problem.quotas, quota, strict=True):
        for i in rule.members.tolist():
            less.setdefault(i, []).append(row)
        for j, price in enumerate(row):
            spare = 0 if rule.price is None else min(0, scale * rule.price - price)
            base += (price + spare) * int(rule.least[j])
    paid: dict[tuple[int, int], int] = {}
    more: dict[int, dict[int, int]] = {}
    for number, member, j, price in prices["group"]:
        if min(number, member, j) < 0:
            raise ValueError("a pair that is not there")
        paid[number, j] = paid.get((number, j), 0) + price
        person = more.setdefault(int(problem.groups[number].members[member]), {})
        person[j] = person.get(j, 0) + price
    for (number, j), price in paid.items():
        base += min(0, scale * int(problem.groups[number].price[j]) - price)
    moving = scale * problem.move + move

    def cost_of(i: int, row: Sequence[int]) -> list[int]:
        metres, weight, here = problem.cost[i].tolist(), problem.weight[i].tolist(), problem.now[i]
        found = [scale * metres[j] + room[j] * weight[j] for j in row]
        if here >= 0:
            found = [c + moving * (j != here) for c, j in zip(found, row, strict=True)]
        for rule in less.get(i, ()):
            found = [c - rule[j] for c, j in zip(found, row, strict=True)]
        if own := more.get(i):
            found = [c + own.get(j, 0) for c, j in zip(found, row, strict=True)]
        return found

    return base, cost_of
