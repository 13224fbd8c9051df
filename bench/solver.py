"""`make bench-solver`: the grouping kernel on made-up districts and a city; writes solver.json.

``SEEDS`` (default 100) districts of 119 × 17 with all rules, ``CITIES`` (default 2) of 1200 × 110.
For each: value, proven bound, gap, seconds, cases, peak memory, and what two simple ways of doing
it by hand cost on the same question: everybody to the nearest room with a place left in the order
of the list, and the same with the greatest regret first.
"""

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import rosters  # noqa: E402
from tests.grouping.small import district  # noqa: E402
from zhushi.grouping.instance import read_instance  # noqa: E402
from zhushi.grouping.problem import Ints, Problem, value_of  # noqa: E402
from zhushi.grouping.solver import solve  # noqa: E402
from zhushi.grouping.verify import verify  # noqa: E402

RESULTS = ROOT / "bench" / "solver.json"
SEEDS = int(os.environ.get("SEEDS") or 100)
CITIES = int(os.environ.get("CITIES") or 2)
SIZES = (("district", 119, 17, SEEDS, 30.0), ("city", 1200, 110, CITIES, 120.0))


def main() -> int:
    found: dict[str, Any] = {}
    for name, people, rooms, seeds, seconds in SIZES:
        rows = [measured(people, rooms, seed, seconds) for seed in range(seeds)]
        found[name] = {"rows": rows, **summed(rows)}
        print(f"{name} {people} × {rooms}, {seeds} 个：{summed(rows)}", flush=True)
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    found["rosters"] = rosters.measured()
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def measured(people: int, rooms: int, seed: int, seconds: float) -> dict[str, Any]:
    """One question: solved, checked, and done by hand twice."""
    data = district(people, rooms, seed=seed)
    problem = read_instance(data).problem
    began, cpu = time.monotonic(), time.process_time()
    result = solve(data, seconds=seconds)
    took, worked = time.monotonic() - began, time.process_time() - cpu
    result = json.loads(json.dumps(result))
    began = time.monotonic()
    wrong = verify(data, result)
    return {
        "seed": seed,
        "value": result["value"],
        "bound": result["bound"],
        "gap_percent": round(100 * result["gap"] / result["value"], 4),
        "seconds": round(took, 2),
        "cpu_seconds": round(worked, 2),
        "accepted": not wrong,
        "checked_seconds": round(time.monotonic() - began, 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "nearest_percent": dearer(problem, by_list(problem), result["value"]),
        "greedy_percent": dearer(problem, by_regret(problem), result["value"]),
    }


def by_list(problem: Problem) -> Ints:
    """Everybody to the nearest room that has a place left, in the order of the list."""
    left, found = problem.most.copy(), []
    for costs in problem.cost:
        room = int(np.where(left > 0, costs, np.iinfo(np.int64).max).argmin())
        left[room] -= 1
        found.append(room)
    return with_least(problem, np.array(found))


def by_regret(problem: Problem) -> Ints:
    """The same, beginning with whoever loses most by not having the nearest room."""
    ordered = np.sort(problem.cost, axis=1)
    found = np.full(len(ordered), -1)
    left = problem.most.copy()
    for person in np.argsort(ordered[:, 0] - ordered[:, min(1, ordered.shape[1] - 1)]):
        room = int(np.where(left > 0, problem.cost[person], np.iinfo(np.int64).max).argmin())
        left[room] -= 1
        found[person] = room
    return with_least(problem, found)


def with_least(problem: Problem, rooms: Ints) -> Ints:
    """As somebody with the list in hand would go on: bring whoever is dearest least, one by one."""
    found = rooms.copy()
    count = len(problem.most)
    while True:
        load = np.bincount(found, minlength=count)
        lacking = np.flatnonzero(load < problem.least)
        free = np.flatnonzero(load[found] > problem.least[found])
        if not len(lacking) or not len(free):
            return found
        room = lacking[0]
        dearer_by = problem.cost[free, room] - problem.cost[free, found[free]]
        found[free[dearer_by.argmin()]] = room


def dearer(problem: Problem, rooms: Ints, value: int) -> float | None:
    """How much more an assignment costs, in per cent; None where it leaves a room too few."""
    try:
        return round(100 * (value_of(problem, rooms) / value - 1), 1)
    except ValueError:
        return None


def summed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    times = sorted(row["seconds"] for row in rows)
    by_hand = [row["nearest_percent"] for row in rows if row["nearest_percent"] is not None]
    return {
        "proven": sum(row["gap_percent"] == 0 for row in rows),
        "of": len(rows),
        "accepted": sum(row["accepted"] for row in rows),
        "median_seconds": round(statistics.median(times), 2) if times else None,
        "worst_seconds": times[-1] if times else None,
        "worst_gap_percent": max((row["gap_percent"] for row in rows), default=None),
        "nearest_percent": round(statistics.median(by_hand), 1) if by_hand else None,
        "memory_mb": max((row["memory_mb"] for row in rows), default=None),
    }


if __name__ == "__main__":
    sys.exit(main())
