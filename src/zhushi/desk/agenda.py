"""What waits for somebody today: matters to take up, dates that come, days to prepare."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.timezone import localtime

from zhushi.activities.choices import DayStatus, DutyPart, TurnStatus
from zhushi.activities.models import ReceptionDay
from zhushi.core.workdays import Calendar
from zhushi.desk.day_board import NOTICE_DAYS
from zhushi.matters.choices import Channel, ClockStep, Kind, OpinionType, Status
from zhushi.matters.lateness import Badge, badge_of, soon_until
from zhushi.matters.models import Matter
from zhushi.people.access import Scope

S = Status
SHOWN = 5
MOST = 300
"""Rows looked at for one first page; what lies beyond is later anyway."""

WAITS_FOR_ROOM = {
    S.ACCEPTED: ("待交办", "已受理，还没有交给承办单位"),
    S.RETURNED: ("退办", "承办单位退回，等裁定由谁办"),
    S.CONFIRMED: ("待告知", "答复已核对，请告知本人"),
    S.EVALUATED: ("已评价", "看本人的评价，办结或者退回重办"),
    S.ESCALATED: ("协调会办", "等开会协调的结果"),
    S.ANSWERED: ("待办结", "已当场答复，确认后办结"),
    S.DECLINED: ("待办结", "已指引本人，确认后办结"),
    S.REFERRED: ("待办结", "已转其他渠道，确认后办结"),
}
WAITS_FOR_HEAD = {
    S.RETURNED: ("退办待裁定", "承办单位说不归它办，请定"),
    S.REPLIED: ("答复待核对", "承办单位已书面答复，请核对"),
    S.ESCALATED: ("协调会办", "请开会协调，再办结"),
}


class Row(NamedTuple):
    """What a line needs of a matter; hundreds are read so that a handful is shown."""

    ref: str
    title: str
    kind: str
    status: str
    channel: str
    opinion_type: str
    received_at: datetime
    due_on: date
    due_step: str
    receiver: str | None
    unit: str | None


COLUMNS = (
    *Row._fields[:-2],
    "receiver__name",
    Coalesce(NullIf("lead_unit__short_name", Value("")), "lead_unit__name"),
)


@dataclass(frozen=True)
class Waiting:
    """One line of a panel: a matter, its badge or its state, and why it stands here."""

    matter: Row
    badge: Badge
    state: str = ""
    meta: str = ""


class Lines(Sequence[Waiting]):
    """All lines of a panel; one is put into words when it is asked for, since few are shown."""

    def __init__(self, matters: Sequence[Row], line: Callable[[Row], Waiting]) -> None:
        self.matters, self.line = matters, line

    def __len__(self) -> int:
        return len(self.matters)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self.line(matter) for matter in self.matters[place]]
        return self.line(self.matters[place])


@dataclass(frozen=True)
class Agenda:
    """The panels of a room's first page, each with all its lines; a page shows the first few."""

    fresh: Lines
    back: Lines
    due: Lines
    late_count: int
    is_cut: bool


def agenda_of(
    scope: Scope,
    *,
    on: date,
    calendar: Calendar,
    waits: dict[Status, tuple[str, str]] = WAITS_FOR_ROOM,
) -> Agenda:
    """Open matters within ``scope`` that are new, came back, or are soon due; one statement."""
    soon = soon_until(on, calendar)
    asked = Q(status__in=[S.REGISTERED, *waits]) | Q(due_on__lte=soon)
    found = Matter.objects.in_scope(scope).filter(asked, due_on__isnull=False)
    read = found.order_by("due_on", "pk").values_list(*COLUMNS)
    rows = list(map(Row._make, read[: MOST + 1]))
    # What delegates hand in waits for the liaison office; a room only watches its days.
    said = [m for m in rows if m.kind == Kind.OPINION]
    due = [m for m in rows if m.due_on <= soon and m.due_step not in (ClockStep.EVALUATE, "")]

    def line(matter: Row, meta: str, *, step: str = "", state: str = "") -> Waiting:
        badge = badge_of(matter.due_on, on=on, calendar=calendar, step=step)
        return Waiting(matter, badge, state, meta)

    return Agenda(
        fresh=Lines(
            [m for m in said if m.status == S.REGISTERED],
            lambda m: line(m, source_of(m, on), step="受理"),
        ),
        back=Lines(
            [m for m in said if m.status in waits],
            lambda m: line(m, waits[S(m.status)][1], state=waits[S(m.status)][0]),
        ),
        due=Lines(
            [m for m in due if m.status != S.REGISTERED or m.kind != Kind.OPINION],
            lambda m: line(m, holder_of(m)),
        ),
        late_count=sum(m.due_on < on for m in due),
        is_cut=len(rows) > MOST,
    )


def source_of(matter: Row, on: date) -> str:
    """Where a new matter came from: 网上提交 · 9月11日 · 求助."""
    who = f"{matter.receiver}记下" if matter.receiver else Channel(matter.channel).label
    return f"{who} · {said_on(matter, on)} · {OpinionType(matter.opinion_type).label}"


def said_on(matter: Row, on: date) -> str:
    at = localtime(matter.received_at)
    if at.date() == on:
        return f"{at.hour}:{at.minute:02d}"
    if at.date() == on - timedelta(days=1):
        return "昨天"
    return f"{at.month}月{at.day}日"


def holder_of(matter: Row) -> str:
    """Whose turn it is and what is waited for."""
    unit = matter.unit or "工作室"
    return f"{unit} · {ClockStep(matter.due_step).label}" if matter.due_step else unit


def days_ahead(scope: Scope, *, on: date, days: int = 60) -> list[ReceptionDay]:
    """Days of the scope's rooms after today with how many receive and how many booked."""
    receive = Q(duties__part=DutyPart.RECEIVE)
    return list(
        ReceptionDay.objects.in_scope(scope)
        .filter(on__gt=on, on__lte=on + timedelta(days=days))
        .exclude(status=DayStatus.CANCELLED)
        .select_related("room")
        .annotate(
            receiver_count=Count("duties", filter=receive, distinct=True),
            booked_count=Count("turns", filter=Q(turns__status=TurnStatus.EXPECTED), distinct=True),
        )
        .order_by("on", "starts_at", "pk")
    )


def announce_by(day: ReceptionDay) -> date:
    return day.on - timedelta(days=NOTICE_DAYS)


def coming(days: Iterable[ReceptionDay], *, on: date, calendar: Calendar) -> list[dict]:
    """The next dates worth knowing: receptions, last days to announce, holidays, worked days."""
    lines = []
    for day in days:
        lines.append({"on": day.on, "text": f"接待日：{day.room.name}", "day": day})
        last = announce_by(day)
        if day.status == DayStatus.PLANNED and last >= on:
            text = f"最迟这天公布{day.on.month}月{day.on.day}日的接待"
            lines.append({"on": last, "text": text, "day": day})
    for ahead in range(1, 15):
        other = on + timedelta(days=ahead)
        if other in calendar.on:
            lines.append({"on": other, "text": "调休上班"})
        elif (name := calendar.holiday(other)) and not calendar.holiday(other - timedelta(days=1)):
            lines.append({"on": other, "text": f"{name}放假"})
    return sorted(lines, key=lambda line: line["on"])[:6]
