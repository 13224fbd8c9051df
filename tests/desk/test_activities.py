"""Activities on the desk: planned by the room's desk, noted by a delegate, seen by the room."""

import pytest

from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity

pytestmark = pytest.mark.django_db
LIST = "/desk/activities/"


def page(response):
    return response.content.decode()


def planned(world, *, room="东", on=TODAY, title="院坝宣讲"):
    return plan_activity(
        world.rooms[room],
        kind=ActivityKind.PUBLICITY,
        form="LECTURE",
        programme=Programme(title, on, people=(world.people["丙"],)),
        by=world.己,
        at=NOON,
    )


def test_a_liaison_plans_announces_notes_who_came_and_writes_the_record(world, sign_in):
    liaison = sign_in("乙")
    address = f"{LIST}new/?kind=PUBLICITY&room=DJ"
    form = page(liaison.get(address))
    assert world.people["丙"].name in form
    given = {"form": "LECTURE", "title": "院坝宣讲", "on": str(TODAY), "lead": "", "place": "广场"}
    given["people"] = [world.people["丙"].ref]
    done = liaison.post(address, given, follow=True)
    assert "已列入计划，还没有通知" in page(done)
    activity = Activity.objects.get()
    here = f"{LIST}{activity.pk}/"
    assert "已通知参加的人" in page(liaison.post(here + "announcement/", follow=True))
    assert "院坝宣讲" in page(sign_in("丙").get("/desk/notices/"))
    came = {"came": [world.people["丙"].ref], "came_count": "30"}
    done = liaison.post(here + "attendance/", came, follow=True)
    assert "接着写几句记录" in page(done)
    said = {"record": "讲了医保", "speaker": "一位居民", "said": "报销太慢"}
    done = liaison.post(here + "record/", {**said, "lead": ""}, follow=True)
    assert "报销太慢" in page(done)
    assert "一共来了 30 人" in page(done)
    activity.refresh_from_db()
    assert activity.status == ActivityStatus.RECORDED


def test_a_delegate_notes_a_visit_with_three_fields(world, sign_in):
    delegate = sign_in("丙")
    form = page(delegate.get(f"{LIST}note/"))
    assert "讲会" in form
    assert "见面会" not in form.split("<main")[-1]  # that one is planned and announced
    given = {"key": "k", "what": "VISIT:FIRM", "on": str(TODAY), "record": "看了车间"}
    done = delegate.post(f"{LIST}note/", given, follow=True)
    assert "看了车间" in page(done)
    assert Activity.objects.get().room == world.rooms["东"]


def test_nothing_is_lost_where_a_field_is_wrong(world, sign_in):
    given = {"key": "k", "what": "VISIT:FIRM", "on": "2030-01-01", "record": "看了车间"}
    done = sign_in("丙").post(f"{LIST}note/", given)
    assert done.status_code == 422
    assert "还没有到那天" in page(done)
    assert "看了车间" in page(done)


def test_each_sees_the_activities_of_the_own_rooms(world, sign_in):
    ours, others = planned(world), planned(world, room="西", title="西街的事")
    for who in "甲乙丙丁己":
        assert "院坝宣讲" in page(sign_in(who).get(LIST))
        assert sign_in(who).get(f"{LIST}{ours.pk}/").status_code == 200
    for who in "乙丙丁":
        assert "西街的事" not in page(sign_in(who).get(LIST))
        assert sign_in(who).get(f"{LIST}{others.pk}/").status_code == 404
    for who in "庚壬癸":
        assert sign_in(who).get(f"{LIST}{ours.pk}/").status_code == 404


@pytest.mark.parametrize("tail", ["announcement/", "attendance/", "record/", "cancellation/"])
def test_only_the_room_s_desk_moves_an_activity(world, sign_in, tail):
    activity = planned(world)
    for who in ("丙", "丁", "戊", "庚", "癸"):
        assert sign_in(who).post(f"{LIST}{activity.pk}/{tail}").status_code == 404
    activity.refresh_from_db()
    assert activity.status == ActivityStatus.PLANNED


