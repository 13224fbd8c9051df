"""A reception day as its page and the first page show it: queue, who is received, who is next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.timezone import localtime

from zhushi.activities.choices import DayStatus, DutyPart, TurnKind, TurnStatus
from zhushi.activities.lifecycle import CAME, DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay, Turn
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.matters.choices import Status, Visibility
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings, Scope
from zhushi.people.models import Leave, Person

NOTICE_DAYS = 3


@dataclass(frozen=True)
class Row:
    """One line of the queue; ``visitor`` and ``subject`` say nothing to whoever may not read them.

    ``is_mine``: the login's own person receives this visitor now.
    """

    turn: Turn
    when: str
    visitor: str
    subject: str
    state: str
    icon: str
    matters: Sequence[Matter]
    is_mine: bool = False

    @property
    def can_be_called(self) -> bool:
        return self.turn.status in (TurnStatus.WAITING, TurnStatus.EXPECTED)

    @property
    def is_open_state(self) -> bool:
        """Not over yet: drawn in outline."""
        return self.can_be_called or self.is_called

    @property
    def is_expected(self) -> bool:
        return self.turn.status == TurnStatus.EXPECTED

    @property
    def is_waiting(self) -> bool:
        return self.turn.status == TurnStatus.WAITING

    @property
    def is_called(self) -> bool:
        return self.turn.status == TurnStatus.CALLED


@dataclass(frozen=True)
class DayBoard:
    """All that is shown of one day; four statements at most."""

    day: ReceptionDay
    rows: Sequence[Row]
    duties: Sequence[Duty]
    may_run: bool
    may_plan: bool
    may_take_down: bool
    reads_subjects: bool
    today: date
    called: Sequence[Row] = field(init=False)
    following: Turn | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "called", [row for row in self.rows if row.is_called])
        object.__setattr__(self, "following", next_turn([row.turn for row in self.rows]))

    @property
    def is_today(self) -> bool:
        return self.day.on == self.today

    @property
    def is_open(self) -> bool:
        return self.day.status == DayStatus.OPEN

    @property
    def is_over(self) -> bool:
        return self.day.status in DAY_OVER

    @property
    def can_open(self) -> bool:
        begun = (DayStatus.PLANNED, DayStatus.ANNOUNCED)
        return self.may_run and self.is_today and self.day.status in begun

    @property
    def can_cancel(self) -> bool:
        begun = (DayStatus.PLANNED, DayStatus.ANNOUNCED)
        return self.may_plan and self.day.status in begun

    @property
    def announce_before(self) -> date:
        return date.fromordinal(self.day.on.toordinal() - NOTICE_DAYS)

    @property
    def can_announce(self) -> bool:
        in_time = self.today <= self.announce_before
        return self.may_plan and self.day.status == DayStatus.PLANNED and in_time

    @property
    def receivers(self) -> list[Person]:
        return [duty.person for duty in self.duties if duty.part == DutyPart.RECEIVE]

    @property
    def free_receivers(self) -> list[Person]:
        busy = {row.turn.received_by_id for row in self.called}
        return [person for person in self.receivers if person.pk not in busy]

    @property
    def came_count(self) -> int:
        return sum(row.turn.status in CAME for row in self.rows)

    @property
    def booked_count(self) -> int:
        return sum(row.is_expected for row in self.rows)

    @property
    def matter_count(self) -> int:
        return sum(row.turn.status == TurnStatus.DONE for row in self.rows)

    @property
    def answered_count(self) -> int:
        brought = [matter for row in self.rows for matter in row.turn.brought]
        return sum(matter.status == Status.ANSWERED for matter in brought)

    @property
    def team(self) -> list[tuple[str, list[Duty]]]:
        """Those on duty, grouped by what they do there."""
        groups = [(p.label, [d for d in self.duties if d.part == p]) for p in DutyPart]
        return [(label, duties) for label, duties in groups if duties]


def board_of(day: ReceptionDay, held: Holdings, *, person_id: UUID, at: datetime) -> DayBoard:
    """The board of ``day`` for whoever holds ``held``; turns, their matters and duties."""
    seen = held.scope(Perm.MATTER_VIEW)
    away = Leave.objects.away_on(day.on).filter(person=OuterRef("person")).order_by("-ends_on")
    duties = list(
        day.duties.select_related("person").annotate(
            away_until=Subquery(away.values("ends_on")[:1])
        )
    )
    on_duty = any(d.person_id == person_id and d.part != DutyPart.ASSIST for d in duties)
    reads = on_duty or seen.has_room(day.room) or held.scope(Perm.RECEPTION_RUN).has_room(day.room)
    brought = Matter.objects.filter(visibility=Visibility.NORMAL)
    brought = brought.only("ref", "title", "status", "turn_id", "receiver_id")
    turns = (
        day.turns.exclude(status=TurnStatus.CANCELLED)
        .select_related("slot", "received_by")
        .prefetch_related(Prefetch("matters", queryset=brought, to_attr="brought"))
    )
    return DayBoard(
        day=day,
        rows=[_row(turn, at, reads, _shown(turn, day, seen), person_id) for turn in turns],
        duties=duties,
        may_run=held.scope(Perm.RECEPTION_RUN).has_room(day.room),
        may_plan=held.scope(Perm.RECEPTION_PLAN).has_room(day.room),
        may_take_down=held.scope(Perm.MATTER_RECEIVE).has_room(day.room),
        reads_subjects=reads,
        today=day_of(at),
    )


def next_turn(turns: Sequence[Turn]) -> Turn | None:
    """Who is called next: whoever is here, by the booked time or else the time of coming."""
    here = [turn for turn in turns if turn.status == TurnStatus.WAITING]
    return min(here, key=_place, default=None)


def _place(turn: Turn) -> tuple[tuple[int, int], int]:
    """A booking stands at its booked time, a walk-in at the time of coming; then by number."""
    if turn.slot:
        return (turn.slot.starts_at.hour, turn.slot.starts_at.minute), turn.number
    return _clock(turn.arrived_at or turn.created_at), turn.number


def _clock(at: datetime) -> tuple[int, int]:
    local = localtime(at)
    return local.hour, local.minute


def _shown(turn: Turn, day: ReceptionDay, seen: Scope) -> list[Matter]:
    """The matters a visitor brought that a scope reaches; others only count."""
    if seen.has_room(day.room):
        return turn.brought
    return [matter for matter in turn.brought if seen.own and matter.receiver_id == seen.own]


def _row(turn: Turn, at: datetime, reads: bool, shown: Sequence[Matter], person_id: UUID) -> Row:
    state, icon = _state(turn, at, turn.brought)
    if turn.kind == TurnKind.BOOKED and turn.slot:
        when = f"{turn.slot.starts_at:%-H:%M} 预约"
    else:
        hour, minute = _clock(turn.created_at)
        when = f"{hour}:{minute:02d} 现场"
    visitor = turn.visitor if reads else "来访人"
    subject = turn.subject if reads else ""
    mine = turn.status == TurnStatus.CALLED and turn.received_by_id == person_id
    return Row(turn, when, visitor, subject, state, icon, shown, mine)


def _state(turn: Turn, at: datetime, matters: Sequence[Matter]) -> tuple[str, str]:
    status = TurnStatus(turn.status)
    if status == TurnStatus.WAITING:
        minutes = max(0, int((at - (turn.arrived_at or at)).total_seconds()) // 60)
        return f"等候 {minutes} 分钟", "hourglass"
    if status == TurnStatus.CALLED:
        name = turn.received_by.name if turn.received_by else ""
        return f"{name} 正在接待".strip(), "messages"
    if status == TurnStatus.DONE and any(m.status == Status.ANSWERED for m in matters):
        return "当场答复", "message-check"
    icons = {
        TurnStatus.EXPECTED: "clock",
        TurnStatus.DONE: "check",
        TurnStatus.LEFT: "door-exit",
        TurnStatus.ABSENT: "user-off",
    }
    return str(status.label), icons.get(status, "x")
