"""三化五落实: of each of the district's eight what was done, is planned, is owed; by room.

A number is the length of the list it opens, for the login that sees it. Three statements,
whatever the number of rooms and activities. Reports and the plan count by ``tally`` as well.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, Substr

from zhushi.activities.choices import DayStatus, Heading, Per, TalkStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import TO_COME, TOOK_PLACE
from zhushi.activities.models import Activity, ReceptionDay, Talk
from zhushi.activities.norms import Norm
from zhushi.insight.figures import Figure
from zhushi.insight.periods import Span
from zhushi.insight.scopes import ActivityScopes
from zhushi.rooms.models import Workroom

MONTH = Substr(Cast("on", CharField(max_length=10)), 1, 7)
"""The month of a day as 2026-09: TruncMonth calls Python for each row of an SQLite database."""
HELD = frozenset({DayStatus.CLOSED})
AHEAD = frozenset({DayStatus.PLANNED, DayStatus.ANNOUNCED, DayStatus.OPEN})

SHORT = {
    Heading.CONTACT: "见面会",
    Heading.VISIT: "走访",
    Heading.STUDY: "学习",
    Heading.PUBLICITY: "宣传",
    Heading.RECEPTION: "接待",
    Heading.SYMPOSIUM: "座谈",
    Heading.SERVICE: "服务",
}


@dataclass(frozen=True)
class Cell:
    """One heading in one room, or in all of them: done, planned, and how many are owed."""

    heading: Heading
    done: Figure
    planned: Figure
    owed: int

    @property
    def lacking(self) -> int:
        """How many are neither done nor planned."""
        return max(0, self.owed - self.done.value - self.planned.value)

    @property
    def short(self) -> str:
        """The heading in a word or two, for the top of a column."""
        return SHORT[self.heading]


@dataclass(frozen=True)
class Line:
    """One heading over all rooms that are seen: its norm, and in how many rooms it is thin."""

    cell: Cell
    norm: Norm
    rooms: int
    rooms_lacking: int
    talks: Cell | None = None

    @property
    def thin(self) -> str:
        """Where it is thin, in words."""
        return f"{self.rooms_lacking} 个工作室还缺" if self.rooms > 1 else "还缺"


@dataclass(frozen=True)
class RoomLine:
    room: Workroom
    cells: list[Cell]

    @property
    def lacking(self) -> int:
        return sum(cell.lacking for cell in self.cells)


@dataclass(frozen=True)
class Eight:
    """The whole page of one half-year."""

    lines: list[Line]
    rooms: list[RoomLine]

    def figures(self) -> Iterable[Figure]:
        """Every number that opens a list."""
        cells = [line.cell for line in self.lines]
        cells += [line.talks for line in self.lines if line.talks]
        cells += [cell for room in self.rooms for cell in room.cells]
        for cell in cells:
            yield from (cell.done, cell.planned)


Counts = Mapping[tuple[int, Heading], int]


@dataclass
class Tally:
    """What was done and is planned, by room, heading and first day of a month."""

    done: Counter[tuple[int, Heading, date]] = field(default_factory=Counter)
    planned: Counter[tuple[int, Heading, date]] = field(default_factory=Counter)

    def over(self, span: Span) -> tuple[Counts, Counts]:
        """The same over some whole months, by room and heading."""
        return _over(self.done, span), _over(self.planned, span)


def _over(counted: Counter[tuple[int, Heading, date]], span: Span) -> Counts:
    found: Counter[tuple[int, Heading]] = Counter()
    since, until = span.since, span.until
    for (room, heading, month), count in counted.items():
        if since <= month <= until:
            found[room, heading] += count
    return found


def eight_of(
    scopes: ActivityScopes,
    rooms: Sequence[Workroom],
    norms: Mapping[Heading, Norm],
    *,
    half: Span,
    on: date,
    shown: Sequence[Workroom] | None = None,
    tallied: Tally | None = None,
) -> Eight:
    """The eight of a half-year, or of other whole months, on the day ``on``.

    rooms: all that are counted; shown: of which a line of its own is wanted, all of them if None;
    tallied: what ``tally`` found in these months, and perhaps in more.
    """
    done, planned = (tallied or tally(scopes, half, on)).over(half)
    norms = {h: norm for h, norm in norms.items() if h != Heading.RESEARCH}  # has its own page
    cells = {
        room.pk: [_cell(h, norm, done, planned, half, on, room) for h, norm in norms.items()]
        for room in rooms
    }
    lines = []
    for number, (heading, norm) in enumerate(norms.items()):
        each = [cells[room.pk][number] for room in rooms]
        owed = sum(cell.owed for cell in each)
        if norm.per == Per.DISTRICT and heading != Heading.CONTACT:
            owed = norm.owed(half.since, half.until)
        whole = replace(_cell(heading, norm, done, planned, half, on, None), owed=owed)
        talks = _talks(scopes, norm, half) if heading == Heading.CONTACT else None
        lacking = sum(cell.lacking > 0 for cell in each)
        lines.append(Line(whole, norm, len(rooms), lacking, talks))
    own = rooms if shown is None else shown
    return Eight(lines, [RoomLine(room, cells[room.pk]) for room in own])


def tally(scopes: ActivityScopes, span: Span, on: date, room: Workroom | None = None) -> Tally:
    """What was done in whole months and, from the day ``on``, is planned; two statements.

    room: the only one that is asked for.
    """
    found = Tally()
    within = Activity.objects.in_scope(scopes.activities).held_between(span.since, span.until)
    days = ReceptionDay.objects.in_scope(scopes.receptions).held_between(span.since, span.until)
    if room is not None:
        within, days = within.filter(room=room), days.filter(room=room)
    for key, month, kind, held, ahead in _by_month(within, "kind", TOOK_PLACE, TO_COME, on):
        first, heading = _first_of(month), KINDS[kind].heading
        found.done[key, heading, first] += held
        found.planned[key, heading, first] += ahead
    for key, month, held, ahead in _by_month(days, None, HELD, AHEAD, on):
        found.done[key, Heading.RECEPTION, _first_of(month)] += held
        found.planned[key, Heading.RECEPTION, _first_of(month)] += ahead
    return found


def _first_of(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _by_month(
    rows: QuerySet, column: str | None, over: Iterable[str], ahead: Iterable[str], on: date
) -> QuerySet:
    """Rows by room and month, and by one column more, with how many are over and how many ahead."""
    more = [column] if column else []
    counted = rows.order_by().annotate(month_=MONTH).values_list("room", "month_", *more)
    return counted.annotate(
        done=Count("pk", filter=Q(status__in=over)),
        planned=Count("pk", filter=Q(status__in=ahead, on__gte=on)),
    )


def _talks(scopes: ActivityScopes, norm: Norm, half: Span) -> Cell | None:
    """Individual talks, which the norm of contact is about; None for who has no part in them."""
    if scopes.talks.is_empty:
        return None
    talks = Talk.objects.in_scope(scopes.talks).filter(month__gte=half.since, month__lte=half.until)
    counts = talks.aggregate(
        held=Count("pk", filter=Q(status=TalkStatus.HELD)),
        planned=Count("pk", filter=Q(status=TalkStatus.PLANNED)),
    )
    query = _within(half)
    return Cell(
        Heading.CONTACT,
        Figure("done", "谈过", counts["held"], [("show", "held"), *query], "人", "talks"),
        Figure("planned", "要谈", counts["planned"], query, "人", "talks"),
        norm.owed(half.since, half.until),
    )


def _within(half: Span) -> list[tuple[str, str]]:
    return [("since", half.since.isoformat()), ("until", half.until.isoformat())]


def _cell(
    heading: Heading,
    norm: Norm,
    done: Counts,
    planned: Counts,
    half: Span,
    on: date,
    room: Workroom | None,
) -> Cell:
    """One heading in one room, or all rooms together where ``room`` is None."""
    query = _within(half)
    page = "receptions"
    if heading != Heading.RECEPTION:
        page = "activities"
        query += [("heading", heading)]
    if room is not None:
        query += [("room", room.code)]

    def of(counts: Counts) -> int:
        if room is not None:
            return counts.get((room.pk, heading), 0)
        return sum(count for (_, which), count in counts.items() if which == heading)

    owed = norm.owed(half.since, half.until) if norm.per == Per.ROOM else 0
    return Cell(
        heading,
        Figure("done", "办了", of(done), [("show", "held"), *query], "次", page),
        Figure("planned", "已计划", of(planned), [("show", "coming"), *query], "次", page),
        owed,
    )
