"""The report of a month, half-year or year of one room or a whole district: generated, never typed.

Every figure is the length of the list it opens, for the login that sees it; what its list does not
reach is left out and not counted in part. At most twelve statements, whatever the number of rooms.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from zhushi.activities.choices import DayStatus, Heading, Per
from zhushi.activities.lifecycle import TOOK_PLACE
from zhushi.activities.models import Activity, ReceptionDay
from zhushi.activities.models.shift import hours_of
from zhushi.activities.norms import MONTHS, Norm
from zhushi.insight.eight import Cell, Research, Tally, eight_of, tally
from zhushi.insight.eight import RoomLine as EightLine
from zhushi.insight.figures import Figure
from zhushi.insight.indicators import by_room
from zhushi.insight.periods import MONTH, Period
from zhushi.insight.scopes import ReportScopes
from zhushi.matters.choices import Channel
from zhushi.people.access import Scope
from zhushi.rooms.models import Unit, Workroom

Norms = Mapping[Heading, Norm]
T = TypeVar("T")


@dataclass(frozen=True)
class Standing:
    """How a room stands to the norm of a heading, in the stretch ``span`` that it is owed in.

    ``is_over``: nothing can be planned in it any more, as it ended or the room closed.
    """

    norm: Norm
    cell: Cell
    span: Period
    is_over: bool

    @property
    def lacking(self) -> int:
        """As 三化五落实 counts it: neither done nor planned."""
        return self.cell.lacking

    @property
    def words(self) -> str:
        """What is missing, or that nothing is; empty where nothing is owed."""
        if not self.cell.owed:
            return ""
        if self.lacking:
            return f"缺 {self.lacking} 次" if self.is_over else f"还有 {self.lacking} 次没排"
        return "够了" if self.cell.made >= self.cell.owed else "都排上了"


@dataclass(frozen=True)
class HeadingLine:
    """One of the eight in the period, and how it stands to its norm where a room owes it."""

    cell: Cell
    standing: Standing | None
    talks: Cell | None = None
    research: Research | None = None
    norm: Norm | None = None
    rooms_lacking: int = 0


@dataclass(frozen=True)
class Group:
    """Some figures under one title; ``note``: a sentence below."""

    title: str
    figures: list[Figure]
    note: str = ""


@dataclass(frozen=True)
class RoomLine:
    """One room in a district's report: figures by column, and what it lacks, in words."""

    room: Workroom
    figures: list[Figure | None]
    lacking: list[str]


@dataclass(frozen=True)
class Happening:
    """One thing that happened or is planned in the period."""

    on: date
    kind: str
    title: str
    page: str
    kwargs: Mapping[str, object]
    sub: str = ""
    is_done: bool = True


@dataclass(frozen=True)
class Report:
    """All that stands in a report; ``room`` None: of the whole district."""

    district: Unit
    room: Workroom | None
    period: Period
    on: date
    headings: list[HeadingLine]
    groups: list[Group]
    rooms: list[RoomLine] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        """Whether the period is not over, so that more may come."""
        return self.on <= self.period.until

    @property
    def is_ahead(self) -> bool:
        return self.on < self.period.since

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        return not any(figure.value for figure in self.figures())

    @property
    def lacking(self) -> list[HeadingLine]:
        """The headings of a room in which something is missing."""
        return [one for one in self.headings if one.standing and one.standing.lacking]

    def figures(self) -> Iterable[Figure]:
        """Every number that opens a list."""
        for line in self.headings:
            for cell in (line.cell, line.talks, line.standing and line.standing.cell):
                if cell:
                    yield from cell.figures
            if line.research:
                yield from line.research.figures
        for group in self.groups:
            yield from group.figures
        for room in self.rooms:
            yield from (figure for figure in room.figures if figure)


ORDER = (
    Heading.CONTACT,
    Heading.VISIT,
    Heading.STUDY,
    Heading.PUBLICITY,
    Heading.SYMPOSIUM,
    Heading.SERVICE,
    Heading.RESEARCH,
)
COLUMNS = (
    "接待日",
    "来访",
    "见面会",
    "走访",
    "学习",
    "宣传",
    "座谈",
    "服务",
    "调研",
    "收到",
    "答复",
    "超期",
)
"""What a district's report says of each room."""


