"""What the clocks do by themselves: each stage once, at its working day, without content."""

from datetime import date, timedelta

import pytest
from django.db.models import Count

from tests.matters.moves import MOVES, WAY_TO, matter_in
from tests.world import DAY, TODAY
from zhushi.core.holidays import shipped_calendar
from zhushi.core.models import Notice
from zhushi.core.moments import start_of
from zhushi.core.workdays import workday_after, workdays_between
from zhushi.matters.actions.remind import run_clocks
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.settle_commitment import settle_commitment
from zhushi.matters.choices import ClockStep, CommitmentStatus, ReminderStage, ReplyClass, Status
from zhushi.matters.lateness import stage_of
from zhushi.matters.models import Clock, Commitment, Reminder

pytestmark = pytest.mark.django_db
S = ReminderStage
CALENDAR = shipped_calendar()


def tick(on: date) -> dict[str, int]:
    return run_clocks(at=start_of(on) + timedelta(hours=12))


def reached(clock) -> dict[str, date]:
    """Stage → the day on which it was noted."""
    return {
        row.stage: (row.at + timedelta(hours=8)).date() for row in clock.reminders.order_by("pk")
    }


@pytest.mark.parametrize("length", [1, 2, 5, 10, 15, 30])
def test_stages_come_at_their_working_day(length):
    due_on = workday_after(TODAY, length, CALENDAR)
    clock = Clock(starts_on=TODAY, due_on=due_on)
    for n in range((due_on - TODAY).days + 20):
        on = TODAY + n * DAY
        late = workdays_between(due_on, on, CALENDAR)
        gone = workdays_between(TODAY, on, CALENDAR)
        if late >= 5:
            stage = S.LEADER
        elif late >= 3:
            stage = S.SUPERVISE
        elif late >= 1:
            stage = S.URGE
        elif on >= due_on:
            stage = S.RED
        else:
            stage = S.AMBER if gone and (-late <= 3 or gone / length >= 0.7) else None
        assert stage_of(clock, on=on, calendar=CALENDAR) == stage, on


def test_a_unit_that_does_not_sign_in_is_reminded_urged_supervised_and_reported(world):
    matter = matter_in(world, "DISPATCHED")
    clock = matter.clocks.get(step=ClockStep.SIGN_IN, dispatch__is_lead=True)
    for n in range(12):
        tick(TODAY + n * DAY)
        assert tick(TODAY + n * DAY)["reminded"] == 0, n
    assert reached(clock) == {
        S.AMBER: date(2026, 9, 8),
        S.RED: date(2026, 9, 9),
        S.URGE: date(2026, 9, 10),
        S.SUPERVISE: date(2026, 9, 14),
        S.LEADER: date(2026, 9, 16),
    }
    for verb, stage in (("urge", S.URGE), ("supervise", S.SUPERVISE)):
        noted = Reminder.objects.filter(clock__matter=matter, stage=stage).count()
        assert matter.steps.filter(verb=verb, by=None).count() == noted
    told = f"clock:{clock.pk}:LEADER:{clock.due_on}"
    users = set(Notice.objects.filter(event=told).values_list("user__person__name", flat=True))
    assert users == {"甲", "乙", "己", "庚", "辛"}
    amber = f"clock:{clock.pk}:AMBER:{clock.due_on}"
    users = set(Notice.objects.filter(event=amber).values_list("user__person__name", flat=True))
    assert users == {"乙", "庚", "辛"}


def test_after_days_without_a_tick_each_stage_comes_at_most_once(world):
    matter = matter_in(world, "DISPATCHED")
    tick(TODAY + DAY)
    for on in (date(2026, 9, 14), date(2026, 9, 17), date(2026, 9, 18)):
        tick(on)
        assert tick(on)["reminded"] == 0
    most = Reminder.objects.values("clock", "stage").annotate(n=Count("pk"))
    assert {row["n"] for row in most} == {1}
    clock = matter.clocks.get(step=ClockStep.SIGN_IN, dispatch__is_lead=True)
    assert list(reached(clock)) == [S.AMBER, S.URGE, S.SUPERVISE, S.LEADER]


def test_a_clock_that_moved_is_reminded_anew_and_a_stopped_or_paused_one_never(world):
    matter = matter_in(world, "DISPATCHED")
    tick(TODAY)
    before = Reminder.objects.count()
    MOVES["sign_in"](world, matter)
    MOVES["co_sign_in"](world, matter)
    MOVES["ask"](world, matter)
    reply_clock = matter.clocks.get(step=ClockStep.REPLY)
    Clock.objects.filter(pk=reply_clock.pk).update(due_on=TODAY)
    MOVES["contact"](world, matter)
    tick(TODAY + DAY)
    assert Reminder.objects.count() == before


def test_nothing_a_resident_said_is_in_a_notice(world):
    for status in WAY_TO:
        matter_in(world, status)
    for n in (0, 2, 3, 7, 9, 30, 50, 60):
        tick(TODAY + n * DAY)
    texts = set(Notice.objects.values_list("text", flat=True))
    assert texts
    for words in ("灯", "楼道", "五号院", "钱小满", "老人", "住建", "DJ-"):
        assert not any(words in text for text in texts)
    assert all("编号尾号" in text for text in texts)


def test_a_sealed_matter_reminds_its_confidants_alone(world):
    matter = matter_in(world, "SEALED")
    Notice.objects.all().delete()
    for n in range(10):
        tick(TODAY + n * DAY)
    assert set(Notice.objects.values_list("user__person__name", flat=True)) == {"壬"}
    assert not matter.steps.filter(verb__in=("urge", "supervise")).exists()


def test_a_matter_nobody_rates_is_closed_the_day_after_the_window(world):
    matter = matter_in(world, "TOLD")
    clock = matter.clocks.get(step=ClockStep.EVALUATE)
    assert workdays_between(TODAY, clock.due_on, CALENDAR) == 15
    assert tick(clock.due_on)["closed"] == 0
    assert tick(clock.due_on + DAY)["closed"] == 1
    assert tick(clock.due_on + DAY)["closed"] == 0
    matter.refresh_from_db()
    assert matter.status == Status.CLOSED
    assert matter.steps.last().by is None
    assert not clock.reminders.exists()


def test_a_promise_is_asked_once_on_its_day_and_again_when_it_was_postponed(world):
    matter = matter_in(world, "HANDLING")
    reply(
        matter.dispatches.get(is_lead=True),
        reply_class=ReplyClass.B,
        text="声控灯已经采购，十日前换好。",
        signatory="王局长",
        promised="换声控灯",
        promised_on=date(2026, 9, 10),
        by=world.庚,
        at=start_of(TODAY),
    )
    asked = [tick(date(2026, 9, day))["asked"] for day in (9, 10, 10, 11)]
    assert asked == [0, 1, 0, 0]
    promise = Commitment.objects.get()
    assert promise.status == CommitmentStatus.ASKED
    told = Notice.objects.filter(event__startswith="commitment:")
    assert set(told.values_list("user__person__name", flat=True)) == {"乙", "庚"}
    settle_commitment(
        promise,
        is_kept=False,
        result="灯具没有到货",
        postponed_to=date(2026, 9, 24),
        by=world.乙,
        at=start_of(date(2026, 9, 11)),
    )
    assert [tick(date(2026, 9, day))["asked"] for day in (23, 24, 25)] == [0, 1, 0]
    assert told.count() == 4
