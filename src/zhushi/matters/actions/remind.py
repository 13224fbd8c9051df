"""What the clocks do by themselves; safe to run twice, catches up in order after a gap."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.workdays import add_workdays
from zhushi.matters import notices
from zhushi.matters.actions._clocks import mirror
from zhushi.matters.actions.ask import resume
from zhushi.matters.actions.close import close
from zhushi.matters.actions.press import supervise, urge
from zhushi.matters.actions.settle_commitment import ask_again
from zhushi.matters.choices import (
    ClockStep,
    CommitmentStatus,
    ReminderStage,
    Status,
    Visibility,
)
from zhushi.matters.deadlines import SILENT
from zhushi.matters.lateness import stage_of
from zhushi.matters.lifecycle import EDGES
from zhushi.matters.limits import PAUSE_WORKDAYS
from zhushi.matters.models import Clock, Commitment, Matter, Reminder
from zhushi.matters.reference import calendar_of
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_district, logins_in_room, logins_in_units

UNIT_STEPS = frozenset(
    {ClockStep.SIGN_IN, ClockStep.FIRST_CONTACT, ClockStep.REPLY, ClockStep.REDO}
)
OFFICE_STEPS = frozenset({ClockStep.DECIDE, ClockStep.REVIEW, ClockStep.MEETING})
HORIZON = timedelta(days=45)  # no limit turns amber earlier than this before its day


def remind(clock: Clock, *, at: datetime) -> ReminderStage | None:
    """Bring one clock to its stage: note it once, tell people, urge or supervise the unit."""
    on = day_of(at)
    with transaction.atomic():
        matter = Matter.objects.locked(Matter(pk=clock.matter_id))
        running = Clock.objects.filter(pk=clock.pk, stopped_at=None, paused_on=None)
        if not running.exists():
            return None
        clock = running.get()
        stage = stage_of(clock, on=on, calendar=calendar_of(matter.district))
        if stage is None:
            return None
        known = set(clock.reminders.filter(due_on=clock.due_on).values_list("stage", flat=True))
        if stage in known:
            return None
        for passed in _up_to(stage):
            if passed not in known:
                _reach(matter, clock, passed, on=on, at=at)
        return stage


def _up_to(stage: ReminderStage) -> list[ReminderStage]:
    """The stage and, after a gap, the acts it passed over on the way: urging, supervision."""
    order = [ReminderStage.URGE, ReminderStage.SUPERVISE, ReminderStage.LEADER]
    return order[: order.index(stage) + 1] if stage in order else [stage]


def _reach(matter: Matter, clock: Clock, stage: ReminderStage, *, on: date, at: datetime) -> None:
    Reminder.objects.create(clock=clock, stage=stage, due_on=clock.due_on, at=at)
    _tell(matter, clock, stage, on=on, at=at)
    if clock.step in UNIT_STEPS and matter.visibility == Visibility.NORMAL:
        note = f"{clock.get_step_display()}已过期限（{clock.due_on}），系统按时限方案提醒。"
        if stage == ReminderStage.URGE and matter.status in EDGES["urge"].sources:
            urge(matter, note=note, by=None, at=at)
        if stage == ReminderStage.SUPERVISE and matter.status in EDGES["supervise"].sources:
            supervise(matter, note=note, by=None, at=at)


def _tell(matter: Matter, clock: Clock, stage: ReminderStage, *, on: date, at: datetime) -> None:
    users = set(logins_in_district(matter.district_id, Role.CONFIDANT, on=on))
    if matter.visibility == Visibility.NORMAL:
        users = set(logins_in_room(matter.room_id, Role.LIAISON, on=on))
        if clock.step in UNIT_STEPS:
            units = matter.dispatches.filter(ended_at=None).values_list("unit", flat=True)
            users |= set(logins_in_units(units, Role.HANDLER, on=on))
        if clock.step in OFFICE_STEPS or stage in (ReminderStage.SUPERVISE, ReminderStage.LEADER):
            users |= set(logins_in_district(matter.district_id, Role.OFFICE, on=on))
        if stage == ReminderStage.LEADER:
            users |= set(logins_in_room(matter.room_id, Role.HEAD, on=on))
    outbox.tell(
        users,
        event=f"clock:{clock.pk}:{stage}:{clock.due_on}",
        text=f"编号尾号 {matter.ref[-4:]} 的事项：{clock.get_step_display()}{stage.label}",
        about=notices.about(matter),
        at=at,
    )


def run_clocks(*, at: datetime) -> dict[str, int]:
    """Everything that falls due by itself; each case in its own transaction, counts returned.

    Pauses that lasted too long end; evaluation windows that ran out close; promises are asked.
    Five statements when nothing is new: stages are worked out before anything is locked.
    """
    on = day_of(at)
    counts = {"resumed": 0, "reminded": 0, "closed": 0, "asked": 0}
    for clock in Clock.objects.filter(stopped_at=None, paused_on__isnull=False):
        if clock.paused_on:
            counts["resumed"] += _end_long_pause(clock, clock.paused_on, at=at)
    for clock in _newly_reached(on):
        counts["reminded"] += remind(clock, at=at) is not None
    window = Clock.objects.filter(stopped_at=None, step=ClockStep.EVALUATE, due_on__lt=on)
    for clock in window.select_related("matter"):
        if clock.matter.status == Status.TOLD and not clock.matter.is_of_delegates:
            with suppress(Refused):  # rated or closed by somebody in this very moment
                close(clock.matter, note="评价期已过，未评价。", by=None, at=at)
                counts["closed"] += 1
    due = Commitment.objects.filter(status=CommitmentStatus.OPEN, due_on__lte=on)
    for commitment in due.select_related("matter"):
        counts["asked"] += ask_again(commitment, by=None, at=at).asked_at == at
    return counts


def _newly_reached(on: date) -> list[Clock]:
    """Running clocks whose stage of the day has no reminder yet, the earliest due first."""
    nearing = (
        Clock.objects.filter(stopped_at=None, paused_on=None, due_on__lte=on + HORIZON)
        .exclude(step__in=[*SILENT, ClockStep.EVALUATE])
        .select_related("matter__district")
        .order_by("due_on", "pk")
    )
    told = Reminder.objects.filter(clock__stopped_at=None, clock__due_on__lte=on + HORIZON)
    known = set(told.values_list("clock", "stage", "due_on"))
    reached = []
    for clock in nearing.iterator(chunk_size=2000):
        stage = stage_of(clock, on=on, calendar=calendar_of(clock.matter.district))
        if stage and (clock.pk, stage, clock.due_on) not in known:
            reached.append(clock)
    return reached


def _end_long_pause(clock: Clock, paused_on: date, *, at: datetime) -> bool:
    with transaction.atomic():
        matter = Matter.objects.locked(Matter(pk=clock.matter_id))
        end = add_workdays(paused_on, PAUSE_WORKDAYS, calendar_of(matter.district)).on
        if day_of(at) < end:
            return False
        resume(matter, at=at)
        mirror(matter, matter.clocks.filter(stopped_at=None))  # no mover follows here
        matter.save()
        return True
