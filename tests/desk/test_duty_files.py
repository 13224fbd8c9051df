"""The duty file: what a delegate did, out of records; met or not yet, and for whom it is."""

import re
from datetime import timedelta

import pytest

from tests.desk.lively import live, plan
from tests.desk.statements import at_most
from tests.research.test_activities import noted
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.keep_talk_record import write_talk_record
from zhushi.activities.choices import ActivityKind, DayStatus, DutyPart
from zhushi.activities.models import (
    Activity,
    Duty,
    GoodPractice,
    Participant,
    Pledge,
    Project,
    ReceptionDay,
    Talk,
)
from zhushi.matters.models import Matter
from zhushi.people.actions.post import post
from zhushi.people.choices import Role

pytestmark = pytest.mark.django_db
OWN = "/desk/me/file/"


def page(response):
    return response.content.decode()


@pytest.fixture
def life(world):
    """丙 received, took part, served, promised, took a matter down and wrote a practice."""
    live(world)
    noted(world, lead=world.people["丙"])
    made = world.matter("东", by="丙", receiver=world.people["丙"]).matter
    Matter.objects.filter(pk=made.pk).update(receiver=world.people["丙"])
    GoodPractice.objects.create(
        district=world.units["雁"], room=world.rooms["东"], title="楼道议事", text="每月一次",
        written_by=world.users["丙"], written_at=NOON,
    )  # fmt: skip
    missed = plan(world, "东", ActivityKind.STUDY, "JOB", "没来的学习", 2)
    Activity.objects.filter(pk=missed.pk).update(on=TODAY - DAY, status="HELD")
    Participant.objects.create(activity=missed, person=world.people["丙"], has_come=False)
    return world


def here(world, name="丙"):
    return f"/desk/people/{world.people[name].ref}/file/"


def counted(paper):
    """What each list says of its length, and how long it is."""
    found = {}
    for table in re.findall(r"<caption>(.*?)</tbody>", paper, re.DOTALL):
        title, number = re.match(r"([^：]+)：(\d+)", table).groups()
        found[title] = (int(number), len(re.findall(r"<tr", table)))
    return found


def test_a_file_lists_what_the_delegate_did_and_every_number_is_the_length_of_its_list(
    life, sign_in
):
    found = counted(page(sign_in("丙").get(OWN)))
    assert {title: number for title, (number, _) in found.items()} == {
        "走访观摩": 2,
        "调研": 1,
        "学习": 1,
        "写下的好做法": 1,
        "服务场次": 1,
        "接待值班": 2,
        "经手的意见建议": 1,
        "到期的承诺": 2,
        "个别谈话": 1,
    }
    assert [title for title, (said, rows) in found.items() if said != rows] == []


def test_all_who_may_read_it_read_the_same_but_for_talks(life, sign_in):
    own = counted(page(sign_in("丙").get(OWN)))
    for who in "甲乙己":
        read = counted(page(sign_in(who).get(here(life))))
        talks = read.pop("个别谈话", None)
        assert read == {title: count for title, count in own.items() if title != "个别谈话"}, who
        assert (talks is not None) == (who == "己")


def test_norms_are_met_or_not_yet_and_never_scored(life, sign_in):
    paper = page(sign_in("丙").get(OWN))
    checks = dict(
        re.findall(
            r'<th scope="row">([^<]+)</th>.*?<td class="num">\s*(已达到|还没有)', paper, re.S
        )
    )
    assert checks["政策宣传"] == checks["座谈走访"] == "还没有"
    assert checks["学习"] == checks["接待值班"] == "已达到"
    assert "雁塔区" in paper
    assert not re.search(r"得分|积分|排名|第 ?\d+ ?名|总分", paper)


@pytest.mark.parametrize("who", ["丁", "戊", "庚", "壬", "癸", "系统", "安全", "审计"])
def test_nobody_else_reads_a_delegate_s_file(life, sign_in, who):
    assert sign_in(who).get(here(life)).status_code == 404


def test_another_delegate_of_the_same_room_does_not_read_it(life, sign_in):
    post(
        life.people["丁"], role=Role.DELEGATE, place=life.rooms["东"], starts_on=TODAY,
        by=life.己, at=NOON,
    )  # fmt: skip
    other = sign_in("丁")
    assert other.get(here(life)).status_code == 404
    assert "党代表履职档案" in page(other.get(OWN))


def test_who_is_no_delegate_has_no_file(life, sign_in):
    assert sign_in("己").get(here(life, "丁")).status_code == 404
    assert "没有履职档案" in page(sign_in("丁").get(OWN))
    assert "我的履职档案" not in page(sign_in("丁").get("/desk/me/"))


