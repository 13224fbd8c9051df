"""What a delegate did in a period, out of records alone, and whether each norm was met.

No score, no place in any order: a list each, and “met” where the delegate took part at least once
in what the room owes. What was said in talks, sealed matters and complaints about somebody are in
no part of it. At most nine statements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from zhushi.activities.choices import DayStatus, DutyPart, Heading, Per, TalkStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import TOOK_PLACE
from zhushi.activities.models import (
    Activity,
    Duty,
    GoodPractice,
    Participant,
    Pledge,
    Signup,
    Talk,
)
from zhushi.activities.models.shift import hours_of
from zhushi.activities.norms import Norm
from zhushi.core.moments import day_of
from zhushi.insight.indicators.by_room import during
from zhushi.insight.periods import Span
from zhushi.insight.scopes import ReportScopes
from zhushi.matters.choices import OF_DELEGATES, Kind
from zhushi.matters.models import Matter
from zhushi.people.access import Scope
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Entry:
    """One line; ``page`` is empty where the reader cannot open it."""

    on: date
    title: str
    sub: str = ""
    page: str = ""
    kwargs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A list under a title; its number is its length."""

    title: str
    unit: str
    entries: list[Entry]
    extra: str = ""


@dataclass(frozen=True)
class Section:
    """One of the eight parts of a file; ``note``: what the system does not know."""

    title: str
    parts: list[Part]
    note: str = ""


@dataclass(frozen=True)
class Check:
    """What the room owes by a norm, and how often the delegate took part in it."""

    heading: Heading
    norm: Norm
    part: str
    count: int

    @property
    def is_met(self) -> bool:
        return self.count > 0


@dataclass(frozen=True)
class DutyFile:
    """All of it; the facts about the person stand beside."""

    sections: list[Section]
    checks: list[Check]


HEADS: dict[Heading, str] = {
    Heading.CONTACT: "见面会",
    Heading.VISIT: "走访观摩",
    Heading.SYMPOSIUM: "座谈走访",
    Heading.RESEARCH: "调研",
    Heading.STUDY: "学习",
    Heading.PUBLICITY: "政策宣传",
    Heading.SERVICE: "服务活动",
    Heading.RECEPTION: "接待值班",
}


def duty_file_of(
    person: Person,
    scopes: ReportScopes,
    norms: Mapping[Heading, Norm],
    *,
    period: Span,
    is_own: bool,
) -> DutyFile:
    """The file of a delegate over a period of whole days.

    scopes: what the reader reaches; nothing else is told. is_own: the reader is the delegate, who
    reads all of the own, also of rooms left since, and of talks that they took place.
    """
    lists = _Lists(person, scopes, period, is_own)
    took_part = lists.activities()
    duties, shifts = lists.duties(), lists.shifts()
    parts = {
        heading: Part(HEADS[heading], "次", took_part.get(heading, []))
        for heading in HEADS
        if heading != Heading.RECEPTION
    }
    service = Part("服务场次", "场", [entry for entry, _ in shifts], _hours(shifts))
    receptions = Part(HEADS[Heading.RECEPTION], "天", duties)
    near = [receptions, lists.matters(), lists.pledges()]
    if (talks := lists.talks()) is not None:
        near.append(talks)
    sections = [
        Section("二、会议", [parts[Heading.CONTACT]], "党代会和党委的会议不在本系统记录。"),
        Section(
            "三、视察调研",
            [
                parts[Heading.VISIT],
                parts[Heading.SYMPOSIUM],
                parts[Heading.RESEARCH],
                lists.practices(),
            ],
        ),
        Section("四、培训学习", [parts[Heading.STUDY]]),
        Section("五、小组和服务活动", [parts[Heading.PUBLICITY], parts[Heading.SERVICE], service]),
        Section("六、提案提议", [lists.papers()]),
        Section("七、联系群众、接受监督", near, "述职评议不在本系统记录。"),
        Section("八、表彰奖励", [], "表彰奖励不在本系统记录。"),
    ]
    counts: dict[Heading, int] = {heading: len(part.entries) for heading, part in parts.items()}
    counts[Heading.SERVICE] += len(shifts)
    counts[Heading.RECEPTION] = len(duties)
    checks = [
        Check(heading, norm, HEADS[heading], counts[heading])
        for heading, norm in norms.items()
        if norm.per == Per.ROOM and heading in counts
    ]
    return DutyFile(sections, checks)


