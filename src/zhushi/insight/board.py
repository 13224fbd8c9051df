"""Which numbers stand on the board: each with label, unit, value and the list behind it.

A figure's value is the length of the list it opens, for the login that sees it: every number is
counted in the scope of the list, not in that of the board. Six statements, whatever the number of
matters, rooms and units.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from zhushi.insight.counting import Rows, first_of, length_of, read
from zhushi.insight.figures import Bar, Board, Figure, Month, Row
from zhushi.insight.indicators import answers, decisions, flow, open_matters, receptions
from zhushi.insight.scopes import Scopes
from zhushi.matters.choices import Status
from zhushi.matters.lifecycle import WITH_UNIT
from zhushi.matters.models import Matter
from zhushi.matters.models.matter import OPEN_WITHOUT_CLOCK
from zhushi.people.access import Scope
from zhushi.rooms.choices import Tier
from zhushi.rooms.models import Unit, Workroom

MONTHS = 12


def board_of(
    scopes: Scopes,
    *,
    on: date,
    soon_until: date,
    answer_limit: int,
) -> Board:
    """The board on the day ``on``.

    soon_until: the last due day that counts as soon; answer_limit: working days for an answer.
    """
    year = date(on.year, 1, 1)
    standing = _open(scopes.matters, on, soon_until)
    by_room = standing.rooms
    told = _told(scopes, on)
    months = _months(told, on)
    taken = answers.answers_by_workdays(scopes.matters, year)
    answered = Figure(
        "answered", "书面答复", sum(taken.values()), [("answered_since", year.isoformat())]
    )
    units, late_with_units = _units(standing.units)
    return Board(
        now=_now(by_room),
        year=_year(months, answered, year),
        units=units,
        late_with_units=late_with_units,
        rooms=_rooms(scopes.board, by_room, on),
        decisions=_decisions(by_room, told),
        months=months,
        received=Figure(
            "twelve",
            "近十二个月收到",
            sum(month.received for month in months),
            [("since", months[0].first.isoformat())],
        ),
        answers=list(_bars(taken, answer_limit, year)),
        answers_limit=answer_limit,
        answered=answered,
        days=receptions.rooms_by_day(scopes.receptions, on.replace(day=1), last_of(on)),
    )


def last_of(on: date) -> date:
    """The last day of the month of ``on``."""
    return month_start(on, 1) - timedelta(days=1)


def month_start(on: date, months: int) -> date:
    """The first day of the month ``months`` months from that of ``on``."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, 1)


@dataclass
class _Standing:
    """The open matters of one room, or of all."""

    status: Counter[str] = field(default_factory=Counter)
    late: int = 0
    soon: int = 0
    nearest: dict[str, date] = field(default_factory=dict)

    def add(self, status: str, count: int, late: int, soon: int, nearest: date) -> None:
        self.status[status] += count
        self.late += late
        self.soon += soon
        if nearest < OPEN_WITHOUT_CLOCK:
            self.nearest[status] = min(nearest, self.nearest.get(status, nearest))


@dataclass
class _InHand:
    """What one unit has to act on."""

    total: int = 0
    late: int = 0


@dataclass
class _Open:
    """The open matters by room, under None all of them, and by unit."""

    rooms: dict[int | None, _Standing] = field(default_factory=lambda: {None: _Standing()})
    units: dict[int, _InHand] = field(default_factory=dict)


def _open(scope: Scope, on: date, soon_until: date) -> _Open:
    """Open matters counted by room, unit and status; one statement."""
    found = _Open()
    counted = (
        open_matters.open_rows(scope)
        .values_list("room", "lead_unit", "status")
        .annotate(
            open_matters.unfinished(),
            late_=open_matters.overdue(on),
            soon_=open_matters.due_soon(on, soon_until),
            due_=open_matters.nearest_due(),
        )
    )
    for room, unit, status, total, late, soon, nearest in counted:
        found.rooms[None].add(status, total, late, soon, nearest)
        found.rooms.setdefault(room, _Standing()).add(status, total, late, soon, nearest)
        if unit and status in WITH_UNIT:
            in_hand = found.units.setdefault(unit, _InHand())
            in_hand.total += total
            in_hand.late += late
    return found


def _now(by_room: dict[int | None, _Standing]) -> list[Figure]:
    all_ = by_room[None]
    new, shown = Status.REGISTERED, [("status", "open")]
    return [
        Figure("new", "新来的，待受理", all_.status[new], [("status", new)]),
        Figure("soon", "三个工作日内到期", all_.soon, [("late", "soon")]),
        Figure("late", "已超期", all_.late, [("late", "late")]),
        Figure("open", "没办完的", all_.status.total(), shown),
    ]


def _year(months: list[Month], answered: Figure, year: date) -> list[Figure]:
    mine = [month for month in months if month.first >= year]
    since = year.isoformat()
    return [
        Figure("received", "收到", sum(m.received for m in mine), [("since", since)]),
        answered,
        Figure("closed", "办结", sum(m.closed for m in mine), [("closed_since", since)]),
    ]