def test_the_file_is_found_from_the_person_and_from_the_own_page(life, sign_in):
    assert OWN in page(sign_in("丙").get("/desk/me/"))
    address = here(life)
    for who, sees in (("乙", True), ("己", True), ("丙", False), ("丁", False)):
        person = sign_in(who).get(address.removesuffix("file/"))
        assert (address in page(person)) == sees, who


def test_neither_words_of_talks_nor_of_matters_nor_sealed_ones_stand_in_it(life, sign_in):
    talk = Talk.objects.get(person=life.people["丙"])
    write_talk_record(talk, text="谈了家里的难处", by=life.己, at=NOON)
    sealed = life.matter("东", by="乙", content="举报丙收了别人的东西，请查一查。").matter
    Matter.objects.filter(pk=sealed.pk).update(
        receiver=life.people["丙"], visibility="SEALED", ref="MF-2026-0777"
    )
    against = life.matter("东", by="乙", content="投诉丙态度不好，说话很冲。").matter
    for who, address in (("丙", OWN), ("乙", here(life)), ("己", here(life))):
        paper = page(sign_in(who).get(address))
        for hidden in ("难处", "MF-2026-0777", "举报", "态度不好", against.ref, "五号院楼道"):
            assert hidden not in paper, (who, hidden)


def test_a_liaison_reads_nothing_of_what_was_done_in_other_rooms(life, sign_in):
    there = Activity.objects.get(room=life.rooms["西"], kind=ActivityKind.PUBLICITY)
    Participant.objects.create(activity=there, person=life.people["丙"], has_come=True)
    assert "政策宣传：1" in page(sign_in("丙").get(OWN))
    assert "政策宣传：1" in page(sign_in("己").get(here(life)))
    assert "政策宣传：1" not in page(sign_in("乙").get(here(life)))


def test_duties_pledges_practices_and_hours_of_other_rooms_are_their_own_desk_s(life, sign_in):
    west = life.rooms["西"]
    day = ReceptionDay.objects.get(room=west, status=DayStatus.CLOSED)
    Duty.objects.create(day=day, person=life.people["丙"], part=DutyPart.RECEIVE)
    GoodPractice.objects.filter(room=life.rooms["东"]).update(room=west)
    Pledge.objects.filter(room=life.rooms["东"]).update(room=west)
    Project.objects.filter(room=life.rooms["东"]).update(room=west)
    own = counted(page(sign_in("丙").get(OWN)))
    desk = counted(page(sign_in("乙").get(here(life))))
    assert (own["接待值班"], desk["接待值班"]) == ((3, 3), (2, 2))
    for title in ("写下的好做法", "到期的承诺", "服务场次"):
        assert title in own
        assert title not in desk


def test_what_the_delegate_did_at_a_joint_activity_is_read_in_both_rooms(life, sign_in):
    there = Activity.objects.get(room=life.rooms["西"], kind=ActivityKind.PUBLICITY)
    Participant.objects.create(activity=there, person=life.people["丙"], has_come=True)
    there.others.add(life.rooms["东"])
    assert "政策宣传：1" in page(sign_in("乙").get(here(life)))


def test_another_period_is_chosen_and_an_empty_one_says_so(life, sign_in):
    own = sign_in("丙")
    assert "2026年下半年，截至" in page(own.get(OWN))
    before = page(own.get(f"{OWN}?period=2025"))
    assert "2025年" in before
    assert "接待值班：这段时间没有" in before
    assert own.get(f"{OWN}?period=2026-77").status_code == 200
    assert "学习：2" in page(own.get(f"{OWN}?period=2026"))


def test_nothing_can_be_written_into_it(life, sign_in):
    own = sign_in("丙")
    paper = page(own.get(OWN))
    assert 'method="post"' not in paper
    assert "/desk/me/corrections/new/" in paper
    assert own.post(OWN).status_code == 405
    assert sign_in("己").post(here(life)).status_code == 405


def test_the_portal_knows_no_file(life, client):
    assert client.get(here(life)).status_code == 302
    room = page(client.get("/rooms/DJ/delegates/"))
    assert "履职" not in room


def test_a_file_takes_a_fixed_number_of_statements(life, sign_in):
    Talk.objects.create(
        district=life.units["雁"], person=life.people["乙"], month=TODAY.replace(day=1)
    )
    for who, address in (("丙", OWN), ("甲", here(life)), ("己", here(life))):
        login = sign_in(who)
        login.get(address)
        with at_most(13):
            login.get(address)


def test_a_talk_counts_on_the_day_it_took_place(life, sign_in):
    Talk.objects.filter(person=life.people["丙"]).update(held_on=TODAY - timedelta(days=365))
    assert "个别谈话：这段时间没有" in page(sign_in("丙").get(OWN))
