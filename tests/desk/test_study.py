"""Study: the room's plan, the delegate's own, sessions, notes and what they were good for."""

import re
from datetime import date

import pytest

from tests.desk.statements import at_most
from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.activities.actions.add_own_study import add_own_study
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.keep_study_item import Aim, add_study_item
from zhushi.activities.actions.link_study import link_study
from zhushi.activities.actions.make_study_plan import lay_down_study_plan, make_study_plan
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.record_activity import hold_activity, note_activity
from zhushi.activities.actions.say_study_use import say_study_use
from zhushi.activities.actions.write_study_note import write_study_note
from zhushi.activities.choices import ActivityKind, Strand
from zhushi.activities.models import Activity, StudyItem, StudyNote, StudyPlan, StudyUse
from zhushi.activities.study import progress_of_person, progress_of_room
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.errors import Refused
from zhushi.people.actions.post import post
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db
LIST = "/desk/study/"
HALF = StudyPeriod(2026, 2)
DUE = date(2026, 10, 31)


def page(response):
    return response.content.decode()


def plan_of(world, room="东", period=HALF, **fields):
    return make_study_plan(world.rooms[room], period=period, by=world.乙, at=NOON, **fields)


def item_of(world, title="读接待手册", plan=None, due_on=DUE, strand=Strand.JOB):
    aim = Aim(title, strand, due_on)
    return add_study_item(plan or plan_of(world), aim=aim, by=world.乙, at=NOON)


def own_of(world, title="学急救", name="丙"):
    aim = Aim(title, Strand.JOB, DUE)
    return add_own_study(world.people[name], period=HALF, aim=aim, by=world.users[name], at=NOON)


def session_of(world, room="东", on=TODAY, people=("丙",)):
    return plan_activity(
        world.rooms[room],
        kind=ActivityKind.STUDY,
        form="JOB",
        programme=Programme("集中学习", on, people=tuple(world.people[name] for name in people)),
        by=world.己,
        at=NOON,
    )


def held(world, items, came=("丙",), **fields):
    session = session_of(world, people=("丙", "甲"), **fields)
    link_study(session, items=items, by=world.乙, at=NOON)
    people = [world.people[name] for name in came]
    return hold_activity(session, came=people, by=world.乙, at=NOON)


def met(world, name, *items):
    found = progress_of_person(world.people[name], items)
    return [one.item.title for one in found.met]


def test_a_room_has_one_plan_for_a_period_and_nothing_for_what_is_over(world):
    assert plan_of(world) == plan_of(world)
    assert plan_of(world, period=StudyPeriod(2026)) != plan_of(world)
    with pytest.raises(Refused, match="2026年上半年已经过了"):
        plan_of(world, period=StudyPeriod(2026, 1))
    for title, due_on, words in (
        (" ", DUE, "请写学什么"),
        ("读", date(2026, 6, 30), "日子要在2026年下半年里"),
    ):
        with pytest.raises(Refused, match=words):
            item_of(world, title, due_on=due_on)
    assert item_of(world) == item_of(world)


def test_an_item_is_met_for_the_room_once_a_session_took_place_and_for_those_who_came(world):
    first, other = item_of(world), item_of(world, "学时限")
    session = session_of(world, people=("丙", "甲"))
    link_study(session, items=[first], by=world.乙, at=NOON)
    plan = first.plan
    assert progress_of_room(plan).words == "2 项里完成 0 项"
    hold_activity(session, came=[world.people["丙"]], by=world.乙, at=NOON)
    assert [one.item for one in progress_of_room(plan).met] == [first]
    assert met(world, "丙", first, other) == ["读接待手册"]
    assert met(world, "甲", first, other) == []


def test_a_session_called_off_counts_for_nobody(world):
    item = item_of(world)
    session = session_of(world)
    link_study(session, items=[item], by=world.乙, at=NOON)
    cancel_activity(session, reason="改期", by=world.乙, at=NOON)
    assert progress_of_room(item.plan).met == []
    assert met(world, "丙", item) == []
    with pytest.raises(Refused, match="取消了"):
        link_study(session, items=[item], by=world.乙, at=NOON)


