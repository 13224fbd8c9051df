"""The first page by role, the unit's inbox and the delegate's quick note."""

from datetime import date, time

import pytest

from tests.activities.test_shifts import shift_of
from tests.desk.statements import at_most
from tests.desk.test_study import item_of
from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.invite_to_talk import invite_to_talk
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.actions.write_study_note import write_study_note
from zhushi.activities.models import StudyItem, Talk
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.choices import Channel
from zhushi.matters.models import Dispatch, Matter, Recusal
from zhushi.people.actions.post import post
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def handed(world, unit="住建", **fields):
    matter = accept(world.matter(**fields).matter, by=world.乙, at=NOON)
    return dispatch(
        matter, lead=Charge(world.units[unit]), extract="修楼道灯", by=world.乙, at=NOON
    )


@pytest.mark.parametrize("name", ["甲", "乙", "丙", "丁", "戊", "庚", "辛"])
def test_everybody_who_works_in_a_room_or_unit_has_a_first_page(sign_in, name):
    page = sign_in(name).get("/desk/", follow=True)

    assert page.status_code == 200
    assert "<h1>" in text(page)


@pytest.mark.parametrize("name", ["己", "壬", "系统", "安全", "审计"])
def test_the_others_are_led_to_their_own_page_or_told_where_to_go(sign_in, name):
    page = sign_in(name).get("/desk/", follow=True)

    assert page.status_code == 200


def test_a_day_without_reception_shows_the_next_one_and_what_to_prepare(world, sign_in):
    announced_day(world)
    page = text(sign_in("乙").get("/desk/"))

    assert "今天没有接待" in page
    assert "9月16日" in page
    assert "贴出接待公告" in page


def test_without_any_day_planned_the_page_says_what_to_do(sign_in):
    assert "去安排接待日" in text(sign_in("乙").get("/desk/"))


def test_the_reception_day_stands_in_the_middle(world, sign_in, clock):
    announced_day(world)
    clock.move_to(NOON + 9 * DAY)
    client = sign_in("乙")
    assert "开始接待" in text(client.get("/desk/"))
    at = "/desk/receptions/DJ/2026-09-16/"
    assert client.post(at + "opening/", {"back": "today"}).url == "/desk/"
    client.post(at + "turns/", {"called_name": "赵先生"})
    client.post(at + "turns/next/", {"back": "today"})

    page = text(client.get("/desk/"))

    assert "今天是接待日" in page
    assert "正在接待" in page
    assert 'id="queue"' in page


def test_new_returned_and_late_matters_stand_on_the_liaisons_page(world, sign_in, clock):
    new = world.matter(content="门口台阶没有扶手。").matter
    accepted = accept(world.matter(content="候车座椅坏了。").matter, by=world.乙, at=NOON)
    other = world.matter("西", content="别的工作室的事。", by="戊").matter
    clock.move_to(NOON + 14 * DAY)

    page = text(sign_in("乙").get("/desk/"))

    assert new.title in page
    assert accepted.title in page
    assert "待交办" in page
    assert other.title not in page
    assert "个工作日" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_liaisons_page_asks_the_same_however_much_waits(
    world, sign_in, count, django_assert_num_queries
):
    for _ in range(count):
        world.matter()
        handed(world)
    client = sign_in("乙")
    client.get("/desk/")
    with django_assert_num_queries(6):
        client.get("/desk/")


def test_the_head_sees_what_waits_for_a_decision_and_who_is_missing(world, sign_in):
    page = text(sign_in("甲").get("/desk/"))

    assert "要您定的" in page
    assert "缺人" in page
    assert "没有联络员" in page


def test_a_person_with_two_roles_can_choose_the_page(world, sign_in):
    post(
        world.people["乙"],
        role=Role.DELEGATE,
        place=world.东,
        starts_on=date(2026, 9, 1),
        by=None,
        at=NOON,
    )
    client = sign_in("乙")

    assert "?as=DELEGATE" in text(client.get("/desk/"))
    assert "记一条" in text(client.get("/desk/", {"as": "DELEGATE"}))
    assert client.get("/desk/", {"as": "OFFICE"}).status_code == 200


def test_the_inbox_shows_the_own_units_open_cases_by_due_date_without_identity(world, sign_in):
    late = handed(world, content="我叫钱小满，灯坏了。", who=world.known_resident())
    Dispatch.objects.filter(matter=late).update(due_on=date(2026, 9, 4))
    other = handed(world, content="五号院漏水。", is_urgent=True)
    page = sign_in("庚").get("/desk/inbox/")

    assert [row["dispatch"].matter for row in page.context["rows"]] == [late, other]
    assert "待签收" in text(page)
    assert "钱小满" not in text(page)
    assert late.ref not in text(sign_in("辛").get("/desk/inbox/"))
    for name in ("乙", "丙", "己", "壬"):
        assert sign_in(name).get("/desk/inbox/").status_code == 404


