"""A reception day from its rule to its end: planned, staffed, announced, booked, held."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.refusals import refused
from tests.world import DAY, NOON, SINCE, TODAY, announced_day
from zhushi.activities.actions.announce import announce
from zhushi.activities.actions.assign_duty import assign_duty, release_duty
from zhushi.activities.actions.book import book, cancel_booking
from zhushi.activities.actions.end_turn import end_turn
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.queue import arrive, call, walk_in
from zhushi.activities.actions.run_day import cancel_day, close_day, open_day
from zhushi.activities.actions.set_rule import end_rule, set_rule
from zhushi.activities.choices import DayStatus, DutyPart, RuleKind, TurnStatus
from zhushi.activities.models import ReceptionDay, Slot, Turn
from zhushi.core.holidays import shipped_calendar
from zhushi.core.models import Notice
from zhushi.people.actions.post import post
from zhushi.people.choices import Role
from zhushi.vault.actions.keep import Who
from zhushi.vault.models import Identity

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 16)
MORNING = NOON + 9 * DAY - timedelta(hours=3)  # 16 September, nine o'clock


def rule(world, room="东", **fields):
    fields = {
        "kind": RuleKind.MONTH_DAY,
        "month_day": 10,
        "starts_at": time(9),
        "ends_at": time(11),
        "starts_on": SINCE,
        **fields,
    }
    return set_rule(world.rooms[room], **fields, by=world.乙, at=NOON)


def plan(world, room="东", *, since=date(2026, 7, 1), until=date(2026, 12, 31)):
    return plan_days(
        world.rooms[room],
        since=since,
        until=until,
        calendar=shipped_calendar(),
        by=world.乙,
        at=NOON,
    )


def who(phone="13800004417", name="钱小满"):
    return Who(name=name, phone=phone)


def booking(slot, key, *, at=NOON, **fields):
    return book(slot, who=fields.pop("who", who()), key=key, at=at, **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": RuleKind.NTH_WEEKDAY, "nth": 5, "weekday": 2}, "第几个"),
        ({"kind": RuleKind.NTH_WEEKDAY, "nth": 1, "weekday": 6}, "第几个"),
        ({"kind": RuleKind.NTH_WEEKDAY}, "第几个"),
        ({"month_day": 29}, "1 到 28"),
        ({"month_day": None}, "1 到 28"),
        ({"ends_at": time(8)}, "太短"),
        ({"slot_minutes": 4}, "太短"),
        ({"slot_places": 0}, "太短"),
        ({"slot_minutes": 121}, "太短"),
    ],
)
def test_a_rule_says_which_day_and_has_room_for_a_slot(world, fields, words):
    with refused(words):
        rule(world, **fields)


def test_planning_twice_makes_nothing_twice_and_an_ended_rule_makes_no_more(world):
    first = rule(world)
    made = plan(world)
    assert [day.on for day in made] == [date(2026, month, 10) for month in range(7, 13)]
    assert made[0].slots.count() == 4
    assert plan(world) == []
    second = rule(world, month_day=20)
    assert len(plan(world)) == 6
    end_rule(first, ends_on=TODAY, by=world.乙, at=NOON)
    with refused("已经停用"):
        end_rule(first, ends_on=TODAY, by=world.乙, at=NOON)
    later = plan(world, since=date(2027, 1, 1), until=date(2027, 2, 28))
    assert {day.nominal_on.day for day in later} == {second.month_day}
    assert ReceptionDay.objects.filter(room=world.西).count() == 0


def test_two_rules_that_meet_on_one_day_make_one_day(world):
    rule(world, month_day=19)
    rule(world, month_day=21)  # 19 December 2026 is a Saturday and moves to Monday the 21st
    made = plan(world, since=date(2026, 12, 1))
    assert [f"{day.on:%m-%d}" for day in made] == ["12-21"]


def test_who_is_on_duty_belongs_to_the_room_and_is_in_one_place(world):
    rule(world)
    rule(world, "东社")
    day = plan(world)[2]
    other = plan(world, "东社")[2]
    with refused("不属于这个工作室"):
        assign_duty(day, world.people["戊"], by=world.乙, at=NOON)
    with refused("只能排“协助”"):
        assign_duty(day, world.people["丁"], by=world.乙, at=NOON)
    assign_duty(day, world.people["丁"], part=DutyPart.ASSIST, by=world.乙, at=NOON)
    first = assign_duty(day, world.people["丙"], by=world.乙, at=NOON)
    backup = assign_duty(day, world.people["丙"], part=DutyPart.BACKUP, by=world.乙, at=NOON)
    assert first.pk == backup.pk
    post(
        world.people["丙"],
        role=Role.DELEGATE,
        place=world.东社,
        starts_on=TODAY,
        by=world.己,
        at=NOON,
    )
    with refused("同一时间在东街街道党代表工作室值班"):
        assign_duty(other, world.people["丙"], by=world.乙, at=NOON)
    release_duty(backup, by=world.乙, at=NOON)
    duty = assign_duty(other, world.people["丙"], by=world.乙, at=NOON)
    cancel_day(other, reason="停电", by=world.乙, at=NOON)
    with refused("不能再改"):
        release_duty(duty, by=world.乙, at=NOON)
    with refused("不能再排人"):
        assign_duty(other, world.people["丙"], by=world.乙, at=NOON)


def test_a_day_is_announced_three_days_before_with_somebody_to_receive(world):
    rule(world)
    day = plan(world)[2]  # 10 September
    with refused("还没有排接待的党代表"):
        announce(day, by=world.乙, at=NOON)
    assign_duty(day, world.people["丙"], by=world.乙, at=NOON)
    with refused("至少提前 3 天"):
        announce(day, by=world.乙, at=NOON + DAY)
    assert announce(day, by=world.乙, at=NOON).status == DayStatus.ANNOUNCED
    assert Notice.objects.get(user=world.丙).text == "您9月10日在东街街道党代表工作室值班"
    with refused("已公布"):
        announce(day, by=world.乙, at=NOON)


def test_a_slot_is_never_oversold_and_a_cancelled_place_is_free_again(world):
    day = announced_day(world)
    slot = day.slots.first()
    turn, code = booking(slot, "a")
    assert (turn.number, turn.called_name, turn.status) == (1, "钱＊＊", TurnStatus.EXPECTED)
    again, same = booking(slot, "a")
    assert (again, same) == (turn, code)
    with refused("刚被约满"):
        booking(slot, "b")
    with refused("已经提交过"):
        booking(slot, "a", subject="另一件事")
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken=2)
    cancel_booking(turn, by=None, at=NOON)
    with refused("已取消"):
        cancel_booking(turn, by=None, at=NOON)
    assert Slot.objects.get(pk=slot.pk).taken == 0
    assert booking(slot, "c")[0].number == 2


def test_one_telephone_holds_two_bookings_in_a_room_however_it_is_written(world):
    day = announced_day(world)
    slots = list(day.slots.all())
    booking(slots[0], "a")
    booking(slots[1], "b", who=who("138-0000-4417"))
    with refused("已有两个预约"):
        booking(slots[2], "c", who=who("１３８００００４４１７"))
    booking(slots[2], "d", who=who("13900000000"))
    booking(slots[3], "e", who=Who())
    assert Identity.objects.count() == 4


def test_what_nobody_came_to_does_not_count_for_the_next_day(world):
    day = announced_day(world)
    for number, slot in enumerate(day.slots.all()[:2]):
        booking(slot, str(number))
    ReceptionDay.objects.filter(pk=day.pk).update(on=TODAY - DAY)
    later = announced_day(world, on=date(2026, 10, 21))
    assert booking(later.slots.first(), "later")[0].number == 1


def test_only_what_lies_ahead_on_an_announced_day_is_booked(world):
    rule(world, "西")
    planned = plan(world, "西")[2]
    with refused("现在不能预约"):
        booking(planned.slots.first(), "a")
    day = announced_day(world)
    with refused("已经过了"):
        booking(day.slots.first(), "b", at=MORNING)
    assert booking(day.slots.last(), "c", at=MORNING)[0].day == day


def test_one_queue_takes_booked_and_walk_ins_one_visitor_at_a_time(world):
    day = announced_day(world)
    booked, _ = booking(day.slots.first(), "a")
    absent, _ = booking(day.slots.last(), "b", who=who("13900000000"))
    with refused("先点“开始接待”"):
        walk_in(day, by=world.乙, at=NOON)
    with refused("当天才能开始"):
        open_day(day, by=world.乙, at=NOON)
    open_day(day, by=world.乙, at=MORNING)
    walked = walk_in(day, called_name=" 李先生 ", by=world.乙, at=MORNING)
    assert (walked.number, walked.visitor, walked.status) == (3, "李先生", TurnStatus.WAITING)
    assert walk_in(day, by=world.乙, at=MORNING).visitor == "没留姓名"

    arrive(booked, by=world.乙, at=MORNING)
    with refused("等候"):
        arrive(booked, by=world.乙, at=MORNING)
    with refused("等候"):
        cancel_booking(booked, by=None, at=MORNING)
    delegate, head = world.people["丙"], world.people["甲"]
    call(booked, received_by=delegate, by=world.乙, at=MORNING)
    with refused("1 号还在接待"):
        call(walked, received_by=delegate, by=world.乙, at=MORNING)
    call(walked, received_by=head, by=world.乙, at=MORNING)
    with refused("还有 3 位来访人没有接待完"):
        close_day(day, by=world.乙, at=MORNING)
    end_turn(booked, verb="finish", by=world.乙, at=MORNING)
    end_turn(walked, verb="leave", by=world.乙, at=MORNING)
    for verb in ("finish", "leave", "miss"):
        with refused("不能再这样操作"):
            end_turn(booked, verb=verb, by=world.乙, at=MORNING)
    end_turn(Turn.objects.get(number=4), verb="miss", by=world.乙, at=MORNING)
    closed = close_day(day, summary="来了三人", by=world.乙, at=MORNING)
    assert closed.status == DayStatus.CLOSED
    assert Turn.objects.get(pk=absent.pk).status == TurnStatus.ABSENT
    with refused("已结束"):
        close_day(day, by=world.乙, at=MORNING)
    with refused("先点"):
        walk_in(day, by=world.乙, at=MORNING)


def test_who_is_put_on_or_taken_off_after_the_announcement_hears_of_it(world):
    day = announced_day(world)
    Notice.objects.all().delete()
    duty = assign_duty(day, world.people["甲"], by=world.乙, at=NOON)
    release_duty(duty, by=world.乙, at=NOON)
    cancel_day(day, reason="停电", by=world.乙, at=NOON)
    place = "您9月16日在东街街道党代表工作室"
    heard = sorted(Notice.objects.values_list("user__person__name", "text"))
    assert heard == sorted(
        [("甲", f"{place}值班"), ("甲", f"{place}不用值班了"), ("丙", f"{place}的接待取消了")]
    )


def test_a_cancelled_day_says_why_and_cancels_what_was_booked(world):
    day = announced_day(world)
    turn, _ = booking(day.slots.first(), "a")
    with refused("写明取消原因"):
        cancel_day(day, reason=" ", by=world.乙, at=NOON)
    assert cancel_day(day, reason="停电", by=world.乙, at=NOON).cancel_reason == "停电"
    assert Turn.objects.get(pk=turn.pk).status == TurnStatus.CANCELLED
    with refused("现在不能预约"):
        booking(day.slots.last(), "b")
    for again in (cancel_day, open_day):
        with refused("已取消"):
            more = {"reason": "停电"} if again is cancel_day else {}
            again(day, **more, by=world.乙, at=MORNING)