def test_a_note_meets_the_item_for_who_wrote_it_alone(world):
    item = item_of(world)
    note = write_study_note(item, person=world.people["丙"], text="学会了", by=world.丙, at=NOON)
    assert met(world, "丙", item) == ["读接待手册"]
    assert met(world, "甲", item) == []
    assert progress_of_room(item.plan).met == []
    again = write_study_note(item, person=world.people["丙"], text="又想", by=world.丙, at=NOON)
    assert (again.pk, StudyNote.objects.get().text) == (note.pk, "又想")
    with pytest.raises(Refused, match="一句话也行"):
        write_study_note(item, person=world.people["丙"], text=" ", by=world.丙, at=NOON)


def test_a_session_is_about_its_own_room_s_plan_of_that_time_alone(world):
    session, west = session_of(world), item_of(world, plan=plan_of(world, "西"))
    later = item_of(
        world, plan=plan_of(world, period=StudyPeriod(2027, 1)), due_on=date(2027, 3, 1)
    )
    for item in (west, later, own_of(world)):
        with pytest.raises(Refused, match="本工作室那段时间"):
            link_study(session, items=[item], by=world.乙, at=NOON)
    visit = note_activity(
        world.东, kind=ActivityKind.VISIT, form="FIRM", on=TODAY, record="看", key="v",
        by=world.乙, at=NOON,
    )  # fmt: skip
    with pytest.raises(Refused, match="只有学习活动"):
        link_study(visit, items=[item_of(world)], by=world.乙, at=NOON)
    assert not Activity.objects.exclude(study_items=None).exists()


def test_what_was_studied_or_noted_cannot_be_dropped(world, sign_in):
    item, free = item_of(world), item_of(world, "学时限")
    write_study_note(item, person=world.people["丙"], text="学会了", by=world.丙, at=NOON)
    liaison = sign_in("乙")
    assert "不能删" in page(liaison.post(f"{LIST}items/{item.pk}/removal/", follow=True))
    assert "删去了" in page(liaison.post(f"{LIST}items/{free.pk}/removal/", follow=True))
    assert list(StudyItem.objects.all()) == [item]


def test_the_liaison_keeps_the_room_s_plan(world, sign_in):
    liaison = sign_in("乙")
    assert "还没有研学计划" in page(liaison.get(LIST))
    assert liaison.post(f"{LIST}new/", {"period": "2026-1"}).status_code == 422
    made = liaison.post(f"{LIST}new/", {"period": "2026-2"})
    plan = StudyPlan.objects.get()
    assert made.headers["Location"] == f"{LIST}{plan.pk}/"
    given = {"title": "读接待手册", "strand": "JOB", "due_on": "2026-10-31", "material": ""}
    wrong = liaison.post(f"{LIST}{plan.pk}/items/", {**given, "due_on": "2027-10-31"})
    assert wrong.status_code == 422
    assert "日子要在2026年下半年里" in page(wrong)
    done = page(liaison.post(f"{LIST}{plan.pk}/items/", given, follow=True))
    assert "1 项里完成 0 项" in done
    item = StudyItem.objects.get()
    changed = {**given, "title": "读新手册"}
    assert "读新手册" in page(liaison.post(f"{LIST}items/{item.pk}/", changed, follow=True))
    assert "1 项里完成 0 项" in page(liaison.get(LIST))