def test_looking_changes_nothing_and_wrong_words_are_answered(world, sign_in):
    activity = planned(world)
    liaison = sign_in("乙")
    assert liaison.get(f"{LIST}{activity.pk}/announcement/").status_code == 405
    done = liaison.post(f"{LIST}{activity.pk}/cancellation/", {"reason": ""})
    assert done.status_code == 422
    assert "这一项要填" in page(done)
    assert liaison.get(f"{LIST}new/?kind=PUBLICITY&room=XJ").status_code in (200, 404)
    assert liaison.get(f"{LIST}?kind=NOPE&show=x&room=%00").status_code == 200


def test_what_was_not_recorded_waits_in_a_list_of_its_own(world, sign_in):
    planned(world)
    Activity.objects.update(on=TODAY - DAY)
    assert "院坝宣讲" not in page(sign_in("乙").get(LIST))
    assert "过了还没记" in page(sign_in("乙").get(f"{LIST}?show=open"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(world, sign_in, count):
    for number in range(count):
        activity = planned(world, title=f"宣讲{number}")
    liaison = sign_in("乙")
    with at_most(8):
        assert page(liaison.get(LIST)).count("宣讲") >= count
    with at_most(9):
        liaison.get(f"{LIST}{activity.pk}/")


def test_the_month_shows_activities_and_reception_days_of_the_own_rooms(world, sign_in):
    announced_day(world)
    planned(world)
    planned(world, room="西", title="西街的事")
    month = page(sign_in("乙").get(f"{LIST}?show=month&month=2026-09"))
    assert "院坝宣讲" in month
    assert "/desk/receptions/DJ/2026-09-16/" in month
    assert "西街的事" not in month
    other = page(sign_in("乙").get(f"{LIST}?show=month&month=2026-12"))
    assert "这个月没有活动" in other
    office = sign_in("己")
    with at_most(9):
        office.get(f"{LIST}?show=month&month=2026-09")


def test_with_very_many_rooms_the_month_counts_and_a_day_opens_its_list(
    world, sign_in, monkeypatch
):
    monkeypatch.setattr("zhushi.desk.room_choice.FEW", 1)
    planned(world)
    office = sign_in("己")
    month = page(office.get(f"{LIST}?show=month&month=2026-09"))
    assert "1 项" in month
    assert "院坝宣讲" not in month
    assert "院坝宣讲" in page(office.get(f"{LIST}?show=coming&on=2026-09-07"))
    assert "院坝宣讲" not in page(office.get(f"{LIST}?show=coming&on=2026-09-08"))


def test_who_is_asked_reads_it_on_the_first_page_and_in_the_own_feed(world, sign_in, client):
    activity = planned(world, title="院坝宣讲")
    delegate, liaison = sign_in("丙"), sign_in("乙")
    assert "请您参加" not in page(delegate.get("/desk/"))
    liaison.post(f"{LIST}{activity.pk}/announcement/")
    assert "院坝宣讲" in page(delegate.get("/desk/"))
    assert "院坝宣讲" not in page(sign_in("丁").get("/desk/"))
    delegate.post("/desk/duties/feed/")
    feed = client.get(delegate.get("/desk/duties/").context["feed"]).content.decode()
    assert "院坝宣讲" in feed
    assert "DTSTART;VALUE=DATE:20260907" in feed
    liaison.post(f"{LIST}{activity.pk}/cancellation/", {"reason": "下雨"})
    assert "院坝宣讲" not in page(delegate.get("/desk/"))
    feed = client.get(delegate.get("/desk/duties/").context["feed"]).content.decode()
    assert "STATUS:CANCELLED" in feed


@pytest.mark.parametrize(
    ("tail", "given"),
    [("attendance/", {}), ("record/", {"record": "晚了"}), ("cancellation/", {"reason": "晚了"})],
)
def test_who_comes_too_late_reads_why(world, sign_in, tail, given):
    activity = planned(world)
    Activity.objects.update(status=ActivityStatus.CANCELLED)
    done = sign_in("乙").post(f"{LIST}{activity.pk}/{tail}", given, follow=True)
    assert "这项活动已取消，不能再这样操作" in page(done)