def report_of(
    scopes: ReportScopes,
    district: Unit,
    rooms: Sequence[Workroom],
    norms: Norms,
    *,
    period: Period,
    on: date,
    room: Workroom | None = None,
) -> Report:
    """The report of ``room``, or of the district with one line for each of ``rooms``."""
    if room:  # talks and the duty to lay down a theme are the district's
        scopes = replace(scopes, talks=Scope(), research=Scope())
    scopes = replace(scopes, study=Scope())  # study plans have their own page
    counted = _Counted(scopes, district, period, on, room)
    own = [room] if room else rooms
    # A month is held against the whole quarter, half-year or year of a norm that is longer.
    span = Period.around(period.until, 12) if period.months == MONTH else period
    found = tally(scopes, span, on, room)
    eight = eight_of(scopes, own, norms, half=period, on=on, tallied=found)
    standings = _standings(scopes, own, norms, period, on, found)
    lines = []
    for number, line in enumerate(eight.lines):
        heading = line.cell.heading
        each = [standings[one.pk].get(heading) for one in own]
        if room:
            cell = eight.rooms[0].cells[number]
            lines.append(HeadingLine(cell, each[0], norm=line.norm))
        else:
            lacking = sum(bool(one and one.lacking) for one in each)
            lines.append(
                HeadingLine(line.cell, None, line.talks, line.research, line.norm, lacking)
            )
    return Report(
        district,
        room,
        period,
        on,
        lines,
        list(counted.groups()),
        [] if room else [_room_line(counted, line, standings) for line in eight.rooms],
        _happenings(scopes, period, room) if room else [],
    )


def _standings(
    scopes: ReportScopes,
    rooms: Sequence[Workroom],
    norms: Norms,
    period: Period,
    on: date,
    found: Tally,
) -> Mapping[int, Mapping[Heading, Standing]]:
    """How each room stands to each norm it owes; no statement of its own."""
    scopes = replace(scopes, talks=Scope(), research=Scope())
    owed = {h: norm for h, norm in norms.items() if norm.per == Per.ROOM}
    spans: dict[Period, list[Heading]] = {}
    for heading, norm in owed.items():
        longer = MONTHS[norm.period] > period.months == MONTH
        spans.setdefault(period.of_norm(norm.period) if longer else period, []).append(heading)
    standings: dict[int, dict[Heading, Standing]] = {room.pk: {} for room in rooms}
    for span, headings in spans.items():
        wanted = {heading: norms[heading] for heading in headings}
        for line in eight_of(scopes, rooms, wanted, half=span, on=on, tallied=found).rooms:
            for cell in line.cells:
                last = min(span.until, line.room.closed_on or span.until)
                standing = Standing(norms[cell.heading], cell, span, last < on)
                standings[line.room.pk][cell.heading] = standing
    return standings