def test_a_room_takes_over_what_the_district_laid_down_once_and_keeps_its_own(world, sign_in):
    office, liaison = sign_in("己"), sign_in("乙")
    office.post(f"{LIST}district/", {"period": "2026-2"})
    laid = StudyPlan.objects.get(room=None)
    assert lay_down_study_plan(world.雁, period=HALF, by=world.己, at=NOON) == laid
    for title in ("读报告", "学条例"):
        given = {"title": title, "strand": "THEORY", "due_on": "2026-10-31", "material": ""}
        office.post(f"{LIST}district/{laid.pk}/items/", given)
    liaison.post(f"{LIST}new/", {"period": "2026-2", "from_district": "on"})
    plan = StudyPlan.objects.get(room=world.东)
    assert [one.title for one in plan.items.all()] == ["读报告", "学条例"]
    copy = plan.items.first()
    given = {"title": "读新报告", "strand": "THEORY", "due_on": "2026-11-30", "material": ""}
    liaison.post(f"{LIST}items/{copy.pk}/", given)
    office.post(f"{LIST}district/{laid.pk}/items/", {**given, "title": "学党章"})
    assert "按区里计划补齐" in page(liaison.get(f"{LIST}{plan.pk}/"))
    assert "抄来 1 项" in page(liaison.post(f"{LIST}{plan.pk}/copies/", follow=True))
    assert "按区里计划补齐" not in page(liaison.get(f"{LIST}{plan.pk}/"))
    assert sorted(one.title for one in plan.items.all()) == ["学党章", "学条例", "读新报告"]
    assert "东街街道党代表工作室" in page(office.get(f"{LIST}district/{laid.pk}/"))
    west = plan_of(world, "西", period=StudyPeriod(2026))
    again = sign_in("戊").post(f"{LIST}{west.pk}/copies/", follow=True)
    assert "区里还没有定2026年全年的研学计划" in page(again)


def test_who_may_see_and_do_what_with_plans(world, sign_in):
    item, outside = item_of(world), item_of(world, plan=plan_of(world, "西"))
    here = f"{LIST}{item.plan_id}/"
    laid = lay_down_study_plan(world.雁, period=HALF, by=world.己, at=NOON)
    logins = {who: sign_in(who) for who in "甲乙丙丁戊己庚壬癸"}
    for who, login in logins.items():
        assert (login.get(here).status_code == 200) is (who in "甲乙丙己")
        seen = login.get(f"{LIST}{outside.plan_id}/").status_code == 200
        assert seen is (who in "戊己")
        for address in (f"{LIST}district/", f"{LIST}district/{laid.pk}/"):
            is_all = who == "癸" and address.endswith("district/")  # of another district
            assert (login.get(address).status_code == 200) is (who == "己" or is_all)
        if who != "乙":
            assert login.get(f"{LIST}items/{item.pk}/").status_code == 404
            for verb in (f"{here}items/", f"{here}copies/", f"{LIST}items/{item.pk}/removal/"):
                assert login.post(verb).status_code == 404
    assert logins["乙"].get(f"{here}items/").status_code == 405
    assert StudyItem.objects.count() == 2


def test_the_delegate_s_own_list_is_the_room_s_plan_and_what_they_add(world, sign_in):
    item, outside = item_of(world), item_of(world, "西边学", plan_of(world, "西"))
    delegate = sign_in("丙")
    given = {"title": "学急救", "strand": "JOB", "due_on": "2026-10-31", "material": ""}
    assert delegate.post(f"{LIST}mine/new/", {**given, "due_on": ""}).status_code == 422
    assert delegate.post(f"{LIST}mine/new/", given).status_code == 302
    mine = page(delegate.get(f"{LIST}mine/"))
    assert "2 项里完成 0 项" in mine
    assert "西边学" not in mine
    assert "这一年还没有计划" in page(delegate.get(f"{LIST}mine/?period=2025"))
    own = StudyItem.objects.get(title="学急救")
    note = f"{LIST}mine/{item.pk}/note/"
    assert delegate.post(note, {"text": ""}).status_code == 422
    assert "2 项里完成 1 项" in page(delegate.post(note, {"text": "学会了"}, follow=True))
    assert "学会了" in page(delegate.get(note))
    delegate.post(f"{note}removal/")
    assert "2 项里完成 0 项" in page(delegate.get(f"{LIST}mine/"))
    assert delegate.get(f"{LIST}mine/{outside.pk}/note/").status_code == 404
    assert delegate.get(f"{LIST}mine/{item.pk}/").status_code == 404  # the room's is the liaison's
    assert delegate.get(f"{LIST}mine/{own.pk}/").status_code == 200
    assert delegate.post(f"{LIST}mine/{own.pk}/removal/").status_code == 302
    assert not StudyItem.objects.filter(pk=own.pk).exists()


