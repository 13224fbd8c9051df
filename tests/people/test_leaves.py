"""Leave and stand-ins: days without a reason, rights for exactly these days, back early."""

from datetime import date

import pytest

from tests.refusals import refused
from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.queries import candidates_for
from zhushi.core.models import AuditEntry, Notice
from zhushi.core.perms import Perm
from zhushi.people.access import can_in_room, holdings
from zhushi.people.actions.name_stand_in import name_stand_in
from zhushi.people.actions.note_leave import end_leave, note_leave
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import Leave, Posting, User
from zhushi.people.queries import away_between, stand_ins_for

pytestmark = pytest.mark.django_db


def away(world, name="乙", *, first=1, last=5, by="己", at=NOON):
    """On leave from so many days after today to so many."""
    return note_leave(
        world.people[name],
        starts_on=TODAY + first * DAY,
        ends_on=TODAY + last * DAY,
        by=world.users[by],
        at=at,
    )


def is_liaison(world, name, on, room="东"):
    user = User.objects.get(pk=world.users[name].pk)
    return can_in_room(user, Perm.RECEPTION_RUN, world.rooms[room], on=on)


def test_a_leave_is_two_days_and_no_reason_and_the_room_s_desk_hears_of_it(world):
    leave = away(world, "丙", by="丙")

    text = "丙9月8日到9月12日请假，请看看这几天的值班"
    assert set(Notice.objects.filter(text=text).values_list("user__person__name", flat=True)) == {
        "甲",
        "乙",
    }
    assert not Notice.objects.filter(user=world.丙).exists()
    line = AuditEntry.objects.get(event="leave.note")
    assert (line.target, line.facts, line.actor) == (leave.person.ref, {}, world.丙.username)


def test_who_did_not_note_it_is_told(world):
    away(world, "丙", by="乙")

    assert Notice.objects.get(user=world.丙).text == "您9月8日到9月12日请假已登记"
    assert not Notice.objects.filter(user__in=(world.乙, world.戊)).exists()


@pytest.mark.parametrize(
    ("name", "first", "last", "words"),
    [
        ("丙", 5, 4, "不能早于第一天"),
        ("丙", -5, -1, "已经过去"),
        ("丙", 0, 366, "最多登记一年"),
        ("庚", 1, 2, "不在任何工作室"),
        ("乙", 5, 9, "已经登记过请假"),
        ("乙", -3, 1, "已经登记过请假"),
    ],
)
def test_a_leave_that_makes_no_sense_is_refused(world, name, first, last, words):
    away(world, "乙")

    with refused(words):
        away(world, name, first=first, last=last)


def test_two_leaves_may_follow_each_other(world):
    away(world, first=1, last=5)
    away(world, first=6, last=6)

    assert away_between([world.people["乙"]], TODAY, TODAY + 9 * DAY) == {
        world.people["乙"].pk: [
            (TODAY + DAY, TODAY + 5 * DAY),
            (TODAY + 6 * DAY, TODAY + 6 * DAY),
        ]
    }


def test_who_is_away_between_two_days_is_asked_at_once(world, django_assert_num_queries):
    away(world, "乙", first=1, last=5)
    away(world, "丙", first=6, last=8)
    people = [world.people[name] for name in ("乙", "丙", "丁")]

    with django_assert_num_queries(1):
        found = away_between(people, TODAY + 5 * DAY, TODAY + 6 * DAY)

    assert found == {
        people[0].pk: [(TODAY + DAY, TODAY + 5 * DAY)],
        people[1].pk: [(TODAY + 6 * DAY, TODAY + 8 * DAY)],
    }
    assert away_between([people[0].pk], TODAY + 6 * DAY, TODAY + 9 * DAY) == {}
    assert away_between([], TODAY, TODAY + 9 * DAY) == {}


# duties --------------------------------------------------------------------------------------


def test_who_is_away_is_not_put_on_duty_that_day(world):
    day = announced_day(world)
    note_leave(world.people["丁"], starts_on=day.on, ends_on=day.on, by=world.乙, at=NOON)

    with refused("丁9月16日到9月16日请假，这天不能值班"):
        assign_duty(day, world.people["丁"], part="ASSIST", by=world.乙, at=NOON)
    marked = {one.person.name: one.away_until for one in candidates_for(day)}
    assert marked == {"甲": None, "乙": None, "丁": day.on}


def test_a_leave_on_another_day_is_no_hindrance(world):
    day = announced_day(world)
    note_leave(world.people["丁"], starts_on=TODAY, ends_on=day.on - DAY, by=world.乙, at=NOON)

    assert assign_duty(day, world.people["丁"], part="ASSIST", by=world.乙, at=NOON).pk


# stand-ins -----------------------------------------------------------------------------------