def _units(in_hand: dict[int, _InHand]) -> tuple[list[Row], Figure]:
    """What units have in hand, by the code of the unit and never by their numbers."""
    with_unit = [("status", str(status)) for status in sorted(WITH_UNIT)]
    late = [("late", "late")]
    units = Unit.objects.filter(pk__in=in_hand).only("slug", "name", "short_name", "code")
    highest = max((unit.total for unit in in_hand.values()), default=0)
    rows = []
    for unit in sorted(units, key=lambda unit: (unit.code == "", unit.code, unit.name)):
        mine = [("unit", unit.slug), *with_unit]
        has = in_hand[unit.pk]
        figures = {
            "open": Figure(f"unit-{unit.slug}", "在办", has.total, mine),
            "late": Figure(f"unit-{unit.slug}-late", "超期", has.late, [*mine, *late]),
        }
        rows.append(Row(unit.label, figures, highest))
    total_late = sum(row.figures["late"].value for row in rows)
    return rows, Figure("with-units-late", "超期", total_late, [*with_unit, *late])


def _rooms(scope: Scope, by_room: dict[int | None, _Standing], on: date) -> list[Row]:
    """The rooms of the board that are open or still have open matters; one statement."""
    rooms = Workroom.objects.in_scope(scope).select_related("unit").order_by("unit__code", "pk")
    order = list(Tier)
    rows = []
    for room in sorted(rooms, key=lambda room: order.index(Tier(room.tier))):
        standing = by_room.get(room.pk)
        if standing is None:
            if room.closed_on is not None and room.closed_on < on:
                continue
            standing = _Standing()
        mine = [("room", room.code)]
        new = Status.REGISTERED
        figures = {
            "open": Figure(
                f"room-{room.code}", "没办完", standing.status.total(), [*mine, ("status", "open")]
            ),
            "new": Figure(
                f"room-{room.code}-new", "待受理", standing.status[new], [*mine, ("status", new)]
            ),
            "late": Figure(
                f"room-{room.code}-late", "超期", standing.late, [*mine, ("late", "late")]
            ),
        }
        rows.append(Row(room.name, figures, room=room))
    return rows


def _told(scopes: Scopes, on: date) -> dict[str, Any]:
    """Twelve months' counts and what waits for a decision; one statement."""
    starts = [month_start(on, n) for n in range(1 - MONTHS, 2)]
    matters, wanted = Matter.objects.in_scope(scopes.matters), {}
    rows = Rows(matters)
    for first, following in pairwise(starts):
        last = following - timedelta(days=1) if following <= on else None
        wanted[f"received {first}"] = flow.received(rows, first, last)
        wanted[f"closed {first}"] = flow.closed(rows, first, last)
    asking = decisions.asked_for_time(scopes.matters)
    promised = decisions.promises_due(scopes.commitments, last_of(on))
    wanted |= {
        "asking": length_of(asking),
        "asking_due": first_of(asking, "dispatch__matter__list_on"),
        "promised": length_of(promised),
        "promised_due": first_of(promised, "due_on"),
        "copies": length_of(decisions.copies_to_approve(scopes.publications)),
    }
    return read(wanted, using=matters.db)


def _months(told: dict[str, Any], on: date) -> list[Month]:
    firsts = [month_start(on, n) for n in range(1 - MONTHS, 1)]
    return [
        Month(first, told[f"received {first}"], told[f"closed {first}"], month_start(first, 1) > on)
        for first in firsts
    ]


def _decisions(by_room: dict[int | None, _Standing], told: dict[str, Any]) -> list[Figure]:
    all_ = by_room[None]
    return [
        *(
            Figure(
                status.lower(),
                str(Status(status).label),
                all_.status[status],
                [("status", str(status))],
                due_on=all_.nearest.get(status),
            )
            for status in (Status.RETURNED, Status.REPLIED)
        ),
        Figure(
            "extension",
            "申请延期",
            told["asking"],
            [("waits", "extension")],
            due_on=told["asking_due"],
        ),
        Figure(
            "promised",
            "承诺本月底前到期",
            told["promised"],
            [("status", "due")],
            unit="条",
            page="commitments",
            sub="到期再问一次",
            due_on=told["promised_due"],
        ),
        Figure("copies", "公开稿待审", told["copies"], (), unit="篇", page="publications"),
    ]


def _bars(taken: Counter[int], limit: int, year: date) -> Iterable[Bar]:
    for span in answers.spans_around(limit):
        first, last = span
        label = f"{first}–{last}" if last is not None else f"{first}+"
        query = [
            ("answered_since", year.isoformat()),
            ("took", f"{first}-{'' if last is None else last}"),
        ]
        figure = Figure(f"took-{first}", f"{label} 个工作日", answers.within(taken, span), query)
        yield Bar(label, figure, first > limit)
