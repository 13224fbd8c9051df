"""The plan of a half-year or year: by room, heading and month what is owed, done and planned.

Counted as 三化五落实 counts; one statement, whatever the number of rooms and months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhushi.activities.choices import Heading
from zhushi.activities.norms import Norm
from zhushi.insight.eight import Cell, eight_of, tally
from zhushi.insight.periods import Period
from zhushi.insight.scopes import ActivityScopes
from zhushi.people.access import Scope
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class PlanRow:
    """One heading of one room: month by month, and over the whole period with what is owed."""

    room: Workroom
    norm: Norm
    months: list[tuple[Period, Cell]]
    whole: Cell

    @property
    def heading(self) -> Heading:
        return self.norm.heading


def plan_of(
    scopes: ActivityScopes,
    rooms: Sequence[Workroom],
    norms: Mapping[Heading, Norm],
    *,
    period: Period,
    on: date,
) -> list[PlanRow]:
    """A row for each room and each heading of ``norms``, in their order."""
    scopes = replace(scopes, talks=Scope(), study=Scope(), research=Scope())
    found = tally(scopes, period, on, rooms[0] if len(rooms) == 1 else None)

    def cells_in(span: Period) -> dict[int, list[Cell]]:
        eight = eight_of(scopes, rooms, norms, half=span, on=on, tallied=found)
        return {line.room.pk: line.cells for line in eight.rooms}

    whole = cells_in(period)
    months = [(month, cells_in(month)) for month in period.each_month]
    return [
        PlanRow(
            room,
            norms[cell.heading],
            [(month, cells[room.pk][number]) for month, cells in months],
            cell,
        )
        for room in rooms
        for number, cell in enumerate(whole[room.pk])
    ]