def test_notes_are_read_by_who_wrote_them_and_the_room_s_liaison_and_head_alone(world, sign_in):
    item, own = item_of(world), own_of(world)
    for one, text in ((item, "手册里的诀窍"), (own, "心肺复苏")):
        write_study_note(one, person=world.people["丙"], text=text, by=world.丙, at=NOON)
    here = f"{LIST}people/{world.people['丙'].ref}/"
    for who in "甲乙":
        read = page(sign_in(who).get(here))
        assert "手册里的诀窍" in read
        assert "心肺复苏" in read
    for who in "丙丁戊己庚壬癸":
        assert sign_in(who).get(here).status_code == 404
    plan = f"{LIST}{item.plan_id}/"
    for who in "丙己":
        assert "笔记：丙" not in page(sign_in(who).get(plan))
    assert "笔记：丙" in page(sign_in("乙").get(plan))
    assert "手册里的诀窍" not in page(sign_in("乙").get(plan))


def test_who_sits_in_two_rooms_is_read_in_each_of_its_own_alone(world, sign_in):
    post(world.people["丙"], role=Role.DELEGATE, place=world.西, starts_on=SINCE, by=None, at=NOON)
    east, west = item_of(world), item_of(world, "西边学", plan_of(world, "西"))
    for one, text in ((east, "东边的话"), (west, "西边的话"), (own_of(world), "自己的话")):
        write_study_note(one, person=world.people["丙"], text=text, by=world.丙, at=NOON)
    here = f"{LIST}people/{world.people['丙'].ref}/"
    read = page(sign_in("戊").get(here))
    assert "西边的话" in read
    assert "东边的话" not in read
    assert "自己的话" not in read
    assert "西边的话" not in page(sign_in("乙").get(here))


def test_the_use_is_picked_from_one_s_own_and_its_link_is_for_who_sees_it(world, sign_in):
    item, session = item_of(world), None
    session = held(world, [item])
    mine, others = world.matter(by="丙"), world.matter(by="乙")
    delegate = sign_in("丙")
    here = f"{LIST}mine/{item.pk}/use/"
    form = page(delegate.get(here))
    assert f'value="A{session.pk}"' in form
    assert f'value="M{mine.matter.ref}"' in form
    assert others.matter.ref not in form
    given = {"text": "按手册当场答了"}
    for about in ("", f"M{others.matter.ref}", "A999", "X"):
        assert delegate.post(here, {**given, "about": about}).status_code == 422
    for _ in range(2):
        done = delegate.post(here, {**given, "about": f"M{mine.matter.ref}"}, follow=True)
    assert f"/desk/matters/{mine.matter.ref}/" in page(done)
    use = StudyUse.objects.get()
    read = f"{LIST}people/{world.people['丙'].ref}/"
    assert f"/desk/matters/{mine.matter.ref}/" in page(sign_in("乙").get(read))
    unreached = world.matter("西", by="戊").matter.ref
    StudyUse.objects.update(matter_ref=unreached)
    unread = page(sign_in("乙").get(read))
    assert "按手册当场答了" in unread
    assert unreached not in unread
    assert sign_in("甲").post(f"{LIST}mine/uses/{use.pk}/removal/").status_code == 404
    assert delegate.post(f"{LIST}mine/uses/{use.pk}/removal/").status_code == 302
    assert not StudyUse.objects.exists()


def test_a_use_names_exactly_one_thing(world):
    item = item_of(world)
    for about, words in (("", "用在哪里"),):
        with pytest.raises(Refused, match=words):
            say_study_use(
                item, person=world.people["丙"], text="用了", about=about, by=world.丙, at=NOON
            )


