"""Who is talked with in which month: nobody waits longer than must be, no room comes in a heap.

A flow of people into months; plain data, no Django.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zhushi.grouping.rosters.programme import Programme

HEAP = 6
"""What a second one of a room in the same month costs, in months of waiting."""

NEVER = 72
"""Months since the last talk of who was never talked with: more than a term of five years."""

SECONDS = 20.0


class TalksError(ValueError):
    """Not everybody can be reached; says the sum."""


@dataclass(frozen=True)
class Partner:
    """Somebody to be talked with. waited: months since the last time; not_before: a month."""

    id: str
    room: str = ""
    waited: int = NEVER
    not_before: int = 0


def months_for(partners: Sequence[Partner], *, months: int, a_month: int) -> dict[str, int]:
    """The month, counted from 0, in which each is talked with, at most ``a_month`` in each.

    Who has waited longest comes first; those of one room come in different months where that
    costs little waiting. Raises TalksError with the sum where not everybody can be reached.
    """
    seats = months * a_month
    if seats < len(partners):
        needed = -(-len(partners) // months) if months > 0 else 0
        more = f"每月至少 {needed} 人才谈得完" if needed else "期限已经到了"
        left = f"还有 {max(months, 0)} 个月，每月 {a_month} 人只能谈 {seats} 人"
        raise TalksError(f"{len(partners)} 人，{left}：{more}。")
    programme, columns = Programme(), {}
    for partner in partners:
        own = range(min(partner.not_before, months - 1), months)
        for month in own:
            columns[partner.id, month] = programme.column(cost=(partner.waited + 1) * month)
        programme.row([(columns[partner.id, month], 1) for month in own], 1, 1)
    for month in range(months):
        held = [(column, 1) for (_, m), column in columns.items() if m == month]
        if held:
            programme.row(held, 0, a_month)
    _spread(programme, partners, columns)
    answer = programme.solve(seconds=SECONDS)
    if answer is None:
        raise TalksError("推迟的人太多，剩下的月份排不下：请把每月的人数加一点，或者少推迟几位。")
    return {who: month for (who, month), column in columns.items() if answer.values[column]}


def _spread(
    programme: Programme, partners: Sequence[Partner], columns: dict[tuple[str, int], int]
) -> None:
    rooms: dict[str, list[str]] = defaultdict(list)
    for partner in partners:
        if partner.room:
            rooms[partner.room].append(partner.id)
    months = sorted({month for _, month in columns})
    for people in rooms.values():
        if len(people) < 2:
            continue
        for month in months:
            held = [(columns[who, month], 1) for who in people if (who, month) in columns]
            if held:  # one alone pays too: else a month open to few of a room seems cheaper
                programme.squares(held, price=HEAP, most=len(held))