@pytest.mark.parametrize("show", ["", "sent", "late", "signed", "returned", "nonsense"])
def test_each_part_of_the_inbox_opens(world, sign_in, show):
    handed(world)

    assert sign_in("庚").get("/desk/inbox/", {"show": show}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_the_same_however_many(world, sign_in, count, django_assert_num_queries):
    for _ in range(count):
        handed(world)
    client = sign_in("庚")
    client.get("/desk/inbox/")
    with django_assert_num_queries(5):
        client.get("/desk/inbox/")


def note_form(client, **given):
    key = client.get("/desk/notes/new/").context["form"].initial["key"]
    return {"key": key, "content": "坡道太陡，轮椅上不去。", "channel": "VISIT", **given}


def test_a_delegate_notes_with_words_alone_and_becomes_the_receiver(world, sign_in):
    client = sign_in("丙")

    done = client.post("/desk/notes/new/", note_form(client), follow=True)

    matter = Matter.objects.get()
    assert done.status_code == 200
    assert (matter.receiver, matter.channel) == (world.people["丙"], Channel.VISIT)
    assert matter.identity is None
    assert matter.title in text(client.get("/desk/"))


def test_the_same_note_twice_is_one_matter(sign_in):
    client = sign_in("丙")
    form = note_form(client)
    client.post("/desk/notes/new/", form)
    client.post("/desk/notes/new/", form)

    assert Matter.objects.count() == 1


def test_a_note_without_words_is_refused_and_keeps_the_rest(sign_in):
    client = sign_in("丙")

    refused = client.post("/desk/notes/new/", note_form(client, content=" ", delegate_view="该修"))

    assert refused.status_code == 422
    assert "该修" in text(refused)
    assert Matter.objects.count() == 0


@pytest.mark.parametrize("name", ["庚", "丁", "壬", "审计"])
def test_who_takes_nothing_down_finds_no_note(sign_in, name):
    assert sign_in(name).get("/desk/notes/new/").status_code == 404
    assert sign_in(name).post("/desk/notes/new/", {"content": "x"}).status_code == 404


def test_a_delegate_on_duty_reads_it_first(world, sign_in, clock):
    announced_day(world)
    assert "下次值班" in text(sign_in("丙").get("/desk/"))
    clock.move_to(NOON + 9 * DAY)

    assert "今天您值班" in text(sign_in("丙").get("/desk/"))


def test_a_volunteer_sees_published_days_only(world, sign_in):
    day = announced_day(world)
    assert "9月16日" in text(sign_in("丁").get("/desk/"))
    type(day).objects.update(status="PLANNED")

    assert "9月16日" not in text(sign_in("丁").get("/desk/"))


def test_a_recused_unit_finds_nothing_in_its_inbox(world, sign_in):
    matter = handed(world)
    assert matter.ref in text(sign_in("庚").get("/desk/inbox/"))
    Recusal.objects.create(matter=matter, unit=world.住建, reason="涉及本单位", at=NOON)

    assert matter.ref not in text(sign_in("庚").get("/desk/inbox/"))


def test_the_first_page_says_where_somebody_is_expected_and_what_to_study(world, sign_in):
    shift, _ = shift_of(world), item_of(world, due_on=TODAY + 9 * DAY)
    item_of(world, "年底再学", due_on=TODAY + 90 * DAY)
    for name in "丙丁甲":
        sign_up(shift, world.people[name], by=world.乙, at=NOON)
    for name in "丙甲":
        talk = Talk.objects.create(
            district=world.雁, person=world.people[name], month=TODAY.replace(day=1)
        )
        invite_to_talk(
            talk, on=TODAY + 2 * DAY, starts_at=time(15), place="小会议室", by=world.己, at=NOON
        )
    found = {name: text(sign_in(name).get("/desk/")) for name in "甲乙丙丁"}
    for name in "甲丙丁":
        assert "陪诊小队" in found[name]
        assert ("小会议室" in found[name]) is (name != "丁")
        assert ("读接待手册" in found[name]) is (name == "丙")
    assert "年底再学" not in found["丙"]
    assert "陪诊小队" not in found["乙"]
    delegate = sign_in("丙")
    with at_most(12):
        delegate.get("/desk/")
    item = StudyItem.objects.get(title="读接待手册")
    write_study_note(item, person=world.people["丙"], text="学会了", by=world.丙, at=NOON)
    assert "读接待手册" not in text(delegate.get("/desk/"))