def test_a_liaison_s_stand_in_has_the_room_s_rights_for_exactly_these_days(world):
    leave = name_stand_in(away(world), world.people["丙"], by=world.甲, at=NOON)

    days = [on for on in range(8) if is_liaison(world, "丙", TODAY + on * DAY)]
    assert days == [1, 2, 3, 4, 5]
    assert (leave.stands_from, leave.stands_until) == (TODAY + DAY, TODAY + 5 * DAY)
    assert leave.postings.get().ends_on == TODAY + 5 * DAY
    assert not is_liaison(world, "丙", TODAY + 2 * DAY, room="西")
    told = set(Notice.objects.filter(text__contains="代班").values_list("user", flat=True))
    assert told == {world.乙.pk, world.丙.pk}


def test_a_stand_in_is_named_for_thirty_days_and_then_again(world):
    leave = name_stand_in(away(world, first=0, last=60), world.people["丙"], by=world.甲, at=NOON)

    assert leave.stands_until == TODAY + 29 * DAY
    assert not is_liaison(world, "丙", TODAY + 30 * DAY)
    again = name_stand_in(leave, world.people["丙"], by=world.甲, at=NOON + 30 * DAY)
    assert (again.stands_from, again.stands_until) == (TODAY + 30 * DAY, TODAY + 59 * DAY)
    assert is_liaison(world, "丙", TODAY + 30 * DAY)


def test_another_stand_in_takes_the_first_one_s_place(world):
    leave = name_stand_in(away(world, first=0), world.people["丙"], by=world.甲, at=NOON)

    name_stand_in(leave, world.people["甲"], by=world.己, at=NOON + 2 * DAY)

    held = Posting.objects.filter(role=Role.LIAISON, room=world.东, ends_on__isnull=False)
    assert {(p.person.name, p.starts_on, p.ends_on) for p in held} == {
        ("丙", TODAY, TODAY + DAY),
        ("甲", TODAY + 2 * DAY, TODAY + 5 * DAY),
    }


def test_a_stand_in_who_is_not_needed_any_more_is_told(world):
    leave = name_stand_in(away(world, first=0), world.people["丙"], by=world.甲, at=NOON)
    end_leave(leave, back_on=TODAY + 2 * DAY, by=world.甲, at=NOON + 2 * DAY)
    assert Notice.objects.filter(user=world.丙, text__contains="代班到此为止").exists()


def test_a_delegate_s_stand_in_receives_people_anyway_and_gets_no_right(world):
    other = register_person(world.雁, name="新人", by=None, at=NOON)
    post(other, role=Role.DELEGATE, place=world.东, starts_on=TODAY, by=None, at=NOON)
    before = Posting.objects.count()

    leave = name_stand_in(away(world, "丙"), other, by=world.乙, at=NOON)

    assert (leave.stand_in, leave.postings.count()) == (other, 0)
    assert Posting.objects.count() == before


def test_another_liaison_of_the_room_needs_no_posting(world):
    other = register_person(world.雁, name="新人", by=None, at=NOON)
    post(other, role=Role.LIAISON, place=world.东, starts_on=TODAY, by=None, at=NOON)

    named = name_stand_in(away(world), other, by=world.乙, at=NOON)
    assert not named.postings.exists()


@pytest.mark.parametrize(
    ("whose", "stand_in", "by", "words"),
    [
        ("乙", "乙", "甲", "不能给自己代班"),
        ("乙", "甲", "甲", "不能派自己代班"),
        ("乙", "戊", "甲", "不在同一个工作室"),
        ("乙", "丁", "甲", "志愿者不能替联络员代班"),
        ("丙", "丁", "乙", "接待要由党代表代班"),
        ("丁", "丙", "乙", "志愿者请假不用"),
    ],
)
def test_not_everybody_stands_in_for_everybody(world, whose, stand_in, by, words):
    leave = away(world, whose)

    with refused(words):
        name_stand_in(leave, world.people[stand_in], by=world.users[by], at=NOON)


def test_who_is_away_too_does_not_stand_in_and_nobody_does_after_the_end(world):
    leave = away(world)
    away(world, "丙", first=5, last=9)

    with refused("丙这几天也请假"):
        name_stand_in(leave, world.people["丙"], by=world.甲, at=NOON)
    with refused("已经结束"):
        name_stand_in(leave, world.people["甲"], by=world.己, at=NOON + 6 * DAY)


def test_who_fits_is_offered(world):
    def names(whose):
        return [p.person.name for p in stand_ins_for(away(world, whose), on=TODAY + DAY)]

    assert set(names("乙")) == {"甲", "丙"}
    assert names("丙") == ["甲"]
    assert names("丁") == []


# back early ----------------------------------------------------------------------------------


def test_back_early_ends_the_stand_in_s_rights_and_sessions(world):
    leave = name_stand_in(away(world, first=0), world.people["丙"], by=world.甲, at=NOON)
    epoch = User.objects.get(pk=world.丙.pk).session_epoch

    ended = end_leave(leave, back_on=TODAY + 2 * DAY, by=world.乙, at=NOON + 2 * DAY)

    assert (ended.ends_on, ended.ended_at) == (TODAY + DAY, NOON + 2 * DAY)
    assert not is_liaison(world, "丙", TODAY + 2 * DAY)
    assert User.objects.get(pk=world.丙.pk).session_epoch == epoch + 1
    assert not holdings(User.objects.get(pk=world.丙.pk), on=TODAY + 2 * DAY).has(Perm.IDENTITY_SEE)


