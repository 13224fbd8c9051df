"""A shift holds so many; who comes later waits in order; nobody is at two places at once."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.activities.test_projects import running
from tests.world import DAY, NOON, SINCE, TODAY, announced_day
from zhushi.activities.actions.assign_duty import assign_duty, release_duty
from zhushi.activities.actions.change_shift import change_shift
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.plan_shift import Hours, cancel_shift, plan_shift
from zhushi.activities.actions.remind_shifts import remind_of_shifts
from zhushi.activities.actions.sign_up import sign_up, withdraw
from zhushi.activities.actions.stop_project import stop_project
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Shift
from zhushi.activities.queries import candidates_for
from zhushi.core.errors import Refused
from zhushi.core.models import Notice
from zhushi.people.actions.note_leave import note_leave
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db


def shift_of(world, project=None, *, on=TODAY + 3 * DAY, capacity=1, **fields):
    given = {"starts_at": time(9), "ends_at": time(11), "place": "社区广场", **fields}
    return plan_shift(
        project or running(world),
        hours=Hours(on=on, capacity=capacity, **given),
        by=world.乙,
        at=NOON,
    )


def volunteer(world, name, room="东"):
    person = register_person(world.雁, name=name, by=None, at=NOON)
    post(person, role=Role.VOLUNTEER, place=world.rooms[room], starts_on=SINCE, by=None, at=NOON)
    return person


def standing(shift):
    shift.refresh_from_db()
    rows = [(one.person.name, one.is_waiting) for one in shift.signups.select_related("person")]
    return shift.taken, rows


def test_who_comes_late_waits_in_order_and_moves_up_when_a_place_is_free(world):
    shift, 丙, 丁 = shift_of(world), world.people["丙"], world.people["丁"]
    last = volunteer(world, "末")
    for person in (丙, 丁, last):
        sign_up(shift, person, by=world.乙, at=NOON)
    assert standing(shift) == (1, [("丙", False), ("丁", True), ("末", True)])
    withdraw(shift, 丙, by=world.丙, at=NOON)
    assert standing(shift) == (1, [("丁", False), ("末", True)])
    told = list(Notice.objects.filter(user=world.丁).values_list("text", flat=True))
    assert told[-1] == "9月10日 09:00“陪诊小队”（社区广场）：有空位了，您排上了"
    withdraw(shift, last, by=world.乙, at=NOON)
    assert standing(shift) == (1, [("丁", False)])


def test_signing_up_twice_is_once(world):
    shift, 丙 = shift_of(world), world.people["丙"]
    first = sign_up(shift, 丙, by=world.丙, at=NOON)
    assert sign_up(shift, 丙, by=world.丙, at=NOON) == first
    assert standing(shift) == (1, [("丙", False)])
    withdraw(shift, 丙, by=world.丙, at=NOON)
    withdraw(shift, 丙, by=world.丙, at=NOON)
    assert standing(shift) == (0, [])


def test_the_database_itself_refuses_one_too_many(world):
    shift = shift_of(world)
    with pytest.raises(IntegrityError, match="shift_never_oversold"), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(taken=2)


def test_who_is_elsewhere_at_the_same_hours_is_refused_in_words(world):
    project, 丙 = running(world), world.people["丙"]
    on = announced_day(world).on
    with pytest.raises(Refused, match="您同一时间在东街街道党代表工作室值班，不能报这一场"):
        sign_up(shift_of(world, project, on=on), 丙, by=world.丙, at=NOON)
    after = shift_of(world, project, on=on, starts_at=time(14), ends_at=time(16))
    sign_up(after, 丙, by=world.丙, at=NOON)
    beside = shift_of(world, project, on=on, starts_at=time(15), ends_at=time(17))
    with pytest.raises(Refused, match="丙同一时间报了“陪诊小队”的场次"):
        sign_up(beside, 丙, by=world.乙, at=NOON)
    programme = Programme("宣讲", TODAY + DAY, time(10), people=(world.people["丁"],))
    plan_activity(
        world.东,
        kind=ActivityKind.PUBLICITY,
        form="LECTURE",
        programme=programme,
        by=world.乙,
        at=NOON,
    )
    with pytest.raises(Refused, match="同一时间要参加“宣讲”"):
        sign_up(shift_of(world, on=TODAY + DAY), world.people["丁"], by=world.丁, at=NOON)
    note_leave(丙, starts_on=TODAY + DAY, ends_on=TODAY + DAY, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="那天请假"):
        sign_up(shift_of(world, on=TODAY + DAY), 丙, by=world.丙, at=NOON)


def test_who_waits_but_is_elsewhere_by_now_is_passed_over(world):
    shift, 丙, 丁 = shift_of(world), world.people["丙"], world.people["丁"]
    last = volunteer(world, "末")
    for person in (丙, 丁, last):
        sign_up(shift, person, by=world.乙, at=NOON)
    note_leave(丁, starts_on=shift.on, ends_on=shift.on, by=world.乙, at=NOON)
    withdraw(shift, 丙, by=world.丙, at=NOON)
    assert standing(shift) == (1, [("丁", True), ("末", False)])


def test_only_delegates_and_volunteers_of_the_project_s_rooms_come(world):
    project = running(world)
    shift, other = shift_of(world, project), volunteer(world, "西边", "西")
    for person in (world.people["乙"], world.people["戊"], other):
        with pytest.raises(Refused, match="不在这个项目的工作室里"):
            sign_up(shift, person, by=world.乙, at=NOON)
    project.others.add(world.西)
    assert not sign_up(shift, other, by=world.乙, at=NOON).is_waiting


def test_what_has_begun_is_over_or_called_off_takes_nobody(world):
    shift, 丙 = shift_of(world), world.people["丙"]
    late = NOON + 3 * DAY
    for act in (sign_up, withdraw):
        with pytest.raises(Refused, match="已经开始"):
            act(shift, 丙, by=world.丙, at=late)
    sign_up(shift, 丙, by=world.丙, at=NOON)
    with pytest.raises(Refused, match="取消原因"):
        cancel_shift(shift, reason=" ", by=world.乙, at=NOON)
    cancel_shift(shift, reason="下雨", by=world.乙, at=NOON)
    assert Notice.objects.filter(user=world.丙, text__endswith="取消了，下雨").count() == 1
    with pytest.raises(Refused, match="已取消"):
        sign_up(shift, world.people["丁"], by=world.丁, at=NOON)
    project = running(world)
    other = shift_of(world, project)
    stop_project(project, reason="没有人手", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="已经结束"):
        sign_up(other, 丙, by=world.丙, at=NOON)


def test_hours_that_cannot_be_are_refused(world):
    for fields, words in (
        ({"ends_at": time(9)}, "结束时间"),
        ({"on": TODAY - DAY}, "已经过了"),
        ({"capacity": 0}, "人数"),
    ):
        with pytest.raises(Refused, match=words):
            shift_of(world, **fields)
    assert not Shift.objects.exists()


def test_who_comes_is_reminded_once_the_day_before(world):
    shift = shift_of(world, on=TODAY + DAY)
    later = shift_of(world, on=TODAY + 2 * DAY)
    for one, name in ((shift, "丙"), (shift, "丁"), (later, "丙")):
        sign_up(one, world.people[name], by=world.乙, at=NOON)
    assert remind_of_shifts(at=NOON) == 1
    assert remind_of_shifts(at=NOON + timedelta(hours=1)) == 0
    reminded = Notice.objects.filter(event__startswith="shift.remind")
    assert [one.user for one in reminded] == [world.丙]  # who waits is not reminded


def moved(shift, **fields):
    names = ("on", "starts_at", "ends_at", "place", "capacity", "skills")
    return Hours(**{**{name: getattr(shift, name) for name in names}, **fields})


def told(user):
    return list(Notice.objects.filter(user=user).values_list("text", flat=True))


def test_a_new_hour_or_place_is_told_to_everybody_who_signed_up(world):
    shift, 丙, 丁 = shift_of(world), world.people["丙"], world.people["丁"]
    for person in (丙, 丁):
        sign_up(shift, person, by=person.login, at=NOON)
    Shift.objects.update(reminded_at=NOON)
    change_shift(shift, hours=moved(shift, skills="理发"), by=world.乙, at=NOON)
    assert told(world.丙) == []
    hours = moved(shift, on=shift.on + DAY, starts_at=time(10), ends_at=time(12), place="东门")
    change_shift(shift, hours=hours, by=world.乙, at=NOON)
    words = (
        "9月11日 10:00“陪诊小队”（东门）："
        "改了时间地点，原来是9月10日 09:00（社区广场），来不了请退出"
    )
    assert (told(world.丙), told(world.丁)) == ([words], [words])
    shift.refresh_from_db()
    assert (shift.on, shift.place, shift.reminded_at) == (TODAY + 4 * DAY, "东门", None)


def test_more_places_move_the_waiting_list_up_and_fewer_than_taken_are_refused(world):
    shift = shift_of(world)
    people = [world.people["丙"], world.people["丁"], volunteer(world, "末")]
    for person in people:
        sign_up(shift, person, by=world.乙, at=NOON)
    change_shift(shift, hours=moved(shift, capacity=2), by=world.乙, at=NOON)
    assert standing(shift) == (2, [("丙", False), ("丁", False), ("末", True)])
    assert told(world.丁)[-1].endswith("有空位了，您排上了")
    with pytest.raises(Refused, match="已经有 2 人报上，人数不能少于 2"):
        change_shift(shift, hours=moved(shift, capacity=1), by=world.乙, at=NOON)
    change_shift(shift, hours=moved(shift, capacity=9), by=world.乙, at=NOON)
    assert standing(shift) == (3, [("丙", False), ("丁", False), ("末", False)])


def test_hours_at_which_somebody_cannot_come_name_them_all(world):
    project, on = running(world), announced_day(world).on
    shift = shift_of(world, project, capacity=2)
    for name in "丙丁":
        sign_up(shift, world.people[name], by=world.乙, at=NOON)
    note_leave(world.people["丁"], starts_on=on, ends_on=on, by=world.乙, at=NOON)
    with pytest.raises(
        Refused, match="丙同一时间在东街街道党代表工作室值班，丁那天请假。请另选时间"
    ):
        change_shift(shift, hours=moved(shift, on=on), by=world.乙, at=NOON)
    waits = shift_of(world, project, capacity=1, starts_at=time(14), ends_at=time(16))
    other = volunteer(world, "末")
    for person in (other, world.people["丁"]):
        sign_up(waits, person, by=world.乙, at=NOON)
    change_shift(waits, hours=moved(waits, on=on, capacity=2), by=world.乙, at=NOON)
    assert standing(waits) == (1, [("末", False), ("丁", True)])  # who waits and cannot stays there


def test_what_has_begun_or_was_called_off_is_not_changed(world):
    shift = shift_of(world)
    for fields, words in (
        ({"ends_at": time(9)}, "结束时间"),
        ({"on": TODAY - DAY}, "已经过了"),
        ({"capacity": 0}, "人数"),
    ):
        with pytest.raises(Refused, match=words):
            change_shift(shift, hours=moved(shift, **fields), by=world.乙, at=NOON)
    with pytest.raises(Refused, match="已经开始"):
        change_shift(shift, hours=moved(shift, capacity=3), by=world.乙, at=NOON + 3 * DAY)
    cancel_shift(shift, reason="下雨", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="已取消"):
        change_shift(shift, hours=moved(shift, capacity=3), by=world.乙, at=NOON)


def test_who_has_a_place_in_a_shift_is_not_put_on_duty_at_the_same_hours(world):
    project = running(world)
    day = announced_day(world)
    release_duty(day.duties.get(), by=world.乙, at=NOON)
    shift = shift_of(world, project, on=day.on, capacity=1)
    for name in "丙甲":
        sign_up(shift, world.people[name], by=world.乙, at=NOON)
    with pytest.raises(Refused, match="丙同一时间报了“陪诊小队”的场次"):
        assign_duty(day, world.people["丙"], by=world.乙, at=NOON)
    assert {one.person.name: one.clash for one in candidates_for(day)}["丙"] == "“陪诊小队”的场次"
    assign_duty(day, world.people["甲"], by=world.乙, at=NOON)  # who merely waits is free
    other = shift_of(world, project, on=day.on)
    with pytest.raises(Refused, match="甲同一时间在"):
        sign_up(other, world.people["甲"], by=world.乙, at=NOON)


def test_who_has_a_place_in_a_shift_is_not_asked_to_an_activity_at_the_same_hours(world):
    shift, on = shift_of(world), TODAY + 3 * DAY

    def plan(starts_at, ends_at=None, name="丙"):
        programme = Programme("宣讲", on, starts_at, ends_at, people=(world.people[name],))
        return plan_activity(
            world.东, kind=ActivityKind.PUBLICITY, form="LECTURE", programme=programme,
            by=world.乙, at=NOON,
        )  # fmt: skip

    for name in "丙丁":
        sign_up(shift, world.people[name], by=world.乙, at=NOON)
    for hours in ((time(10),), (time(8), time(10)), (time(9), time(11))):
        with pytest.raises(Refused, match="丙（“陪诊小队”）同一时间报了服务场次"):
            plan(*hours)
    for hours in ((None,), (time(11),), (time(8), time(9)), (time(8),)):
        plan(*hours)
    plan(time(10), name="丁")  # who merely waits
