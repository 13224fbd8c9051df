"""Shifts on the desk: put up by the liaison, signed up for on the phone."""

import pytest

from tests.activities.test_fitting import known
from tests.activities.test_projects import running
from tests.activities.test_shifts import shift_of
from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.models import Shift, Signup
from zhushi.core import clock

pytestmark = pytest.mark.django_db
HOME = "/desk/service/"


def page(response):
    return response.content.decode()


def at(shift, tail=""):
    return f"{HOME}shifts/{shift.pk}/{tail}"


def test_a_liaison_puts_a_shift_up_and_a_volunteer_signs_up_on_the_phone(world, sign_in):
    project, liaison = running(world), sign_in("乙")
    given = {"on": str(TODAY + DAY), "starts_at": "09:00", "ends_at": "11:00", "capacity": "1"}
    done = liaison.post(f"{HOME}{project.pk}/shifts/new/", given, follow=True)
    assert "现在可以报名" in page(done)
    shift, volunteer = Shift.objects.get(), sign_in("丁")
    assert "可以报名" in page(volunteer.get(f"{HOME}mine/"))
    assert "报上了" in page(volunteer.post(at(shift, "join/"), follow=True))
    assert "报上了" in page(volunteer.get(f"{HOME}mine/"))
    assert "排在候补里" in page(sign_in("丙").post(at(shift, "join/"), follow=True))
    assert "丁" in page(liaison.get(at(shift)))
    assert "退出了" in page(volunteer.post(at(shift, "leave/"), follow=True))
    assert "有空位了" in page(sign_in("丙").get("/desk/notices/"))


def test_the_liaison_puts_people_on_and_takes_them_off(world, sign_in):
    shift, liaison = shift_of(world), sign_in("乙")
    assert world.people["戊"].name not in page(liaison.get(at(shift))).split("<main")[-1]
    chosen = {"person": world.people["丁"].ref}
    assert "排上了" in page(liaison.post(at(shift, "people/"), chosen, follow=True))
    assert liaison.post(at(shift, "people/"), {"person": "P-1"}).status_code == 422
    one = Signup.objects.get()
    done = liaison.post(at(shift, f"people/{one.pk}/off/"), follow=True)
    assert "丁不来了" in page(done)
    other = shift_of(world, running(world, room="西"))
    there = Signup.objects.create(shift=other, person=world.people["戊"], number=1)
    assert liaison.post(at(shift, f"people/{there.pk}/off/")).status_code == 404


def test_who_is_on_it_is_for_the_room_s_desk_alone(world, sign_in):
    shift = shift_of(world)
    sign_up(shift, world.people["丙"], by=world.乙, at=clock.now())
    shown = page(sign_in("丁").get(at(shift))).split("<main")[-1]
    assert "已有 1 人报名" in shown
    assert "<b>丙</b>" not in shown


def test_strangers_find_no_shift_and_others_only_their_verbs(world, sign_in):
    shift = shift_of(world)
    for who in "戊庚壬癸":
        assert sign_in(who).get(at(shift)).status_code == 404
        assert sign_in(who).post(at(shift, "join/")).status_code == 404
    assert sign_in("乙").post(at(shift, "join/")).status_code == 404
    for tail in ("people/", "cancellation/"):
        assert sign_in("丁").post(at(shift, tail)).status_code == 404
    assert sign_in("丁").get(f"{HOME}{shift.project_id}/shifts/new/").status_code == 404
    assert sign_in("丁").get(at(shift, "join/")).status_code == 405
    assert not Signup.objects.exists()


def test_wrong_words_are_answered(world, sign_in):
    shift, liaison = shift_of(world), sign_in("乙")
    done = liaison.post(f"{HOME}{shift.project_id}/shifts/new/", {"on": "2020-01-01"})
    assert done.status_code == 422
    assert liaison.post(at(shift, "cancellation/"), {}).status_code == 422
    done = liaison.post(at(shift, "cancellation/"), {"reason": "下雨"}, follow=True)
    assert "下雨" in page(done)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(world, sign_in, count):
    project = running(world)
    for number in range(count):
        shift = shift_of(world, project, place=f"第{number}处", on=TODAY + (number + 1) * DAY)
        if number != 1:
            sign_up(shift, world.people["丁"], by=world.乙, at=clock.now())
    volunteer, liaison = sign_in("丁"), sign_in("乙")
    with at_most(8):
        assert page(volunteer.get(f"{HOME}mine/")).count("处") >= count
    with at_most(20):
        liaison.get(at(shift))
    with at_most(9):
        assert page(liaison.get(f"{HOME}{project.pk}/")).count("处") >= count


def test_who_fits_is_proposed_in_words_and_put_on_in_one_step(world, sign_in):
    shift = shift_of(world, running(world, others=(world.西,)), skills="理发")
    for name, room in (("东边", "东"), ("西边", "西")):
        known(world, name, room=room, skills="理发")
    shown = page(sign_in("乙").get(at(shift))).split("<main")[-1]
    assert "会理发 · 同一街道" in shown
    assert "东边" in shown
    assert "西边" not in shown  # of a room outside this login's scope
    assert "西边" in page(sign_in("己").get(at(shift)))
    assert "谁合适" not in page(sign_in("丁").get(at(shift)))


