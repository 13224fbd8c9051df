"""A visit's route: who plans it, who notes a door, and that one door is noted once."""

import pytest

from tests.desk.statements import at_most
from tests.desk.test_households import entered
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.close_household import (
    close_household,
    forget_household,
    forget_households,
)
from zhushi.activities.actions.enter_household import Filed, file_household
from zhushi.activities.actions.look_at_household import A_DAY, look_at_household
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.plan_stop import drop_stop, plan_stop
from zhushi.activities.actions.visit_stop import look_at_stop, visit_stop
from zhushi.activities.choices import ActivityKind, HouseholdKind
from zhushi.activities.models import Activity, Help, Statement, Stop
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry, Notice
from zhushi.matters.models import Matter

pytestmark = pytest.mark.django_db
TAILS = ("", "opening/", "removal/")
JSON = {"HTTP_ACCEPT": "application/json"}


def page(response):
    return response.content.decode()


@pytest.fixture
def walk(world):
    """A visit from door to door of room 东, today, with 丙."""
    return plan_activity(
        world.东,
        kind=ActivityKind.SYMPOSIUM,
        form="DOORSTEP",
        programme=Programme("入户走访", TODAY, lead=world.people["丙"]),
        by=world.乙,
        at=NOON,
    )


def door(world, walk, place="七号院门房", **fields):
    return plan_stop(walk, **{"place": place, **fields}, by=world.乙, at=NOON)


def noted(stop, by, key="k", at=NOON, **fields):
    return visit_stop(stop, **{"said": "灯修好了", **fields}, key=key, by=by, at=at)


def test_a_route_is_planned_walked_and_what_was_heard_becomes_a_matter(world, sign_in, walk):
    liaison, household = sign_in("乙"), entered(world)
    here = f"/desk/activities/{walk.pk}/route/"
    assert "走访路线" in page(liaison.get(f"/desk/activities/{walk.pk}/"))
    liaison.post(f"{here}stops/", {"household": str(household.pk), "note": "带药"})
    liaison.post(f"{here}stops/", {"place": "七号院门房"})
    refused = liaison.post(f"{here}stops/", {"household": str(household.pk), "place": "两样"})
    assert refused.status_code == 422
    at_home, gate = Stop.objects.all()
    delegate = sign_in("丙")
    shown = page(delegate.get(here))
    assert "带药" in shown
    assert "困难家庭 1 号" in shown
    assert "孤寡老人" not in shown  # not theirs to know
    told = {"said": "一切都好", "opinion": "楼道灯坏了", "help": "送了药", "key": "a1"}
    assert delegate.post(f"/desk/activities/stops/{at_home.pk}/", told).status_code == 302
    wrong = delegate.post(f"/desk/activities/stops/{gate.pk}/", {"said": " ", "key": "a2"})
    assert wrong.status_code == 422
    statement, help_ = Statement.objects.get(), Help.objects.get()
    assert (help_.what, help_.giver, help_.household) == ("送了药", world.people["丙"], household)
    assert Notice.objects.filter(user=world.乙, about=f"activity:{walk.pk}").count() == 1
    at_home.refresh_from_db()
    assert at_home.open("said") == "一切都好"
    assert "一切都好" not in page(liaison.get(here))
    opened = liaison.post(f"/desk/activities/stops/{at_home.pk}/opening/")
    assert "一切都好" in page(opened)
    assert AuditEntry.objects.filter(event="household.look", actor=world.乙.username).count() == 1
    assert "意见转成事项" in page(liaison.get(here))
    liaison.post(f"/desk/activities/statements/{statement.pk}/matter/")
    assert Matter.objects.get().channel == "VISIT"
    assert "意见已转成事项" in page(liaison.get(here))


def test_the_same_form_again_is_the_same_visit_and_another_is_refused(world, sign_in, walk):
    stop, delegate = door(world, walk), sign_in("丙")
    address = f"/desk/activities/stops/{stop.pk}/"
    told = {"said": "灯修好了", "opinion": "院门太窄", "key": "same"}
    for _ in range(3):
        answer = delegate.post(address, told, **JSON)
        assert (answer.status_code, answer.json()["words"]) == (200, "记下了")
    other = delegate.post(address, {**told, "key": "other"}, **JSON)
    assert other.status_code == 409
    assert "已经有人记过" in other.json()["words"]
    assert sign_in("乙").post(address, told, **JSON).status_code == 409
    assert Statement.objects.count() == 1
    assert AuditEntry.objects.filter(event="activity.stop_visit").count() == 1


