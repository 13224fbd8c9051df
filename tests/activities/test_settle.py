"""Days planned before the holidays were known move with their duties, or say why not."""

from datetime import date, time

import pytest

from tests.world import NOON, SINCE
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.actions.block_out import block_out
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.say_weekdays_off import say_weekdays_off
from zhushi.activities.actions.set_rule import set_rule
from zhushi.activities.actions.settle_days import settle_days
from zhushi.activities.choices import DayStatus, DutyPart, RuleKind
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.core.holidays import merge, shipped_calendar
from zhushi.core.models import AuditEntry, Notice
from zhushi.people.actions.note_leave import note_leave

pytestmark = pytest.mark.django_db
FEBRUARY, MARCH = date(2027, 2, 10), date(2027, 3, 10)
KNOWN = merge(
    shipped_calendar(),
    [(date(2027, 2, d), True, "春节") for d in range(8, 15)] + [(date(2027, 3, 13), False, "春节")],
    extra_years=[2027],
)
"""2027 as it might be announced: the tenth of February turns out to be a holiday."""


@pytest.fixture
def days(world) -> dict[date, ReceptionDay]:
    """The tenth of February and of March 2027, planned before anybody knows the holidays."""
    set_rule(
        world.东, kind=RuleKind.MONTH_DAY, month_day=10, starts_at=time(9), ends_at=time(11),
        starts_on=SINCE, by=world.乙, at=NOON,
    )  # fmt: skip
    unknown = merge(shipped_calendar(), [(FEBRUARY, False, "还不知道")])
    made = plan_days(world.东, since=FEBRUARY, until=MARCH, calendar=unknown, by=world.乙, at=NOON)
    ReceptionDay.objects.update(is_provisional=True)
    assign_duty(made[0], world.people["丙"], by=world.乙, at=NOON)
    return {day.on: day for day in made}


def settle(world):
    return settle_days(ReceptionDay.objects.all(), calendar=KNOWN, by=world.乙, at=NOON)


def test_a_day_that_turns_out_a_holiday_moves_and_another_is_settled_where_it_is(world, days):
    settle(world)
    assert list(ReceptionDay.objects.values_list("on", "moved_because", "is_provisional")) == [
        (date(2027, 2, 15), "2月10日逢春节，顺延", False),
        (MARCH, "", False),
    ]
    assert AuditEntry.objects.filter(event="reception.settle").count() == 1


def test_the_duties_go_along_and_those_on_duty_are_told(world, days):
    settle(world)
    assert Duty.objects.get().day.on == date(2027, 2, 15)
    assert "原定2月10日" in Notice.objects.get(user=world.丙).text


def test_who_left_the_room_by_the_new_date_is_taken_off_and_told(world, days):
    world.people["丙"].postings.update(ends_on=date(2027, 2, 12))
    settle(world)
    assert Duty.objects.count() == 0
    assert "不用值班了" in Notice.objects.get(user=world.丙).text


def test_an_announced_day_stays_and_says_why(world, days):
    ReceptionDay.objects.filter(on=FEBRUARY).update(status=DayStatus.ANNOUNCED)
    obstacles = [one.obstacle for one in settle(world) if one.obstacle]
    assert obstacles == ["已经公布，请取消这天再另排"]
    assert ReceptionDay.objects.filter(on=FEBRUARY, is_provisional=True).exists()


def test_a_day_does_not_move_onto_another(world, days):
    first = days[FEBRUARY]
    ReceptionDay.objects.create(
        district=world.雁, room=world.东, on=date(2027, 2, 15), nominal_on=date(2027, 2, 15),
        starts_at=first.starts_at, ends_at=first.ends_at,
    )  # fmt: skip
    assert "本来就有接待日" in "".join(one.obstacle for one in settle(world))
    assert ReceptionDay.objects.filter(on=FEBRUARY).exists()


def test_two_days_do_not_settle_on_one_date(world, days):
    first = days[FEBRUARY]
    ReceptionDay.objects.create(
        district=world.雁, room=world.东, on=date(2027, 2, 11), nominal_on=date(2027, 2, 11),
        is_provisional=True, starts_at=first.starts_at, ends_at=first.ends_at,
    )  # fmt: skip
    obstacles = [one.obstacle for one in settle(world)]
    assert [bool(obstacle) for obstacle in obstacles] == [False, True, False]


def test_as_long_as_nothing_is_known_nothing_changes(world, days):
    unknown = merge(shipped_calendar(), [(FEBRUARY, False, "还不知道")])
    assert settle_days(ReceptionDay.objects.all(), calendar=unknown, by=world.乙, at=NOON) == []
    settle(world)
    assert settle(world) == []


def notices(world, who):
    found = Notice.objects.filter(user=world.users[who], event__startswith="reception.settle")
    return list(found.values_list("text", flat=True))


def test_the_liaison_hears_of_the_new_date_and_whom_it_does_not_suit(world, days):
    block_out(
        world.people["丙"], starts_on=date(2027, 2, 15), ends_on=date(2027, 2, 15), by=world.丙,
        at=NOON,
    )  # fmt: skip
    moved = settle_days(ReceptionDay.objects.all(), calendar=KNOWN, by=world.甲, at=NOON)[0]

    assert moved.unsuited == ("丙",)
    assert Duty.objects.count() == 1, "the desk decides, not the calendar"
    assert notices(world, "乙") == [
        "东街街道党代表工作室2月10日的接待改到2月15日，丙说过那天不方便，请看看值班"
    ]
    assert notices(world, "戊") == []


def test_a_weekday_that_does_not_suit_is_named_too_and_who_is_on_leave_taken_off(world, days):
    assign_duty(days[FEBRUARY], world.people["丁"], part=DutyPart.ASSIST, by=world.乙, at=NOON)
    say_weekdays_off(world.people["丙"], [0], by=world.丙, at=NOON)
    note_leave(
        world.people["丁"], starts_on=date(2027, 2, 15), ends_on=date(2027, 2, 16), by=world.乙,
        at=NOON,
    )  # fmt: skip
    moved = settle_days(ReceptionDay.objects.all(), calendar=KNOWN, by=world.甲, at=NOON)[0]

    assert (moved.taken_off, moved.unsuited) == (("丁",), ("丙",))
    assert "丁来不了已取下，丙说过那天不方便" in notices(world, "乙")[0]


def test_where_the_new_date_suits_everybody_nothing_is_asked_of_the_liaison(world, days):
    settle_days(ReceptionDay.objects.all(), calendar=KNOWN, by=world.甲, at=NOON)
    assert notices(world, "乙") == ["东街街道党代表工作室2月10日的接待改到2月15日"]
