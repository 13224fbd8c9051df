"""Duty rosters and talks for `make bench-solver`: proven or not, time, and what turns would cost.

``ROSTERS`` (default 3) seeds of 17 and of 110 rooms, one of 1200; talks with 119 over 30 months.
"""

import os
import resource
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.grouping.rosters.small import half_year
from zhushi.grouping.rosters.question import BACKUP, RECEIVE, Question, read
from zhushi.grouping.rosters.score import broken_by, score_of
from zhushi.grouping.rosters.solve import solve_roster
from zhushi.grouping.talks import Partner, months_for

SEEDS = int(os.environ.get("ROSTERS") or 3)
SIZES = ((17, SEEDS), (110, SEEDS), (1200, 1 if SEEDS else 0))


def measured() -> dict[str, Any]:
    """Every size with its rows, and the talks of a district."""
    found: dict[str, Any] = {}
    for rooms, seeds in SIZES:
        rows = [_roster(rooms, seed) for seed in range(seeds)]
        found[f"{rooms} rooms"] = rows
        print(f"roster {rooms}: {rows}", flush=True)
    found["talks"] = _talks()
    print(f"talks: {found['talks']}", flush=True)
    return found


def _roster(rooms: int, seed: int) -> dict[str, Any]:
    data = half_year(rooms, seed=seed)
    began, cpu = time.monotonic(), time.process_time()
    result = solve_roster(data, seconds=600)
    took, worked = time.monotonic() - began, time.process_time() - cpu
    question = read(data)
    plan = {day: [tuple(seat) for seat in row] for day, row in result["plan"].items()}
    score, turns = score_of(question, plan), score_of(question, by_turns(question))
    return {
        "seed": seed,
        "value": score.first,
        "parts": len(result["parts"]),
        "proven": sum(part["is_proven"] for part in result["parts"]),
        "broken": len(list(broken_by(question, plan))),
        "seconds": round(took, 2),
        "cpu_seconds": round(worked, 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "empty_seats": sum(score_of(question, plan).as_dict()[k] for k in ("short", "backup")),
        "turns_times": round(turns.first / score.first, 2),
    }


def by_turns(question: Question) -> dict[str, list[tuple[str, str]]]:
    """As lists on a wall are made: everybody in turn, whoever cannot is passed over."""
    place: dict[str, int] = {}
    plan = {}
    teams: dict[str, list[str]] = {}
    for member in question.members:
        teams.setdefault(member.id.split("p")[0], []).append(member.id)
    for day in question.days:
        people = {member.id for member in question.by_day[day.id]}
        team = sorted(teams.get(day.room, ()))
        start = place.get(day.room, 0)
        order = [who for who in team[start:] + team[:start] if who in people]
        seats = _first(order, question.rules)
        plan[day.id] = seats
        if seats:
            last = order[min(question.rules["on_duty"], len(order)) - 1]
            place[day.room] = (team.index(last) + 1) % len(team)
    return plan


def in_turn(data: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The same of a question as plain data, whoever its people are; nobody is passed over long."""
    may: dict[str, list[str]] = {row["id"]: [] for row in data["days"]}
    for person in data["people"]:
        for day in person["days"]:
            may[day].append(person["id"])
    count: Counter[str] = Counter()
    plan = {}
    for row in sorted(data["days"], key=lambda row: row["on"]):
        seats = _first(sorted(may[row["id"]], key=lambda who: (count[who], who)), data["rules"])
        count.update(who for who, _ in seats)
        plan[row["id"]] = [list(seat) for seat in seats]
    return plan


def _first(order: list[str], rules: Mapping[str, int]) -> list[tuple[str, str]]:
    wanted = rules["on_duty"]
    receiving = [(who, RECEIVE) for who in order[:wanted]]
    return receiving + [(who, BACKUP) for who in order[wanted : wanted + rules["backups"]]]


def _talks() -> dict[str, Any]:
    people = [Partner(f"p{n:03}", room=f"r{n % 17}", waited=n % 40) for n in range(119)]
    began = time.process_time()
    found = months_for(people, months=30, a_month=4)
    return {
        "people": 119,
        "months": len(set(found.values())),
        "cpu_seconds": round(time.process_time() - began, 2),
    }