def test_nothing_is_noted_before_the_day_or_of_a_visit_called_off(world, walk):
    stop = door(world, walk)
    with pytest.raises(Refused, match="还没有到那天"):
        noted(stop, world.丙, at=NOON - DAY)
    with pytest.raises(Refused, match="请写几个字"):
        noted(stop, world.丙, said=" \n")
    noted(stop, world.丙)
    with pytest.raises(Refused, match="不能再去掉"):
        drop_stop(stop, by=world.乙, at=NOON)
    second = door(world, walk, place="八号院")
    Activity.objects.filter(pk=walk.pk).update(status="CANCELLED")
    with pytest.raises(Refused, match="取消了"):
        noted(second, world.丙)
    with pytest.raises(Refused, match="取消了"):
        door(world, walk, place="九号院")


def test_words_sent_late_are_kept_after_the_visit_was_recorded(world, walk):
    stop = door(world, walk)
    Activity.objects.filter(pk=walk.pk).update(status="RECORDED", record="走完了")
    assert noted(stop, world.丙, at=NOON + DAY).done_at == NOON + DAY


def test_a_household_of_another_room_or_no_longer_looked_after_is_no_door(world, walk):
    with pytest.raises(Refused, match="别的工作室"):
        door(world, walk, place="", household=entered(world, room="西"))
    ended = close_household(entered(world), reason="搬走了", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="已经结束"):
        door(world, walk, place="", household=ended)
    study = plan_activity(
        world.东,
        kind=ActivityKind.STUDY,
        form="JOB",
        programme=Programme("学习", TODAY),
        by=world.乙,
        at=NOON,
    )
    with pytest.raises(Refused, match="不上门"):
        door(world, study)


def test_strangers_and_wrong_roles_are_not_there(world, sign_in, walk):
    stop = door(world, walk)
    addresses = [f"/desk/activities/{walk.pk}/route/stops/"]
    addresses += [f"/desk/activities/stops/{stop.pk}/{tail}" for tail in TAILS]
    for who in "丁戊庚壬癸":
        stranger = sign_in(who)
        for tail in ("", "worker.js"):
            assert stranger.get(f"/desk/activities/{walk.pk}/route/{tail}").status_code == 404
        for address in addresses:
            assert stranger.post(address, {"said": "x", "key": "x"}).status_code == 404
    delegate = sign_in("丙")
    assert delegate.post(addresses[0], {"place": "某处"}).status_code == 404
    assert delegate.post(addresses[-1]).status_code == 404
    for address in addresses:
        assert delegate.get(address).status_code in (404, 405)
    stop.refresh_from_db()
    assert stop.done_at is None
    assert Stop.objects.count() == 1


def test_only_who_wrote_it_and_the_room_s_desk_open_what_was_written(world, sign_in, walk):
    stop = door(world, walk, place="", household=entered(world, keeper="丁"))
    noted(stop, world.甲, said="只说给组长听")
    address = f"/desk/activities/stops/{stop.pk}/opening/"
    assert "只说给组长听" not in page(sign_in("丙").post(address, follow=True))
    assert AuditEntry.objects.filter(event="household.look").count() == 0
    assert "只说给组长听" not in page(sign_in("己").post(address, follow=True))
    assert "只说给组长听" in page(sign_in("甲").post(address))
    household = close_household(stop.household, reason="搬走了", by=world.乙, at=NOON)
    forget_household(household, by=world.乙, at=NOON)
    assert "已经删除" in page(sign_in("乙").post(address))


def test_the_worker_s_place_is_its_scope_and_the_page_holds_no_name(world, sign_in, walk):
    door(world, walk, place="", household=entered(world))
    liaison = sign_in("乙")
    script = liaison.get(f"/desk/activities/{walk.pk}/route/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in script
    shown = page(liaison.get(f"/desk/activities/{walk.pk}/route/"))
    assert "1 号 · 孤寡老人" in shown
    assert "孙藏名" not in shown
    assert shown.count("data-stop=") == 1


def test_a_form_has_three_fields_and_one_must_be_filled(world, sign_in, walk):
    door(world, walk, place="", household=entered(world))
    shown = page(sign_in("乙").get(f"/desk/activities/{walk.pk}/route/"))
    form = shown.partition("data-stop=")[2].partition("</form>")[0]
    fields = [name for name in ("said", "opinion", "help") if f'name="{name}"' in form]
    assert fields == ["said", "opinion", "help"]
    assert form.count("required") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, walk, count):
    for number in range(count):
        noted(door(world, walk, place=f"{number}号院"), world.丙, opinion="听到的", key=f"{number}")
        door(world, walk, place="", household=entered(world))
    liaison = sign_in("乙")
    with at_most(8):
        assert page(liaison.get(f"/desk/activities/{walk.pk}/route/")).count("号院</h2>") == count


