"""Who is on duty can be replaced by a colleague who is free, by their own hands."""

import pytest

from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.ask_swap import ask_swap
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.actions.block_out import block_out, free_again
from zhushi.activities.actions.end_swap import decline_swap, withdraw_swap
from zhushi.activities.actions.say_weekdays_off import say_weekdays_off
from zhushi.activities.actions.take_swap import take_swap
from zhushi.activities.choices import DutyPart, SwapStatus
from zhushi.activities.models import BlockOut, Duty, ReceptionDay, Swap, WeekdayOff
from zhushi.activities.queries import swaps_for, who_could_take
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry, Notice
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(world):
    """子, a second delegate of 东, with a login; 丑 is a delegate of 西 as noise."""
    found = {}
    for name, room in (("子", world.东), ("丑", world.西)):
        person = register_person(world.雁, name=name, by=world.己, at=NOON)
        post(
            person, role=Role.DELEGATE, place=room, starts_on=TODAY - 99 * DAY, by=world.己, at=NOON
        )
        User.objects.create(username=f"login-{name}", person=person)
        found[name] = person
    return found["子"]


@pytest.fixture
def day(world) -> ReceptionDay:
    return announced_day(world)


@pytest.fixture
def duty(world, day):
    return Duty.objects.get(day=day, person=world.people["丙"])


def ask(duty, world, **more) -> Swap:
    return ask_swap(duty, by=world.丙, at=NOON, **more)


def test_everybody_who_is_free_is_asked_and_the_first_takes_it(world, colleague, day, duty):
    swap = ask(duty, world)
    assert Notice.objects.filter(user__person=colleague, event=f"swap.ask:{swap.pk}").exists()
    assert not Notice.objects.filter(user__person__name="丑").exists()

    take_swap(swap, colleague, by=colleague.login, at=NOON)

    duty.refresh_from_db()
    assert duty.person == colleague
    told = set(Notice.objects.filter(event=f"swap.take:{swap.pk}").values_list("user", flat=True))
    assert told == {world.丙.pk, world.乙.pk}
    assert AuditEntry.objects.filter(event="swap.take", target=day.ref).exists()


def test_the_lead_passes_to_who_takes_the_duty(world, colleague, duty):
    Duty.objects.filter(pk=duty.pk).update(is_lead=True)
    taken = take_swap(ask(duty, world), colleague, by=colleague.login, at=NOON)
    assert taken.is_lead


def test_two_duties_change_hands_at_once(world, colleague, day, duty):
    later = ReceptionDay.objects.create(
        district=world.雁, room=world.东, on=day.on + 14 * DAY, nominal_on=day.on + 14 * DAY,
        starts_at=day.starts_at, ends_at=day.ends_at,
    )  # fmt: skip
    theirs = assign_duty(later, colleague, by=world.乙, at=NOON)
    take_swap(
        ask(duty, world, asked=colleague, returns=theirs), colleague, by=colleague.login, at=NOON
    )
    duty.refresh_from_db()
    theirs.refresh_from_db()
    assert (duty.person, theirs.person) == (colleague, world.people["丙"])


def test_who_is_away_that_day_is_not_asked(world, colleague, day, duty):
    block_out(colleague, starts_on=day.on, ends_on=day.on, by=colleague.login, at=NOON)
    assert colleague not in who_could_take(duty)
    with pytest.raises(Refused, match="子那天不能来"):
        ask(duty, world, asked=colleague)


def test_who_says_a_day_of_the_week_is_not_asked_on_it(world, colleague, day, duty):
    say_weekdays_off(colleague, [day.on.weekday()], by=colleague.login, at=NOON)
    assert colleague not in who_could_take(duty)


def test_who_is_on_duty_elsewhere_by_then_cannot_take_it(world, colleague, day, duty):
    post(colleague, role=Role.DELEGATE, place=world.西, starts_on=TODAY, by=world.己, at=NOON)
    swap = ask(duty, world, asked=colleague)
    other = ReceptionDay.objects.create(
        district=world.雁, room=world.西, on=day.on, nominal_on=day.on,
        starts_at=day.starts_at, ends_at=day.ends_at,
    )  # fmt: skip
    assign_duty(other, colleague, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="同一时间"):
        take_swap(swap, colleague, by=colleague.login, at=NOON)
    duty.refresh_from_db()
    assert duty.person == world.people["丙"]


def test_only_who_was_asked_can_take_it(world, colleague, duty):
    head = world.people["甲"]
    Duty.objects.filter(person=head).delete()
    swap = ask(duty, world, asked=colleague)
    with pytest.raises(Refused, match="没有找您"):
        take_swap(swap, head, by=world.甲, at=NOON)


def test_nobody_takes_it_twice(world, colleague, duty):
    swap = ask(duty, world)
    take_swap(swap, colleague, by=colleague.login, at=NOON)
    with pytest.raises(Refused, match="已经有人接了"):
        take_swap(swap, world.people["甲"], by=world.甲, at=NOON)


def test_a_duty_is_asked_for_once_at_a_time_and_can_be_kept_after_all(world, colleague, duty):
    swap = ask(duty, world)
    with pytest.raises(Refused, match="已经在找人替"):
        ask(duty, world)
    withdraw_swap(swap, by=world.丙, at=NOON)
    assert ask(duty, world).status == SwapStatus.ASKED


