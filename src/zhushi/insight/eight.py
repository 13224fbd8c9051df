"""三化五落实: of each of the district's eight what was done, is planned, is owed; by room.

A number is the length of the list it opens, for the login that sees it. Six statements at most,
whatever the number of rooms and activities.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q

from zhushi.activities.choices import DayStatus, Heading, Per, ShiftStatus, TalkStatus
from zhushi.activities.halves import Half
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import ONGOING, TO_COME, TOOK_PLACE
from zhushi.activities.models import Activity, Help, ReceptionDay, Shift, StudyPlan, Talk
from zhushi.activities.norms import STUDY_PLAN, Norm
from zhushi.insight.figures import Figure
from zhushi.insight.scopes import ActivityScopes
from zhushi.rooms.models import Workroom

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
class Line:
    """One heading over all rooms that are seen: its norm, and in how many rooms it is thin."""

    cell: Cell
    norm: Norm
    rooms: int
    rooms_lacking: int
    talks: Cell | None = None
    plans: Plans | None = None
    helps: Figure | None = None

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
            if line.plans:
                yield from (line.plans.standing, line.plans.lacking)


Counts = Mapping[tuple[int, Heading], int]
Shifts = Mapping[int, tuple[int, int]]


def eight_of(
    scopes: ActivityScopes,
    rooms: Sequence[Workroom],
    norms: Mapping[Heading, Norm],
    *,
    half: Half,
    on: date,
    shown: Sequence[Workroom] | None = None,
) -> Eight:
    """The eight of a half-year on the day ``on``; rooms: all that are counted.

    shown: of which a line of its own is wanted, all of them if None.
    """
    done, planned = _counts(scopes, half, on)
    shifts = _shifts(scopes, half, on)
    norms = {h: norm for h, norm in norms.items() if h != Heading.RESEARCH}  # has its own page
    lines = []
    for heading, norm in norms.items():
        each = [_cell(heading, norm, done, planned, half, shifts, room) for room in rooms]
        owed = sum(cell.owed for cell in each)
        if norm.per == Per.DISTRICT and heading != Heading.CONTACT:
            owed = norm.owed(half.since, half.until)
        whole = replace(_cell(heading, norm, done, planned, half, shifts, None), owed=owed)
        talks = _talks(scopes, norm, half) if heading == Heading.CONTACT else None
        plans = _plans(scopes, rooms, half) if heading == Heading.STUDY else None
        lacking = sum(cell.lacking > 0 for cell in each)
        helps = _helps(scopes, half) if heading == Heading.SYMPOSIUM else None
        lines.append(Line(whole, norm, len(rooms), lacking, talks, plans, helps))
    own = rooms if shown is None else shown
    each_own = [
        RoomLine(
            room, [_cell(h, norm, done, planned, half, shifts, room) for h, norm in norms.items()]
        )
        for room in own
    ]
    return Eight(lines, each_own)


def _counts(scopes: ActivityScopes, half: Half, on: date) -> tuple[Counts, Counts]:
    done: Counter[tuple[int, Heading]] = Counter()
    planned: Counter[tuple[int, Heading]] = Counter()
    within = Activity.objects.in_scope(scopes.activities).held_between(half.since, half.until)
    counted = (
        within.order_by()
        .values_list("room", "kind")
        .annotate(
            done=Count("pk", filter=Q(status__in=TOOK_PLACE)),
            planned=Count("pk", filter=Q(status__in=TO_COME, on__gte=on)),
        )
    )
    for room, kind, held, ahead in counted:
        done[room, KINDS[kind].heading] += held
        planned[room, KINDS[kind].heading] += ahead
    days = ReceptionDay.objects.in_scope(scopes.receptions).held_between(half.since, half.until)
    received = (
        days.order_by()
        .values_list("room")
        .annotate(
            done=Count("pk", filter=Q(status__in=HELD)),
            planned=Count("pk", filter=Q(status__in=AHEAD, on__gte=on)),
        )
    )
    for room, held, ahead in received:
        done[room, Heading.RECEPTION] += held
        planned[room, Heading.RECEPTION] += ahead
    return done, planned


def _shifts(scopes: ActivityScopes, half: Half, on: date) -> Shifts | None:
    """Shifts of service projects by room: over with hours noted, to come; None: not seen."""
    if scopes.services.is_empty:
        return None
    within = Shift.objects.in_scope(scopes.services).held_between(half.since, half.until)
    ahead = Q(status=ShiftStatus.OPEN, on__gte=on, project__stage__in=ONGOING)
    counted = (
        within.order_by()
        .values_list("project__room")
        .annotate(
            done=Count("pk", filter=Q(status=ShiftStatus.CONFIRMED)),
            planned=Count("pk", filter=ahead),
        )
    )
    return {room: (held, ahead) for room, held, ahead in counted}


def _plans(scopes: ActivityScopes, rooms: Sequence[Workroom], half: Half) -> Plans | None:
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


def _talks(scopes: ActivityScopes, norm: Norm, half: Half) -> Cell | None:
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


def _helps(scopes: ActivityScopes, half: Half) -> Figure | None:
    """Visits to households in difficulty; None for who may see none, not even their number."""
    if scopes.households.is_empty:
        return None
    found = Help.objects.in_scope(scopes.households).between(half.since, half.until)
    return Figure("helps", "走访帮扶困难家庭", found.count(), _within(half), "次", "helps")


def _within(half: Half) -> list[tuple[str, str]]:
    return [("since", half.since.isoformat()), ("until", half.until.isoformat())]


def _cell(
    heading: Heading,
    norm: Norm,
    done: Counts,
    planned: Counts,
    half: Half,
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

    owed = norm.owed(half.since, half.until) if norm.per == Per.ROOM else 0
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