@pytest.mark.parametrize("first", [0, 3])
def test_a_leave_that_is_not_taken_leaves_neither_rights_nor_a_row(world, first):
    leave = name_stand_in(away(world, first=first), world.people["丙"], by=world.甲, at=NOON)

    assert end_leave(leave, back_on=TODAY, by=world.乙, at=NOON) is None

    assert not Leave.objects.exists()
    assert not any(is_liaison(world, "丙", TODAY + on * DAY) for on in range(8))


@pytest.mark.parametrize(
    ("back", "at", "words"),
    [(6, 0, "不用提前"), (-1, 0, "今天或以后"), (8, 8, "已经结束")],
)
def test_back_on_a_day_that_makes_no_sense_is_refused(world, back, at, words):
    leave = away(world)

    with refused(words):
        end_leave(leave, back_on=TODAY + back * DAY, by=world.乙, at=NOON + at * DAY)


def test_the_last_day_of_a_leave_counts(world):
    leave = note_leave(
        world.people["乙"], starts_on=TODAY, ends_on=date(2026, 9, 7), by=world.乙, at=NOON
    )

    assert list(Leave.objects.away_on(TODAY)) == [leave]
    assert not Leave.objects.away_on(TODAY + DAY).exists()
    assert not Leave.objects.away_on(TODAY - DAY).exists()


def test_the_desk_hears_that_somebody_is_back_and_so_does_who_did_not_say_it(world):
    leave = away(world, "丙", first=0)
    end_leave(leave, back_on=TODAY + 2 * DAY, by=world.乙, at=NOON + DAY)

    told = Notice.objects.filter(text="丙9月9日起照常值班")
    assert set(told.values_list("user", flat=True)) == {world.甲.pk}
    assert Notice.objects.filter(user=world.丙, text="您的请假提前结束，9月9日起照常值班").exists()


def test_a_leave_that_is_given_up_is_told_as_such(world):
    end_leave(away(world, "丙", by="丙"), back_on=TODAY, by=world.丙, at=NOON)

    told = Notice.objects.filter(text="丙不请这次假了").values_list("user", flat=True)
    assert set(told) == {world.甲.pk, world.乙.pk}


# who stands in where, and for how long -------------------------------------------------------


def test_one_person_stands_in_for_one_at_a_time(world):
    other = register_person(world.雁, name="子", by=None, at=NOON)
    post(other, role=Role.LIAISON, place=world.东, starts_on=TODAY, by=None, at=NOON)
    name_stand_in(away(world), world.people["丙"], by=world.甲, at=NOON)
    second = note_leave(
        other, starts_on=TODAY + 5 * DAY, ends_on=TODAY + 9 * DAY, by=world.己, at=NOON
    )
    third = note_leave(
        other, starts_on=TODAY + 10 * DAY, ends_on=TODAY + 11 * DAY, by=world.己, at=NOON
    )

    with refused("丙这几天已经替乙代班"):
        name_stand_in(second, world.people["丙"], by=world.甲, at=NOON)
    assert name_stand_in(third, world.people["丙"], by=world.甲, at=NOON).stand_in


def test_naming_the_same_person_again_says_that_it_is_done(world):
    leave = name_stand_in(away(world), world.people["丙"], by=world.甲, at=NOON)

    with refused("已经派了丙代班到9月12日"):
        name_stand_in(leave, world.people["丙"], by=world.己, at=NOON)


def test_a_stand_in_does_not_outlast_their_own_place_in_the_room(world):
    Posting.objects.filter(person=world.people["丙"]).update(ends_on=TODAY + 3 * DAY)

    leave = name_stand_in(away(world), world.people["丙"], by=world.甲, at=NOON)

    assert leave.stands_until == leave.postings.get().ends_on == TODAY + 3 * DAY
    assert not is_liaison(world, "丙", TODAY + 4 * DAY)


def test_a_liaison_of_two_rooms_is_stood_in_for_in_both_where_who_names_reaches_both(world):
    post(world.people["乙"], role=Role.LIAISON, place=world.西, starts_on=TODAY, by=None, at=NOON)
    leave = away(world)
    of_east = holdings(world.甲, on=TODAY).scope(Perm.PERSON_LEAVE)

    name_stand_in(leave, world.people["丙"], scope=of_east, by=world.甲, at=NOON)
    assert {p.room for p in leave.postings.all()} == {world.东}
    name_stand_in(leave, world.people["甲"], by=world.己, at=NOON)

    assert {p.room for p in leave.postings.all()} == {world.东, world.西}
    assert is_liaison(world, "甲", TODAY + DAY, room="西")
    assert not is_liaison(world, "丙", TODAY + DAY)
    end_leave(leave, back_on=TODAY + 3 * DAY, by=world.己, at=NOON + 2 * DAY)
    assert not any(is_liaison(world, "甲", TODAY + 3 * DAY, room=room) for room in "东西")