def test_who_was_asked_alone_can_say_no(world, colleague, duty):
    swap = ask(duty, world, asked=colleague)
    decline_swap(swap, colleague, by=colleague.login, at=NOON)
    assert Notice.objects.filter(user=world.丙, event=f"swap.decline:{swap.pk}").exists()
    with pytest.raises(Refused, match="已经有结果"):
        withdraw_swap(swap, by=world.丙, at=NOON)


def test_on_the_day_itself_it_is_too_late(world, colleague, day, duty):
    late = NOON + (day.on - TODAY)
    with pytest.raises(Refused, match="当天和过去"):
        ask_swap(duty, by=world.丙, at=late)
    swap = ask(duty, world)
    with pytest.raises(Refused, match="日子已经到了"):
        take_swap(swap, colleague, by=colleague.login, at=late)


def test_who_assists_asks_the_liaison(world, colleague, day):
    helper = assign_duty(day, world.people["丁"], part=DutyPart.ASSIST, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="告诉联络员"):
        ask_swap(helper, by=world.丁, at=NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_asked_of_me_takes_a_fixed_number_of_statements(
    world, colleague, day, count, django_assert_num_queries
):
    for number in range(count):
        later = ReceptionDay.objects.create(
            district=world.雁, room=world.东, on=day.on + (number + 1) * DAY,
            nominal_on=day.on, starts_at=day.starts_at, ends_at=day.ends_at,
        )  # fmt: skip
        ask(assign_duty(later, world.people["丙"], by=world.乙, at=NOON), world)
    with django_assert_num_queries(2):
        found = swaps_for(colleague, on=TODAY)
        assert [swap.duty.day.room.name for swap in found] == ["东街街道党代表工作室"] * count


def test_the_days_said_are_kept_once_and_can_be_taken_back(world):
    person = world.people["丙"]
    for _ in range(2):
        blocked = block_out(person, starts_on=TODAY, ends_on=TODAY + 3 * DAY, by=world.丙, at=NOON)
    assert BlockOut.objects.count() == 1
    free_again(blocked, by=world.丙, at=NOON)
    assert BlockOut.objects.count() == 0
    say_weekdays_off(person, [0, 4], by=world.丙, at=NOON)
    say_weekdays_off(person, [4], by=world.丙, at=NOON)
    assert [row.weekday for row in WeekdayOff.objects.all()] == [4]


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [(3, 1, "填反了"), (-9, -1, "已经过去"), (0, 400, "最多一年")],
)
def test_days_that_cannot_be_meant_are_refused(world, starts, ends, words):
    with pytest.raises(Refused, match=words):
        block_out(
            world.people["丙"], starts_on=TODAY + starts * DAY, ends_on=TODAY + ends * DAY,
            by=world.丙, at=NOON,
        )  # fmt: skip
    with pytest.raises(Refused, match="总要留一天"):
        say_weekdays_off(world.people["丙"], range(5), by=world.丙, at=NOON)


def later_day(world, day, number: int) -> ReceptionDay:
    on = day.on + number * DAY
    return ReceptionDay.objects.create(
        district=world.雁, room=world.东, on=on, nominal_on=on,
        starts_at=day.starts_at, ends_at=day.ends_at,
    )  # fmt: skip


def test_nobody_gives_for_it_a_day_on_which_the_asker_is_on_duty_anyway(
    world, colleague, day, duty
):
    both = later_day(world, day, 7)
    mine = assign_duty(both, world.people["丙"], by=world.乙, at=NOON)
    theirs = assign_duty(both, colleague, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="您那天也在值班"):
        ask(duty, world, asked=colleague, returns=theirs)
    mine.delete()
    swap = ask(duty, world, asked=colleague, returns=theirs)
    assign_duty(both, world.people["丙"], by=world.乙, at=NOON)
    with pytest.raises(Refused, match="自己也在值班"):
        take_swap(swap, colleague, by=colleague.login, at=NOON)


def test_another_open_request_for_a_duty_that_changed_hands_is_over(world, colleague, day, duty):
    theirs = assign_duty(later_day(world, day, 7), colleague, by=world.乙, at=NOON)
    orphan = ask_swap(theirs, by=colleague.login, at=NOON)
    take_swap(
        ask(duty, world, asked=colleague, returns=theirs), colleague, by=colleague.login, at=NOON
    )
    orphan.refresh_from_db()
    assert orphan.status == SwapStatus.WITHDRAWN
    theirs.refresh_from_db()
    assert ask(theirs, world).status == SwapStatus.ASKED


def test_a_request_for_a_duty_that_is_gone_is_answered_in_words(world, colleague, duty):
    swap = ask(duty, world)
    Duty.objects.filter(pk=duty.pk).delete()
    with pytest.raises(Refused, match="不用换了"):
        take_swap(swap, colleague, by=colleague.login, at=NOON)
    with pytest.raises(Refused, match="已经取消"):
        withdraw_swap(swap, by=world.丙, at=NOON)
    with pytest.raises(Refused, match="刚刚改过"):
        ask(duty, world)
