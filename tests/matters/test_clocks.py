"""When a matter is due, and how every due day explains itself."""

from datetime import date, timedelta

import pytest

from tests.matters.moves import MOVES, WAY_TO, matter_in
from tests.refusals import refused
from tests.world import DAY, NOON, TODAY
from zhushi.core.holidays import shipped_calendar
from zhushi.core.moments import start_of
from zhushi.core.workdays import workdays_between
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.ask import add, ask
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.extend import ask_extension, decide_extension
from zhushi.matters.actions.recompute import recompute
from zhushi.matters.actions.remind import run_clocks
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import send_back
from zhushi.matters.actions.set_reference import set_limits
from zhushi.matters.choices import ClockStep, LimitUnit, OpinionType, ReplyClass
from zhushi.matters.deadlines import SILENT, due
from zhushi.matters.limits import DEFAULTS
from zhushi.matters.models import Matter
from zhushi.rooms.actions.set_calendar_day import set_calendar_day
from zhushi.rooms.models import Unit

pytestmark = pytest.mark.django_db
HELP_DUE = date(2026, 10, 23)  # 30 working days after 7 September


def noon(on: date):
    return start_of(on) + timedelta(hours=12)


def sent(world, *, at=NOON, due_days=None, **fields) -> Matter:
    """A matter dispatched on the day it was received."""
    matter = accept(world.matter(at=at, **fields).matter, by=world.乙, at=at)
    return dispatch(
        matter, lead=Charge(world.住建), extract="修灯", due_days=due_days, by=world.己, at=at
    )


def answer_clock(matter, step=ClockStep.REPLY):
    return matter.clocks.get(step=step, stopped_at=None)


def written(matter, world, at=NOON):
    return reply(
        matter.dispatches.get(),
        reply_class=ReplyClass.A,
        text="十一处声控灯今天全部换好。",
        signatory="王局长",
        by=world.庚,
        at=at,
    )


def test_an_answer_is_due_by_the_type_counted_from_the_day_of_receipt(world):
    dues = {}
    for opinion_type in set(OpinionType) - {OpinionType.REPORT}:
        matter = accept(world.matter(opinion_type=opinion_type).matter, by=world.乙, at=NOON)
        later = NOON + 2 * DAY
        matter = dispatch(matter, lead=Charge(world.住建), extract="修灯", by=world.己, at=later)
        dues[opinion_type] = answer_clock(matter).due_on
    assert dues.pop(OpinionType.ENQUIRY) == date(2026, 9, 9)
    assert set(dues.values()) == {HELP_DUE}


def test_thirty_working_days_over_the_holiday_with_days_worked_in_exchange(world):
    clock = answer_clock(sent(world))
    calendar = shipped_calendar()
    days = (TODAY + n * DAY for n in range(1, (HELP_DUE - TODAY).days + 1))
    assert sum(map(calendar.is_workday, days)) == 30
    for words in ("30 个工作日", "国庆节假期", "调休上班", "到10月23日"):
        assert words in clock.sentence
    assert "三十个工作日" in clock.basis
    assert clock.profile_version == 1


@pytest.mark.parametrize(
    ("on", "due_on", "words"),
    [
        (TODAY, TODAY, "当天办理"),
        (date(2026, 9, 12), date(2026, 9, 14), "逢休息日到2026年9月14日"),
        (date(2026, 10, 1), date(2026, 10, 8), "逢休息日"),
        (date(2026, 10, 10), date(2026, 10, 10), "当天办理"),
    ],
)
def test_an_urgent_matter_is_due_the_same_day(world, on, due_on, words):
    clock = answer_clock(sent(world, at=noon(on), is_urgent=True))
    assert clock.due_on == due_on
    assert words in clock.sentence


def test_a_shorter_time_may_be_set_with_the_dispatch(world):
    assert answer_clock(sent(world, due_days=5)).due_on == date(2026, 9, 14)
    other = accept(world.matter().matter, by=world.乙, at=NOON)
    with refused("不能比时限方案的 30 个工作日更长"):
        dispatch(other, lead=Charge(world.住建), extract="修灯", due_days=31, by=world.己, at=NOON)


def test_the_unit_sees_the_same_day_as_the_clock_after_every_change(world):
    matter = sent(world)
    lead = matter.dispatches.get()
    MOVES["sign_in"](world, matter)
    ask_extension(lead, reason="等灯具到货", workdays=10, by=world.庚, at=NOON)
    decide_extension(lead, is_granted=True, by=world.己, at=NOON)
    clock = answer_clock(matter)
    lead.refresh_from_db()
    assert clock.due_on == lead.due_on == date(2026, 11, 6)
    assert "延期或暂停另加 10 个" in clock.sentence
    assert workdays_between(HELP_DUE, clock.due_on, shipped_calendar()) == 10
    ask(matter, text="几号楼？", by=world.乙, at=NOON)
    lead.refresh_from_db()
    assert lead.due_on == answer_clock(matter).due_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("waited", "more"), [(0, 0), (1, 1), (3, 3), (5, 4), (9, 7), (30, 10), (60, 10)]
)
def test_a_question_stops_the_clock_for_the_days_it_waits_at_most_ten(world, waited, more):
    """``waited`` days from Monday 7 September on, weekends among them."""
    matter = ask(sent(world), text="几号楼？", by=world.乙, at=NOON)
    assert answer_clock(matter).due_on == date(2026, 11, 6)
    matter = add(matter, text="三号楼", by=None, at=NOON + waited * DAY)
    clock = answer_clock(matter)
    assert clock.paused_on is None
    assert workdays_between(HELP_DUE, clock.due_on, shipped_calendar()) == clock.extra == more
    assert matter.due_on == min(c.due_on for c in matter.clocks.filter(stopped_at=None))