def test_a_session_is_linked_when_it_is_planned_and_on_its_page(world, sign_in):
    item, other = item_of(world), item_of(world, "学时限")
    liaison = sign_in("乙")
    form = page(liaison.get("/desk/activities/new/?kind=STUDY&room=DJ"))
    assert "读接待手册（岗位，10月31日前）" in form
    assert "读接待手册" not in page(liaison.get("/desk/activities/new/?kind=VISIT&room=DJ"))
    given = {
        "form": "JOB", "title": "学手册", "on": str(TODAY + DAY), "study": [str(item.pk)],
    }  # fmt: skip
    liaison.post("/desk/activities/new/?kind=STUDY&room=DJ", given)
    made = Activity.objects.get()
    assert list(made.study_items.all()) == [item]
    here = f"/desk/activities/{made.pk}/"
    del given["study"]
    liaison.post(f"{here}edit/", {**given, "title": "改名"})
    assert list(made.study_items.all()) == [item]
    liaison.post(f"{here}study/", {"study": [str(item.pk), str(other.pk)]})
    assert made.study_items.count() == 2
    assert "学时限" in page(sign_in("丙").get(here))
    volunteer = page(sign_in("丁").get(here))
    assert "学时限" in volunteer
    assert f"/desk/study/{item.plan_id}/" not in volunteer
    for who in "丁戊庚壬癸":
        assert sign_in(who).post(f"{here}study/", {}).status_code == 404
    assert "由联络员" in page(sign_in("丙").post(f"{here}study/", {}, follow=True))
    assert liaison.get(f"{here}study/").status_code == 405
    assert made.study_items.count() == 2


def test_a_delegate_links_the_session_they_noted_themselves(world, sign_in):
    item = item_of(world)
    made = note_activity(
        world.东, kind=ActivityKind.STUDY, form="JOB", on=TODAY, record="学了", key="n",
        lead=world.people["丙"], by=world.丙, at=NOON,
    )  # fmt: skip
    here = f"/desk/activities/{made.pk}/"
    delegate = sign_in("丙")
    assert "选计划里的项目" in page(delegate.get(here))
    delegate.post(f"{here}study/", {"study": [str(item.pk)]})
    assert "1 项里完成 1 项" in page(delegate.get(f"{LIST}mine/"))


def test_the_list_says_which_rooms_have_none(world, sign_in):
    item_of(world)
    office = sign_in("己")
    have = page(office.get(f"{LIST}?period=2026-2")).split("<main")[1]
    assert have.count("项里完成") == 1
    lacking = page(office.get(f"{LIST}?period=2026-2&show=without")).split("<main")[1]
    assert lacking.count("还没有计划</span>") == 2
    year = page(office.get(f"{LIST}?period=2026"))
    assert "2026年下半年" in year
    assert "还没有研学计划" in page(office.get(f"{LIST}?period=2027"))
    for words in ("nope", "2026-3", "%00"):
        assert office.get(f"{LIST}?period={words}&show={words}&room={words}").status_code == 200
    for who in "丁庚壬":
        assert sign_in(who).get(LIST).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, count):
    items = [item_of(world, f"学第{number}样") for number in range(count)]
    session = held(world, items)
    for item in items:
        write_study_note(item, person=world.people["丙"], text="记", by=world.丙, at=NOON)
        say_study_use(
            item, person=world.people["丙"], text="用", about=session, by=world.丙, at=NOON
        )
    liaison, delegate = sign_in("乙"), sign_in("丙")
    for login, address, most in (
        (liaison, LIST, 7),
        (liaison, f"{LIST}{items[0].plan_id}/", 9),
        (liaison, f"{LIST}people/{world.people['丙'].ref}/", 10),
        (delegate, f"{LIST}mine/", 9),
    ):
        with at_most(most):
            assert login.get(address).status_code == 200


def test_the_eight_count_plans_and_the_rooms_without_one(world, sign_in):
    item_of(world)
    plan_of(world, period=StudyPeriod(2026))
    plan_of(world, period=StudyPeriod(2027, 1))
    for who, plans, lacking in (("己", 2, 2), ("乙", 2, 0), ("戊", 0, 1)):
        login = sign_in(who)
        board = page(login.get("/desk/eight/"))
        assert f"研学计划 {plans} 份" in board
        assert (f"还没有计划 {lacking} 个" in board) is bool(lacking)
        rows = page(login.get(f"{LIST}?period=2026-2")).split("<main")[1]
        assert len(re.findall(r'<a href="/desk/study/\d+/"', rows)) == plans
        rows = page(login.get(f"{LIST}?period=2026-2&show=without")).split("<main")[1]
        assert rows.count("还没有计划</span>") == lacking
    assert "研学计划" not in page(sign_in("丁").get("/desk/eight/"))