def test_an_opinion_that_became_a_sealed_matter_looks_like_none(world, sign_in, walk):
    stop = noted(door(world, walk), world.丙, opinion="听到的")
    liaison, here = sign_in("乙"), f"/desk/activities/{walk.pk}/route/"
    liaison.post(f"/desk/activities/statements/{stop.statement_id}/matter/")
    matter = Matter.objects.get()
    link = f'href="/desk/matters/{matter.ref}/"'
    assert link in page(liaison.get(here))
    Matter.objects.update(visibility="SEALED")
    for who in "甲乙丙":
        shown = page(sign_in(who).get(here))
        assert matter.ref not in shown
        assert "意见已" not in shown


def test_nothing_is_kept_of_a_household_forgotten_meanwhile(world, walk):
    stop = door(world, walk, place="", household=entered(world))
    kept = noted(door(world, walk, place="", household=entered(world)), world.丙)
    for one in (stop, kept):
        household = close_household(one.household, reason="搬走了", by=world.乙, at=NOON)
        forget_household(household, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="已经删除"):
        noted(stop, world.丙, opinion="听到的")
    Stop.objects.filter(pk=kept.pk).update(said=b"late")
    forget_households(at=NOON + DAY)
    assert not Stop.objects.filter(said__isnull=False).exists()
    assert not Statement.objects.exists()


def test_a_visit_before_a_household_s_end_is_noted_and_one_after_it_is_not(world, walk):
    before = door(world, walk, place="", household=entered(world))
    after = door(world, walk, place="", household=entered(world))
    close_household(before.household, reason="搬走了", by=world.乙, at=NOON)
    close_household(after.household, reason="搬走了", by=world.乙, at=NOON - DAY)
    assert noted(before, world.丙, at=NOON + DAY).done_at
    with pytest.raises(Refused, match="已经结束帮扶"):
        noted(after, world.丙)


def test_looks_at_a_household_s_door_count_among_the_day_s_fifty(world, sign_in, walk):
    stop = noted(door(world, walk, place="", household=entered(world)), world.丙)
    for _ in range(A_DAY - 1):
        look_at_household(stop.household, by=world.乙, at=NOON)
    assert look_at_stop(stop, by=world.乙, at=NOON) == "灯修好了"
    with pytest.raises(Refused, match="不能再看"):
        look_at_stop(stop, by=world.乙, at=NOON)
    shown = page(sign_in("乙").post(f"/desk/activities/stops/{stop.pk}/opening/", follow=True))
    assert "不能再看" in shown
    assert "灯修好了" not in shown


def test_a_former_keeper_opens_no_more_what_they_wrote_there(world, sign_in, walk):
    stop = noted(door(world, walk, place="", household=entered(world, keeper="丙")), world.丙)
    delegate, address = sign_in("丙"), f"/desk/activities/stops/{stop.pk}/opening/"
    assert "灯修好了" in page(delegate.post(address))
    file_household(stop.household, filed=Filed(HouseholdKind.POOR), by=world.乙, at=NOON)
    assert "灯修好了" not in page(delegate.post(address, follow=True))


def test_the_same_form_with_other_words_is_told_so(world, sign_in, walk):
    stop, delegate = door(world, walk, place="", household=entered(world)), sign_in("丙")
    told = {"said": "灯修好了", "opinion": "院门太窄", "help": "送了药", "key": "same"}
    address = f"/desk/activities/stops/{stop.pk}/"
    assert delegate.post(address, told, **JSON).status_code == 200
    for name in ("said", "opinion", "help"):
        answer = delegate.post(address, {**told, name: "又写了几句"}, **JSON)
        assert answer.status_code == 409
        assert "内容不一样，请刷新后看" in answer.json()["words"]
    shown = delegate.post(address, {**told, "said": "又写了几句"})
    assert "内容不一样，请刷新后看" in page(shown)
    stop.refresh_from_db()
    assert stop.open("said") == "灯修好了"


def test_a_door_taken_off_meanwhile_is_refused(world, walk):
    stop = door(world, walk)
    drop_stop(Stop.objects.get(), by=world.乙, at=NOON)
    with pytest.raises(Refused, match="去掉了"):
        noted(stop, world.丙)
