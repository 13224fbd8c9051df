"""三化五落实: of each of the district's eight what was done, is planned, is owed; by room.

A number is the length of the list it opens, for the login that sees it. Three statements at most,
whatever the number of rooms and activities. Reports and the plan count by ``tally`` as well.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Substr

from zhushi.activities.choices import DayStatus, Heading, Per, ShiftStatus, TalkStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import ONGOING, TO_COME, TOOK_PLACE
from zhushi.activities.models import Activity, Help, ReceptionDay, Shift, StudyPlan, Talk
from zhushi.activities.norms import STUDY_PLAN, Norm
from zhushi.insight.figures import Figure
from zhushi.insight.indicators.by_room import during
from zhushi.insight.periods import Span
from zhushi.insight.scopes import ActivityScopes
from zhushi.matters.choices import Kind
from zhushi.matters.models import Matter
from zhushi.research.models import Theme
from zhushi.rooms.models import Workroom

MONTH = Substr(Cast("on", CharField(max_length=10)), 1, 7)
"""The month of a day as 2026-09: TruncMonth calls Python for each row of an SQLite database."""
SHIFT = "SHIFT"
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
    Heading.RESEARCH: "调研",
}
BESIDE = frozenset({Heading.CONTACT, Heading.RESEARCH})
"""Headings of which a district owes no activities, but talks and themes."""


@dataclass(frozen=True)
class Cell:
    """One heading in one room, or in all of them: done, planned, and how many are owed.

    shifts: of service projects, done and planned; they serve as activities of service do.
    """

    heading: Heading
    done: Figure
    planned: Figure
    owed: int
    shifts: tuple[Figure, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.done, self.planned, *self.shifts

    @property
    def is_some(self) -> bool:
        """Whether there is anything at all."""
        return any(figure.value for figure in self.figures)

    @property
    def made(self) -> int:
        """How many were done, shifts among them."""
        return self.done.value + sum(figure.value for figure in self.shifts[:1])

    @property
    def lacking(self) -> int:
        """How many are neither done nor planned."""
        return max(0, self.owed - sum(figure.value for figure in self.figures))

    @property
    def short(self) -> str:
        """The heading in a word or two, for the top of a column."""
        return SHORT[self.heading]


@dataclass(frozen=True)
class Plans:
    """Study plans that hold in the half-year, and the rooms without one."""

    standing: Figure
    lacking: Figure
    norm: Norm = STUDY_PLAN


@dataclass(frozen=True)
class Research:
    """Themes of the district and of rooms whose half-year is looked at, and reports handed in.

    owed: how many themes the district owes; reports: None for who has no part in matters.
    """

    themes: Figure
    of_rooms: Figure
    reports: Figure | None
    owed: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.themes, self.of_rooms, *([self.reports] if self.reports else ())

    @property
    def lacking(self) -> int:
        return max(0, self.owed - self.themes.value)


@dataclass(frozen=True)
class Line:
    """One heading over all rooms that are seen: its norm, and in how many rooms it is thin."""

    cell: Cell
    norm: Norm
    rooms: int
    rooms_lacking: int
    talks: Cell | None = None
    plans: Plans | None = None
    helps: Figure | None = None
    research: Research | None = None

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
        yield from (line.helps for line in self.lines if line.helps)
        cells += [cell for room in self.rooms for cell in room.cells]
        for cell in cells:
            yield from cell.figures
        for line in self.lines:
            if line.research:
                yield from line.research.figures
            if line.plans:
                yield from (line.plans.standing, line.plans.lacking)


Counts = Mapping[tuple[int, str], int]
Shifts = Mapping[int, tuple[int, int]]


@dataclass
class Tally:
    """What was done and is planned, by room, heading (or shift) and first day of a month.

    ``sees_shifts``: whether shifts are in it; who has no part in service projects counts none.
    """

    sees_shifts: bool
    done: Counter[tuple[int, str, date]] = field(default_factory=Counter)
    planned: Counter[tuple[int, str, date]] = field(default_factory=Counter)

    def over(self, span: Span) -> tuple[Counts, Counts, Shifts | None]:
        """The same over some whole months, by room and heading; shifts by room."""
        done, planned = _over(self.done, span), _over(self.planned, span)
        if not self.sees_shifts:
            return done, planned, None
        rooms = {room for room, what in (*done, *planned) if what == SHIFT}
        shifts = {room: (done[room, SHIFT], planned[room, SHIFT]) for room in rooms}
        return done, planned, shifts


def _over(counted: Counter[tuple[int, str, date]], span: Span) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    since, until = span.since, span.until
    for (room, what, month), count in counted.items():
        if since <= month <= until:
            found[room, what] += count
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
    done, planned, shifts = (tallied or tally(scopes, half, on)).over(half)
    cells = {
        room.pk: [_cell(h, norm, done, planned, half, shifts, room) for h, norm in norms.items()]
        for room in rooms
    }
    lines = []
    for number, (heading, norm) in enumerate(norms.items()):
        each = [cells[room.pk][number] for room in rooms]
        owed = sum(cell.owed for cell in each)
        if norm.per == Per.DISTRICT and heading not in BESIDE:
            owed = norm.owed(half.since, half.until)
        whole = replace(_cell(heading, norm, done, planned, half, shifts, None), owed=owed)
        talks = _talks(scopes, norm, half) if heading == Heading.CONTACT else None
        plans = _plans(scopes, rooms, half) if heading == Heading.STUDY else None
        lacking = sum(cell.lacking > 0 for cell in each)
        helps = _helps(scopes, half) if heading == Heading.SYMPOSIUM else None
        research = _research(scopes, norm, half) if heading == Heading.RESEARCH else None
        lines.append(Line(whole, norm, len(rooms), lacking, talks, plans, helps, research))
    own = rooms if shown is None else shown
    return Eight(lines, [RoomLine(room, cells[room.pk]) for room in own])


def tally(scopes: ActivityScopes, span: Span, on: date, room: Workroom | None = None) -> Tally:
    """What was done in whole months and, from the day ``on``, is planned; one statement.

    room: the only one that is asked for.
    """
    held = Activity.objects.in_scope(scopes.activities).held_between(span.since, span.until)
    days = ReceptionDay.objects.in_scope(scopes.receptions).held_between(span.since, span.until)
    shifts = Shift.objects.in_scope(scopes.services).held_between(span.since, span.until)
    if room is not None:
        held, days = held.filter(room=room), days.filter(room=room)
        shifts = shifts.filter(project__room=room)
    to_come, ahead = Q(status__in=TO_COME, on__gte=on), Q(status__in=AHEAD, on__gte=on)
    open_ones = Q(status=ShiftStatus.OPEN, on__gte=on, project__stage__in=ONGOING)
    confirmed = Q(status=ShiftStatus.CONFIRMED)
    parts = [
        _by_month(held.annotate(what=F("kind")), "room", Q(status__in=TOOK_PLACE), to_come),
        _by_month(_all_of(days, Heading.RECEPTION), "room", Q(status__in=HELD), ahead),
    ]
    sees_shifts = not scopes.services.is_empty
    if sees_shifts:
        parts.append(_by_month(_all_of(shifts, SHIFT), "project__room", confirmed, open_ones))
    found = Tally(sees_shifts)
    for key, month, what, over, coming in parts[0].union(*parts[1:], all=True):
        whose = KINDS[what].heading if what in KINDS else what
        first = date(int(month[:4]), int(month[5:]), 1)
        found.done[key, whose, first] += over
        found.planned[key, whose, first] += coming
    return found


def _all_of(rows: QuerySet, what: str) -> QuerySet:
    return rows.annotate(what=Value(str(what), output_field=CharField()))


def _by_month(rows: QuerySet, room: str, over: Q, ahead: Q) -> QuerySet:
    """Rows by room, month and what they are, with how many are over and how many ahead."""
    counted = rows.order_by().annotate(month_=MONTH).values_list(room, "month_", "what")
    return counted.annotate(
        done_=Count("pk", filter=over), planned_=Count("pk", filter=ahead)
    ).order_by()


def _plans(scopes: ActivityScopes, rooms: Sequence[Workroom], half: Span) -> Plans | None:
    """Study plans of these rooms; None for who has no part in them."""
    if scopes.study.is_empty:
        return None
    standing = StudyPlan.objects.of_rooms().in_scope(scopes.study)
    standing = standing.touching(half.since, half.until)
    having = list(standing.order_by().values_list("room", flat=True))
    lacking = {room.pk for room in rooms} - set(having)
    query = [("period", str(half))]
    return Plans(
        Figure("standing", "研学计划", len(having), query, "份", "study"),
        Figure("lacking", "没有计划", len(lacking), [("show", "without"), *query], "个", "study"),
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


def _helps(scopes: ActivityScopes, half: Span) -> Figure | None:
    """Visits to households in difficulty; None for who may see none, not even their number."""
    if scopes.households.is_empty:
        return None
    found = Help.objects.in_scope(scopes.households).between(half.since, half.until)
    return Figure("helps", "走访帮扶困难家庭", found.count(), _within(half), "次", "helps")


def _research(scopes: ActivityScopes, norm: Norm, half: Span) -> Research | None:
    """Themes and reports; None for who has no part in research."""
    if scopes.research.is_empty:
        return None
    themes = Theme.objects.seen_by(scopes.research).touching(half.since, half.until).order_by()
    counts = themes.aggregate(
        whole=Count("pk", filter=Q(room=None)), own=Count("pk", filter=Q(room__isnull=False))
    )
    query = _within(half)

    def figure(whose: str, label: str, count: int) -> Figure:
        return Figure(f"themes-{whose}", label, count, [("whose", whose), *query], "个", "research")

    return Research(
        figure("district", "全区主题", counts["whole"]),
        figure("rooms", "工作室自定主题", counts["own"]),
        _reports(scopes, half),
        norm.owed(half.since, half.until) if norm.per == Per.DISTRICT else 0,
    )


def _reports(scopes: ActivityScopes, half: Span) -> Figure | None:
    """Reports handed in; None for who has no part in matters."""
    if scopes.papers.is_empty:
        return None
    found = Matter.objects.in_scope(scopes.papers, is_count=True).filter(
        kind=Kind.RESEARCH, **during("received_at", half)
    )
    query = [("type", str(Kind.RESEARCH)), *_within(half)]
    return Figure("reports", "提交调研报告", found.count(), query, "份")


def _within(half: Span) -> list[tuple[str, str]]:
    return [("since", half.since.isoformat()), ("until", half.until.isoformat())]


def _cell(
    heading: Heading,
    norm: Norm,
    done: Counts,
    planned: Counts,
    half: Span,
    shifts: Shifts | None,
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

    owed = 0
    if norm.per == Per.ROOM and room is not None:
        days = {"opened_on": room.opened_on, "closed_on": room.closed_on}
        owed = norm.owed(half.since, half.until, **days)
    return Cell(
        heading,
        Figure("done", "办了", of(done), [("show", "held"), *query], "次", page),
        Figure("planned", "已计划", of(planned), [("show", "coming"), *query], "次", page),
        owed,
        _of_shifts(shifts, query, room) if heading == Heading.SERVICE else (),
    )


def _of_shifts(
    shifts: Shifts | None, query: list[tuple[str, str]], room: Workroom | None
) -> tuple[Figure, ...]:
    if shifts is None:
        return ()
    counts = [shifts.get(room.pk, (0, 0))] if room is not None else list(shifts.values())
    query = [pair for pair in query if pair[0] != "heading"]
    done, planned = (sum(numbers) for numbers in zip((0, 0), *counts, strict=True))
    return (
        Figure("shifts", "场次办了", done, [("show", "held"), *query], "场", "shifts"),
        Figure("shifts", "场次已排", planned, [("show", "coming"), *query], "场", "shifts"),
    )