def with_counts(
    people: QuerySet[Person], scopes: ReportScopes, *, period: Span
) -> QuerySet[Person]:
    """People with the lengths of the lists of their files, as ``scopes`` reads them.

    ``came``, ``received``, ``served``, ``took_down``, ``signed``, ``promised``, ``described`` and
    ``talked``; one statement for all of them.
    """
    rows = _Rows(OuterRef("pk"), scopes, period, False)
    lists = {
        "came": rows.activities(),
        "received": rows.duties(),
        "served": rows.shifts(),
        "took_down": rows.matters(),
        "signed": rows.papers(),
        "promised": rows.pledges(),
        "described": rows.practices(),
        "talked": rows.talks(),
    }
    return people.annotate(**{name: _length(found) for name, found in lists.items()})


def _length(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


class _Rows:
    """What stands in a file, each within what the reader reaches.

    person: the delegate, or what a query says stands for one (OuterRef).
    """

    def __init__(
        self, person: Person | OuterRef, scopes: ReportScopes, period: Span, is_own: bool
    ) -> None:
        self.person, self.scopes, self.is_own = person, scopes, is_own
        self.days = (period.since, period.until)
        self.period = period

    def activities(self) -> QuerySet[Participant]:
        """Of what took place, to which the delegate came."""
        rows = Participant.objects.filter(
            person=self.person,
            has_come=True,
            activity__on__range=self.days,
            activity__status__in=TOOK_PLACE,
        )
        if not self.is_own:  # joint ones of the reader's rooms among it
            seen = Activity.objects.seen_by(self.scopes.activities).filter(on__range=self.days)
            rows = rows.filter(activity__in=seen.order_by().values("pk"))
        return rows

    def duties(self) -> QuerySet[Duty]:
        """Reception days that are over on which the delegate received."""
        rows = Duty.objects.filter(
            person=self.person,
            part=DutyPart.RECEIVE,
            day__on__range=self.days,
            day__status=DayStatus.CLOSED,
        )
        return self._reached(rows, self.scopes.receptions, "day__")

    def shifts(self) -> QuerySet[Signup]:
        """Shifts at which the delegate served."""
        rows = Signup.objects.filter(person=self.person, minutes__gt=0, shift__on__range=self.days)
        return self._reached(rows, self.scopes.services, "shift__project__")

    def matters(self) -> QuerySet[Matter]:
        """Residents' opinions that the delegate took down and the reader may see."""
        return Matter.objects.in_scope(self.scopes.matters).filter(
            receiver=self.person, kind=Kind.OPINION, **during("received_at", self.period)
        )

    def papers(self) -> QuerySet[Matter]:
        """Reports and proposals that the delegate signed and the reader may see."""
        return Matter.objects.in_scope(self.scopes.matters).filter(
            proposers__person=self.person,
            kind__in=OF_DELEGATES,
            **during("received_at", self.period),
        )

    def pledges(self) -> QuerySet[Pledge]:
        """Pledges whose day is in the period."""
        rows = Pledge.objects.filter(person=self.person, due_on__range=self.days)
        return self._reached(rows, self.scopes.pledges, "")

    def practices(self) -> QuerySet[GoodPractice]:
        """Good practices the delegate wrote down."""
        rows = GoodPractice.objects.filter(
            written_by__person=self.person, **during("written_at", self.period)
        )
        return self._reached(rows, self.scopes.activities, "")

    def talks(self) -> QuerySet[Talk]:
        """Talks that took place, for the delegate and who plans them."""
        rows = Talk.objects.filter(
            person=self.person, status=TalkStatus.HELD, held_on__range=self.days
        )
        return rows if self.is_own else rows.in_scope(self.scopes.talks)

    def _reached(self, rows: QuerySet, scope: Scope, way: str) -> QuerySet:
        if self.is_own:
            return rows
        reached = Q(**{f"{way}room__in": scope.rooms})
        if scope.districts:
            reached |= Q(**{f"{way}district__in": scope.districts})
        return rows.filter(reached)


class _Lists:
    """The lists of a file; one statement each."""

    def __init__(self, person: Person, scopes: ReportScopes, period: Span, is_own: bool) -> None:
        self.person, self.scopes, self.is_own = person, scopes, is_own
        self.rows = _Rows(person, scopes, period, is_own)

    def activities(self) -> dict[Heading, list[Entry]]:
        """What took place and the delegate came to, by heading."""
        scope = self.scopes.activities
        rows = self.rows.activities().select_related("activity__room")
        found: dict[Heading, list[Entry]] = {}
        for row in rows.order_by("activity__on", "activity__pk"):
            one: Activity = row.activity
            kwargs = {"pk": one.pk}
            sub = f"{one.form_label} · {one.room.name}"
            entry = self._entry(one.on, one.title, sub, scope, one.room, "activity", kwargs)
            found.setdefault(KINDS[one.kind].heading, []).append(entry)  # type: ignore[index]
        return found

    def duties(self) -> list[Entry]:
        """Reception days that are over on which the delegate received."""
        scope = self.scopes.receptions
        rows = self.rows.duties().select_related("day__room")
        return [
            self._entry(
                row.day.on, "接待日值班", _led(row), scope, row.day.room, "reception",
                {"code": row.day.room.code, "on": row.day.on},
            )
            for row in rows.order_by("day__on", "pk")
        ]  # fmt: skip

    def shifts(self) -> list[tuple[Entry, int]]:
        """Shifts at which the delegate served, with the minutes."""
        scope = self.scopes.services
        rows = self.rows.shifts().select_related("shift__project__room")
        return [
            (
                self._entry(
                    row.shift.on, row.shift.project.title, f"{row.hours} 小时", scope,
                    row.shift.project.room, "shift", {"shift": row.shift_id},
                ),
                row.minutes or 0,
            )
            for row in rows.order_by("shift__on", "pk")
        ]  # fmt: skip

    def matters(self) -> Part:
        """What the delegate took down; by number, without the words."""
        rows = self.rows.matters().select_related("topic").order_by("received_at", "pk")
        entries = [
            Entry(
                day_of(one.received_at),
                one.ref,
                f"{one.topic.name if one.topic else '还没归类'} · {one.get_status_display()}",
                "matter",
                {"ref": one.ref},
            )
            for one in rows
        ]
        return Part("经手的意见建议", "件", entries)

    def papers(self) -> Part:
        """Reports and proposals with the delegate's name under them."""
        entries = [
            Entry(
                day_of(one.received_at),
                one.title,
                f"{one.get_kind_display()} · {one.status_label}",
                "matter",
                {"ref": one.ref},
            )
            for one in self.rows.papers().order_by("received_at", "pk")
        ]
        return Part("调研报告和提议", "份", entries)

    def pledges(self) -> Part:
        """Pledges whose day is in the period, and how they ended."""
        found = self.rows.pledges()
        entries = [
            Entry(one.due_on, one.text, one.get_status_display())
            for one in found.order_by("due_on", "pk")
        ]
        return Part("到期的承诺", "条", entries)

    def practices(self) -> Part:
        """Good practices the delegate wrote down."""
        found = self.rows.practices().select_related("room")
        entries = [
            self._entry(
                day_of(one.written_at), one.title, one.room.name, self.scopes.activities,
                one.room, "practice", {"pk": one.pk},
            )
            for one in found.order_by("written_at", "pk")
        ]  # fmt: skip
        return Part("写下的好做法", "篇", entries)

    def talks(self) -> Part | None:
        """That talks took place, for the delegate and who plans them; for nobody else."""
        if not (self.is_own or self.person.district_id in self.scopes.talks.districts):
            return None
        rows = self.rows.talks()
        entries = [Entry(one.held_on, "谈过一次", "内容不在档案里") for one in rows if one.held_on]
        return Part("个别谈话", "次", entries)

    def _entry(
        self,
        on: date,
        title: str,
        sub: str,
        scope: Scope,
        room: Workroom,
        page: str,
        kwargs: Mapping[str, Any],
    ) -> Entry:
        return Entry(on, title, sub, page if scope.has_room(room) else "", kwargs)


def _led(duty: Duty) -> str:
    return f"{duty.day.room.name}{'（带班）' if duty.is_lead else ''}"


def _hours(shifts: Sequence[tuple[Entry, int]]) -> str:
    minutes: Iterable[int] = (spent for _, spent in shifts)
    return f"共 {hours_of(sum(minutes))} 小时" if shifts else ""
