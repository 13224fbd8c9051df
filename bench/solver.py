"""`make bench-solver`: the grouping kernel on made-up questions; writes solver.json.

``SEEDS`` (default 100) districts of 119 × 17 with all rules, ``CITIES`` (10) of 1,200 × 110,
``PROVINCES`` (1) of 13,000 × 1,200. For each: value, proven bound, gap, seconds, peak memory, and
what two simple ways of doing it by hand cost on the same question: everybody to the nearest room
with a place left in the order of the list, and the same with the greatest regret first. Then the
core alone, in which nothing crosses rooms, with the prices of all pairs; and the rosters.
Each size runs in a process of its own, so that the memory is its own.
"""

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import rosters  # noqa: E402
from tests.grouping.small import district, province  # noqa: E402
from zhushi.grouping.forced import forced  # noqa: E402
from zhushi.grouping.instance import read_instance  # noqa: E402
from zhushi.grouping.problem import Ints, Problem, value_of  # noqa: E402
from zhushi.grouping.solver import solve  # noqa: E402
from zhushi.grouping.tree import prove  # noqa: E402
from zhushi.grouping.verify import verify  # noqa: E402

RESULTS = ROOT / "bench" / "solver.json"
SEEDS = int(os.environ.get("SEEDS") or 100)
CITIES = int(os.environ.get("CITIES") or 10)
PROVINCES = int(os.environ.get("PROVINCES") or 1)
Maker = Callable[[int], dict[str, Any]]
SIZES: dict[str, tuple[Maker, int, float]] = {
    "district": (lambda seed: district(119, 17, seed=seed), SEEDS, 30.0),
    "city": (lambda seed: district(1200, 110, seed=seed), CITIES, 120.0),
    "province": (lambda seed: province(seed=seed), PROVINCES, 90.0),
}


def main() -> int:
    found: dict[str, Any] = {}
    for name, (_, seeds, _) in SIZES.items():
        rows = apart(all_rules, name, seeds)
        found[name] = {"rows": rows, **summed(rows), "core": apart(core, name)}
        print(f"{name}，{seeds} 个：{summed(rows)}；只有流：{found[name]['core']}", flush=True)
        RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    found["rosters"] = apart(rosters.measured)
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def apart(work: Callable[..., Any], *words: Any) -> Any:
    """What ``work`` answers in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *words).result()


def all_rules(name: str, seeds: int) -> list[dict[str, Any]]:
    maker, _, seconds = SIZES[name]
    return [measured(maker(seed), seed, seconds) for seed in range(seeds)]


def core(name: str) -> dict[str, Any]:
    """The question without rules that cross rooms, and what every pair would cost; CPU seconds."""
    data = SIZES[name][0](0)
    problem = read_instance({**data, "rules": {"groups": [], "quotas": []}}).problem
    began = time.process_time()
    proof = prove(problem)
    proven = time.process_time()
    forced(problem, proof.rooms)
    return {
        "gap": proof.value - proof.bound,
        "cpu_seconds": round(proven - began, 3),
        "all_pairs_cpu_seconds": round(time.process_time() - proven, 3),
    }


def measured(data: dict[str, Any], seed: int, seconds: float) -> dict[str, Any]:
    """One question: solved, checked, and done by hand twice."""
    began, cpu = time.monotonic(), time.process_time()
    result = solve(data, seconds=seconds)
    took, worked = time.monotonic() - began, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    result = json.loads(json.dumps(result))
    problem = read_instance(data).problem
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
        "memory_mb": memory,
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