class _Counted:
    """What is counted beside the eight, by room; only what the login's lists reach whole."""

    def __init__(
        self, scopes: ReportScopes, district: Unit, period: Period, on: date, room: Workroom | None
    ) -> None:
        self.period, self.room = period, room
        reached = {
            name: scope if _reaches(scope, district, room) else None
            for name, scope in (
                ("matters", scopes.matters),
                ("pledges", scopes.pledges),
                ("services", scopes.services),
                ("receptions", scopes.receptions),
            )
        }
        self.received: dict[int, by_room.Received] | None = None
        if scope := reached["matters"]:
            self.received = by_room.received(scope, period, on, room)
            self.finished = by_room.finished(scope, period, room)
        scope = reached["receptions"]
        self.visitors = by_room.visitors(scope, period, room) if scope else None
        scope = reached["pledges"]
        self.promised = by_room.promised(scope, period, on, room) if scope else None
        scope = reached["services"]
        self.served = by_room.served(scope, period, room) if scope else None

    def groups(self) -> Iterable[Group]:
        """The figures beside the eight, of the room or of all rooms together."""
        if self.visitors is not None:
            yield Group("接待", [self.of_visitors(), *self._taken_down()])
        if self.received is not None:
            yield Group(
                "意见建议",
                [self.of_received(), self.of_answered(), self._of_closed(), *self._unfinished()],
                "“没办完”和“超期”说的是本期收到的事项到今天的样子。",
            )
        if self.promised is not None:
            yield Group("代表承诺", list(self._of_promises()))
        if self.served is not None:
            found = self.served.values()
            hours, times = hours_of(sum(s.minutes for s in found)), sum(s.times for s in found)
            yield Group("志愿服务", [self._of_shifts()], f"服务 {times} 人次，共 {hours} 小时。")

    def of_visitors(self, room: Workroom | None = None) -> Figure:
        count = _sum(self.visitors, room)
        return Figure("visitors", "来访", count, self._query(room), "人次", "report_visitors")

    def of_received(self, room: Workroom | None = None) -> Figure:
        count = sum(one.all for one in _own(self.received, room))
        return Figure("received", "收到", count, self._query(room))

    def of_answered(self, room: Workroom | None = None) -> Figure:
        query = self._query(room, "answered_")
        count = sum(one.answered for one in _own(self.finished, room))
        return Figure("answered", "书面答复", count, query)

    def of_overdue(self, room: Workroom | None = None) -> Figure:
        count = sum(one.overdue for one in _own(self.received, room))
        return Figure("late", "现在超期", count, [*self._query(room), ("late", "late")])

    def _taken_down(self) -> Iterable[Figure]:
        if self.received is not None:
            count = sum(one.at_receptions for one in self.received.values())
            query = [*self._query(), ("channel", Channel.RECEPTION)]
            yield Figure("taken", "接待时登记", count, query)

    def _of_closed(self) -> Figure:
        count = sum(one.closed for one in _own(self.finished))
        return Figure("closed", "办结", count, self._query(None, "closed_"))

    def _unfinished(self) -> Iterable[Figure]:
        count = sum(one.unfinished for one in _own(self.received))
        yield Figure("open", "没办完", count, [*self._query(), ("status", "open")])
        yield self.of_overdue()

    def _of_promises(self) -> Iterable[Figure]:
        found = list(_own(self.promised))
        for status, label, count in (
            ("all", "到期", sum(one.due for one in found)),
            ("kept", "兑现", sum(one.kept for one in found)),
            ("not_kept", "没有兑现", sum(one.not_kept for one in found)),
            ("due", "到了日子还没说", sum(one.silent for one in found)),
        ):
            query = [("status", status), *self._query()]
            yield Figure(f"pledge-{status}", label, count, query, "条", "pledges")

    def _of_shifts(self) -> Figure:
        count = sum(one.shifts for one in _own(self.served))
        return Figure("shifts", "服务", count, self._query(), "场", "report_service")

    def _query(self, room: Workroom | None = None, prefix: str = "") -> list[tuple[str, str]]:
        days = [
            (f"{prefix}since", self.period.since.isoformat()),
            (f"{prefix}until", self.period.until.isoformat()),
        ]
        room = room or self.room
        return [*days, ("room", room.code)] if room else days


def _reaches(scope: Scope, district: Unit, room: Workroom | None) -> bool:
    return scope.has_room(room) if room else district.pk in scope.districts


def _own(found: Mapping[int, T] | None, room: Workroom | None = None) -> Iterable[T]:
    """What was counted of one room, or of all."""
    if room is None:
        return (found or {}).values()
    return [found[room.pk]] if found and room.pk in found else []


def _sum(found: Mapping[int, int] | None, room: Workroom | None = None) -> int:
    return sum(_own(found, room))


def _room_line(
    counted: _Counted, line: EightLine, standings: Mapping[int, Mapping[Heading, Standing]]
) -> RoomLine:
    room = line.room
    cells = {cell.heading: cell.done for cell in line.cells}
    figures: list[Figure | None] = [
        cells[Heading.RECEPTION],
        counted.of_visitors(room) if counted.visitors is not None else None,
        *(cells[h] for h in ORDER),
    ]
    if counted.received is None:
        figures += [None, None, None]
    else:
        figures += [
            counted.of_received(room), counted.of_answered(room), counted.of_overdue(room)
        ]  # fmt: skip
    lacking = [one.cell.short for one in standings[room.pk].values() if one.lacking]
    return RoomLine(room, figures, lacking)


def _happenings(scopes: ReportScopes, period: Period, room: Workroom) -> list[Happening]:
    """Everything of the period by its day, called off left out; two statements."""
    held = Activity.objects.in_scope(scopes.activities).filter(room=room)
    days = ReceptionDay.objects.in_scope(scopes.receptions).filter(room=room)
    found = [
        Happening(
            one.on,
            one.form_label,
            one.title,
            "activity",
            {"pk": one.pk},
            f"{one.came_count} 人" if one.came_count else "",
            one.status in TOOK_PLACE,
        )
        for one in held.held_between(period.since, period.until)
    ]
    found += [
        Happening(
            day.on,
            "接待日",
            "党员群众接待",
            "reception",
            {"code": room.code, "on": day.on},
            "",
            day.status == DayStatus.CLOSED,
        )
        for day in days.held_between(period.since, period.until).exclude(status=DayStatus.CANCELLED)
    ]
    return sorted(found, key=lambda one: (one.on, one.title))