def test_hours_are_confirmed_with_the_length_offered_and_seen_by_who_served(world, sign_in, clock):
    shift = shift_of(world, on=TODAY + DAY, capacity=2)
    for name in "丙丁":
        sign_up(shift, world.people[name], by=world.乙, at=NOON)
    liaison, given = sign_in("乙"), {}
    for one in shift.signups.select_related("person"):
        given[f"hours_{one.pk}"] = "0" if one.person.name == "丙" else "1.5"
    done = liaison.post(at(shift, "hours/"), given, follow=True)
    assert "还没有结束" in page(done)
    clock.move_to(NOON + DAY)
    liaison = sign_in("乙")
    assert 'value="2"' in page(liaison.get(at(shift)))
    assert liaison.post(at(shift, "hours/"), {}).status_code == 422
    done = page(liaison.post(at(shift, "hours/"), given, follow=True))
    assert "1.5 小时" in done
    assert "没有来" in done
    own = page(sign_in("丁").get(f"{HOME}mine/"))
    assert "今年 1.5 小时" in own
    assert "我服务过的" not in page(sign_in("丙").get(f"{HOME}mine/"))
    assert sign_in("丁").post(at(shift, "hours/"), given).status_code == 404


def test_the_liaison_changes_a_shift_and_is_told_why_not(world, sign_in):
    shift, liaison = shift_of(world), sign_in("乙")
    sign_up(shift, world.people["丙"], by=world.乙, at=NOON)
    sign_up(shift, world.people["丁"], by=world.乙, at=NOON)
    assert "改这一场" in page(liaison.get(at(shift)))
    assert "已有 1 人报上" in page(liaison.get(at(shift, "edit/")))
    given = {
        "on": str(shift.on), "starts_at": "09:00", "ends_at": "11:00", "capacity": "2",
        "place": "东门",
    }  # fmt: skip
    assert "已改好" in page(liaison.post(at(shift, "edit/"), given, follow=True))
    assert "（东门）：改了时间地点" in page(sign_in("丁").get("/desk/notices/"))
    refused = liaison.post(at(shift, "edit/"), {**given, "capacity": "1"})
    assert refused.status_code == 422
    assert "人数不能少于 2" in page(refused)
    for who in "甲丙丁戊庚己":
        reached = who in "甲己"
        assert (sign_in(who).get(at(shift, "edit/")).status_code == 200) is reached
        if not reached:
            assert sign_in(who).post(at(shift, "edit/"), given).status_code == 404
    liaison.post(at(shift, "cancellation/"), {"reason": "下雨"})
    assert "不能再改" in page(liaison.get(at(shift, "edit/"), follow=True))
    assert Shift.objects.get().capacity == 2


def test_who_came_unasked_is_noted_with_the_hours(world, sign_in, clock):
    shift = shift_of(world)
    sign_up(shift, world.people["丙"], by=world.乙, at=NOON)
    clock.move_to(NOON + 4 * DAY)
    liaison, one = sign_in("乙"), Signup.objects.get()
    assert "没有报名，也来了的" in page(liaison.get(at(shift)))
    given = {f"hours_{one.pk}": "2", "unasked": world.people["丁"].ref, "unasked_hours": ""}
    assert liaison.post(at(shift, "hours/"), given).status_code == 422
    given["unasked_hours"] = "1.5"
    assert "没有报名，来了" in page(liaison.post(at(shift, "hours/"), given, follow=True))
    assert "1.5 小时" in page(sign_in("丁").get(f"{HOME}mine/"))
    stranger = {**given, "unasked": world.people["戊"].ref}
    assert liaison.post(at(shift, "hours/"), stranger).status_code == 422
    assert Signup.objects.count() == 2


def test_shifts_stand_in_the_month_and_in_a_list_of_their_own(world, sign_in):
    shift_of(world)
    shift_of(world, running(world, room="西"))
    for who, count in (("乙", 1), ("丁", 1), ("己", 2), ("戊", 1)):
        login = sign_in(who)
        month = page(login.get("/desk/activities/?show=month&month=2026-09"))
        assert month.count("陪诊小队") >= count
        assert page(login.get("/desk/activities/?show=month&kind=VISIT")).count("陪诊小队") == 0
        listed = page(login.get(f"{HOME}shifts/?show=coming")).split("<main")[1]
        assert listed.count("可以报名</span>") == count
    office = sign_in("己")
    assert page(office.get(f"{HOME}shifts/?room=XJ")).count("可以报名</span>") == 1
    assert "没有这样的场次" in page(office.get(f"{HOME}shifts/?show=held"))
    for words in ("nope", "%00"):
        assert (
            office.get(f"{HOME}shifts/?show={words}&room={words}&since={words}").status_code == 200
        )
    assert sign_in("庚").get(f"{HOME}shifts/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_shifts_costs_no_more_for_many(world, sign_in, count):
    project = running(world)
    for number in range(count):
        shift_of(world, project, on=TODAY + (3 + number) * DAY)
    delegate = sign_in("丙")
    with at_most(6):
        delegate.get(f"{HOME}shifts/")
    with at_most(8):
        delegate.get("/desk/activities/?show=month&month=2026-09")