def test_a_question_nobody_answers_stops_the_clock_ten_days_and_no_longer(world):
    matter = ask(sent(world), text="几号楼？", by=world.乙, at=NOON)
    tenth = date(2026, 9, 20)
    for on, resumed in ((tenth - DAY, 0), (tenth, 1), (tenth + DAY, 0)):
        assert run_clocks(at=noon(on))["resumed"] == resumed
    assert answer_clock(matter).extra == 10
    assert add(matter, text="三号楼", by=None, at=noon(tenth + DAY)).pk
    assert answer_clock(matter).extra == 10


def test_an_answer_during_a_pause_ends_it_and_sending_back_keeps_that_day(world):
    matter = MOVES["sign_in"](world, sent(world))
    matter = ask(matter, text="几号楼？", by=world.乙, at=NOON)
    matter = written(matter, world, at=NOON + 2 * DAY)
    matter = send_back(matter, reason="请写明数量", by=world.己, at=NOON + 3 * DAY)
    clock = answer_clock(matter)
    assert (clock.paused_on, clock.extra) == (None, 2)
    assert workdays_between(HELP_DUE, clock.due_on, shipped_calendar()) == 2


def test_sending_back_never_moves_the_day(world):
    matter = MOVES["sign_in"](world, sent(world))
    first = answer_clock(matter)
    for turn in range(1, 4):
        matter = written(matter, world, at=NOON + turn * DAY)
        assert matter.due_step == ClockStep.REVIEW
        matter = send_back(matter, reason="请写明数量", by=world.己, at=NOON + turn * DAY)
        assert (answer_clock(matter).pk, answer_clock(matter).due_on) == (first.pk, HELP_DUE)


def test_a_redo_takes_a_month_and_moves_off_the_holiday(world):
    matter = matter_in(world, "EVALUATED")
    matter = MOVES["redo"](world, matter)
    clock = answer_clock(matter, ClockStep.REDO)
    assert clock.due_on == date(2026, 10, 8) == matter.due_on
    assert "1 个月" in clock.sentence
    assert "国庆节" in clock.sentence


def test_months_and_more_days_are_said_together():
    reached = due(TODAY, 1, LimitUnit.MONTHS, shipped_calendar(), extra=2)
    assert reached.on == date(2026, 10, 10)
    assert reached.sentence.endswith("另加 2 个工作日，到2026年10月10日。")


def test_a_new_profile_holds_for_new_clocks_only(world):
    old = sent(world)
    shorter = [
        d._replace(length=20) if (d.step, d.limit_class) == (ClockStep.REPLY, "") else d
        for d in DEFAULTS
    ]
    set_limits(world.雁, name="新", starts_on=TODAY, limits=shorter, by=world.己, at=NOON)
    assert answer_clock(old).due_on == HELP_DUE
    clock = answer_clock(sent(world))
    assert (clock.length, clock.profile_version) == (20, 2)


@pytest.fixture
def winter(world):
    """A matter whose answer falls due in a year that is not announced yet."""
    return sent(world, at=noon(date(2026, 12, 21)))


def enter_2027(world, *days, is_off=True):
    district = Unit.objects.get(pk=world.雁.pk)
    for on in days:
        set_calendar_day(
            district, on=on, is_off=is_off, name="春节", is_official=True, by=world.己, at=NOON
        )
    return district


def test_an_unknown_year_gives_a_provisional_day_that_moves_when_it_is_known(world, winter):
    clock = answer_clock(winter)
    assert clock.is_provisional
    assert "2027年放假安排尚未公布" in clock.sentence
    assert winter.is_due_provisional == (winter.due_on.year == 2027)

    off = [clock.due_on - n * DAY for n in range(3)]
    district = enter_2027(world, *off)
    before = noon(date(2026, 12, 28))
    assert recompute(district, by=world.己, at=before) >= 1
    again = answer_clock(winter)
    assert again.due_on > clock.due_on
    assert not again.is_provisional
    assert winter.dispatches.get().due_on == again.due_on
    assert recompute(district, by=world.己, at=before) == 0


def test_a_promised_day_never_comes_nearer(world, winter):
    clock = answer_clock(winter)
    weekend = [date(2027, 1, 9) + n * DAY for n in range(2)]
    district = enter_2027(world, *weekend, is_off=False)
    recompute(district, by=world.己, at=noon(date(2026, 12, 28)))
    again = answer_clock(winter)
    assert again.due_on == clock.due_on
    assert "不提前" in again.sentence


def test_a_breached_day_never_moves(world, winter):
    clock = answer_clock(winter)
    district = enter_2027(world, clock.due_on)
    recompute(district, by=world.己, at=noon(clock.due_on + DAY))
    assert answer_clock(winter).due_on == clock.due_on


def test_the_matter_mirrors_its_nearest_running_clock_in_every_status(world):
    for status in WAY_TO:
        matter = matter_in(world, status)
        running = [c for c in matter.clocks.filter(stopped_at=None) if c.step not in SILENT]
        nearest = min(running, key=lambda c: (c.due_on, c.pk), default=None)
        assert matter.due_on == (nearest.due_on if nearest else None), status
        assert matter.due_step == (nearest.step if nearest else ""), status
        assert all(c.sentence.endswith("。") and c.basis for c in running), status
        assert len({(c.step, c.dispatch_id) for c in running}) == len(running), status
