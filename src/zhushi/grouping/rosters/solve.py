"""From a question to a roster that nothing beats; ADR 15 says why in two steps.

First who is on duty, room by room (where no person serves in two), then who of them leads.
Every hard rule is kept; what cannot be filled stays empty and is said, so there is always an
answer.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zhushi.grouping.rosters.programme import Programme
from zhushi.grouping.rosters.question import BACKUP, LOAD, RECEIVE, Question, read
from zhushi.grouping.rosters.score import score_of

SECONDS = 60.0
LONG_PART = 10.0
"""Seconds that one part may take of the others' time; most take hundredths."""

Progress = Callable[[int, int], object]
"""Told how many of how many parts are done; may raise to stop."""


def solve_roster(
    data: Mapping[str, Any],
    *,
    prefer: Mapping[str, Sequence[Sequence[str]]] | None = None,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The best roster of a question as plain data.

    Returns ``plan`` {day: [[person, part], …]} with the lead first, ``score`` by its parts, and
    ``parts``, each with its ``days``, its ``bound``, which no plan can be below in the first
    step, and ``is_proven``: it is reached, and that of the leads too. prefer: of several equally
    good plans, one that changes least of this. seconds: for everything. Raises RosterError for a
    bad question.
    """
    question, began = read(data), time.monotonic()
    parts, proofs = question.parts(), []
    plan: dict[str, list[tuple[str, str]]] = {}
    held = {(day, who): part for day, seats in (prefer or {}).items() for who, part in seats}
    for number, part in enumerate(parts):
        left = seconds - (time.monotonic() - began)
        own = max(left / (len(parts) - number), min(left, LONG_PART))
        on_duty, low = _on_duty(part, held, seconds=max(own, 0.1))
        led, leads_best = _leads(part, on_duty, seconds=max(left, 0.1))
        plan |= led
        is_proven = leads_best and score_of(part, led).first == low
        days = [day.id for day in part.days]
        proofs.append({"days": days, "bound": low, "is_proven": is_proven})
        if progress:
            progress(number + 1, len(parts))
    return {
        "plan": {day: [list(seat) for seat in seats] for day, seats in plan.items()},
        "score": score_of(question, plan).as_dict(),
        "parts": proofs,
    }


def _on_duty(
    question: Question, held: Mapping[tuple[str, str], str], *, seconds: float
) -> tuple[dict[str, dict[str, str]], int]:
    """Who receives and who stands by: day → member → part; and the proven bound of its cost.

    Where somebody was ``held`` in another part or not at all costs one, and everything else so
    much more that this only decides between plans that are equal in it.
    """
    seats = question.rules["on_duty"] + question.rules["backups"]
    fine = 1 + seats * len(question.days) if held else 1
    rules = {
        name: value * fine if name.startswith("price_") else value
        for name, value in question.rules.items()
    }
    question, programme = replace(question, rules=rules), Programme()
    columns: dict[tuple[str, str, str], int] = {}
    for day in question.days:
        _seats(question, day.id, programme, columns)
    if held:
        for (day_id, who, part), column in columns.items():
            programme.costs[column] = int(held.get((day_id, who)) != part)
    for member in question.members:
        _once_a_date(question, member.id, programme, columns)
        _apart(question, member.id, programme, columns)
        own = [(c, LOAD[part]) for (_, who, part), c in columns.items() if who == member.id]
        most = sum(max(LOAD.values()) for d in question.days if member in question.by_day[d.id])
        programme.squares(own, price=rules["price_uneven"], most=most, first=member.carried)
    answer = programme.solve(seconds=seconds)
    found: dict[str, dict[str, str]] = {day.id: {} for day in question.days}
    if answer is None:  # out of time before anything was found: only what is locked
        for (day_id, person), part in question.locks.items():
            if part in LOAD:
                found[day_id][person] = part
        return found, 0
    for (day_id, person, part), column in columns.items():
        if answer.values[column]:
            found[day_id][person] = part
    fixed = sum(m.carried * m.carried for m in question.members) * rules["price_uneven"]
    return found, (answer.bound + fixed) // fine


def _seats(
    question: Question, day: str, programme: Programme, columns: dict[tuple[str, str, str], int]
) -> None:
    """The columns of one day, its seats and what an empty one costs, one of each employer."""
    rules, people = question.rules, question.by_day[day]
    for member in people:
        lock = question.locks.get((day, member.id))
        for part in LOAD:
            columns[day, member.id, part] = programme.column(most=int(lock in (None, part)))
        pair = [(columns[day, member.id, part], 1) for part in LOAD]
        programme.row(pair, int(lock is not None), 1)
    for part, wanted, price in (
        (RECEIVE, rules["on_duty"], rules["price_short"]),
        (BACKUP, rules["backups"], rules["price_backup"]),
    ):
        empty = programme.column(price, most=wanted)
        seats = [(columns[day, member.id, part], 1) for member in people]
        programme.row([*seats, (empty, 1)], wanted, wanted)
    colleagues = defaultdict(list)
    for member in people:
        if member.employer:
            colleagues[member.employer].append(member.id)
    for group in colleagues.values():
        locked = sum(question.locks.get((day, who)) == RECEIVE for who in group)
        if len(group) > 1:
            programme.row([(columns[day, who, RECEIVE], 1) for who in group], 0, max(1, locked))


def _once_a_date(
    question: Question, who: str, programme: Programme, columns: dict[tuple[str, str, str], int]
) -> None:
    for one, two in question.clashing():
        both = [columns.get((day.id, who, part)) for day in (one, two) for part in LOAD]
        if None not in both:
            programme.row([(column, 1) for column in both if column is not None], 0, 1)


def _apart(
    question: Question, who: str, programme: Programme, columns: dict[tuple[str, str, str], int]
) -> None:
    for one, two in question.near:
        first, second = (columns.get((day.id, who, RECEIVE)) for day in (one, two))
        if first is not None and second is not None:
            close = programme.column(question.rules["price_near"])
            programme.row([(first, 1), (second, 1), (close, -1)], -1, 1)


def _leads(
    question: Question, on_duty: Mapping[str, Mapping[str, str]], *, seconds: float
) -> tuple[dict[str, list[tuple[str, str]]], bool]:
    """The plan with one lead a day, first in its row, as even as can be; and whether proven."""
    rules, programme = question.rules, Programme()
    new = {member.id for member in question.members if member.is_new}
    columns: dict[tuple[str, str], int] = {}
    for day, people in on_duty.items():
        receiving = sorted(who for who, part in people.items() if part == RECEIVE)
        for who in receiving:
            columns[day, who] = programme.column(rules["price_new_lead"] if who in new else 0)
        new.difference_update(receiving)
        if receiving:
            programme.row([(columns[day, who], 1) for who in receiving], 1, 1)
    for who in sorted({who for _, who in columns}):
        held = [(column, 1) for (_, other), column in columns.items() if other == who]
        programme.squares(held, price=rules["price_lead"], most=len(held))
    answer = programme.solve(seconds=seconds)
    leads = {day for day, column in columns.items() if answer is not None and answer.values[column]}
    plan = {
        day: sorted(people.items(), key=lambda seat: _order(seat, day, leads))
        for day, people in on_duty.items()
    }
    return plan, answer is not None and score_of(question, plan).lead == answer.bound


def _order(seat: tuple[str, str], day: str, leads: set[tuple[str, str]]) -> tuple[bool, bool, str]:
    """The lead, then who receives, then who stands by."""
    who, part = seat
    return (day, who) not in leads, part != RECEIVE, who
