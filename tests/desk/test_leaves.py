"""Leave on the desk: one's own on the phone, others' by the room's desk, seen in the room."""

import pytest

from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.models import Duty
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.people.access import scope_of
from zhushi.people.actions.name_stand_in import name_stand_in
from zhushi.people.actions.note_leave import note_leave
from zhushi.people.actions.post import post
from zhushi.people.choices import Role
from zhushi.people.models import Leave, Posting

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": "2026-09-14", "ends_on": "2026-09-20"}


def page(response):
    return response.content.decode()


def address(world, name, tail=""):
    return f"/desk/people/{world.people[name].ref}/{tail}"


@pytest.fixture
def leave(world):
    """丙 is away from tomorrow for five days."""
    return note_leave(
        world.people["丙"], starts_on=TODAY + DAY, ends_on=TODAY + 5 * DAY, by=world.丙, at=NOON
    )


def test_a_delegate_notes_the_own_leave_and_takes_it_back(world, sign_in):
    announced_day(world)
    delegate = sign_in("丙")

    done = delegate.post("/desk/me/leaves/new/", DAYS, follow=True)

    assert "这几天有 1 次值班，要换人" in page(done)
    assert "9月14日到9月20日" in page(done)
    own = Leave.objects.get(person=world.people["丙"])
    liaison = page(sign_in("乙").get("/desk/receptions/DJ/2026-09-16/"))
    assert "请假到9月20日，要换人" in liaison
    assert "请假已取消" in page(delegate.post(f"/desk/me/leaves/{own.pk}/closing/", follow=True))
    assert not Leave.objects.exists()


def test_nobody_ends_another_s_leave_as_the_own(world, sign_in, leave):
    for who in ("乙", "甲", "戊", "己"):
        assert sign_in(who).post(f"/desk/me/leaves/{leave.pk}/closing/").status_code == 404
    assert Leave.objects.filter(pk=leave.pk).exists()


def test_who_is_in_no_room_is_told_so(world, sign_in):
    done = sign_in("庚").post("/desk/me/leaves/new/", DAYS)

    assert (done.status_code, "不用请假" in page(done)) == (422, True)


@pytest.mark.parametrize("who", ["乙", "甲", "己"])
def test_the_room_s_desk_notes_it_for_somebody_and_names_who_stands_in(world, sign_in, who):
    client = sign_in(who)

    done = client.post(address(world, "丙", "leaves/new/"), DAYS)

    noted = Leave.objects.get()
    at = address(world, "丙", f"leaves/{noted.pk}/")
    assert done.url == at
    shown = client.get(at)
    assert "还没有派人代班" in page(shown)
    if who == "甲":  # the only other delegate of the room is who acts: nobody is offered
        assert shown.context["stand_in_form"] is None
        return
    sent = {"person": world.people["甲"].ref}
    assert "甲代班到9月20日" in page(client.post(at + "stand-in/", sent, follow=True))
    noted.refresh_from_db()
    assert noted.stand_in == world.people["甲"]


def test_bad_days_keep_the_form(world, sign_in):
    client = sign_in("乙")
    turned = {"starts_on": "2026-09-20", "ends_on": "2026-09-14"}

    done = client.post(address(world, "丙", "leaves/new/"), turned)

    assert (done.status_code, "不能早于第一天" in page(done)) == (422, True)
    assert 'value="2026-09-20"' in page(done)
    assert not Leave.objects.exists()


@pytest.mark.parametrize("who", ["丙", "丁", "戊", "庚", "癸", "安全"])
def test_who_has_no_such_right_finds_no_page(world, sign_in, leave, who):
    client = sign_in(who)
    at = address(world, "丙", f"leaves/{leave.pk}/")

    assert client.get(address(world, "丙", "leaves/new/")).status_code == 404
    assert client.get(at).status_code == 404
    assert client.post(at + "stand-in/", {"person": world.people["甲"].ref}).status_code == 404
    assert client.post(at + "closing/", {"back_on": "2026-09-09"}).status_code == 404


def test_a_get_changes_nothing_and_a_stranger_to_the_room_is_not_taken(world, sign_in, leave):
    client = sign_in("乙")
    at = address(world, "丙", f"leaves/{leave.pk}/")

    assert client.get(at + "stand-in/").status_code == 405
    assert client.get(at + "closing/").status_code == 405
    done = client.post(at + "stand-in/", {"person": world.people["戊"].ref})
    assert done.status_code == 422
    leave.refresh_from_db()
    assert leave.stand_in is None


def test_the_own_room_reads_the_days_and_others_do_not(world, sign_in, leave):
    for who in ("乙", "甲", "丙", "己"):
        assert "9月8日到9月12日" in page(sign_in(who).get(address(world, "丙"))), who
    assert sign_in("戊").get(address(world, "丙")).status_code == 404


def test_the_room_s_page_says_who_is_away_and_who_stands_in(world, sign_in, clock):
    leave = note_leave(
        world.people["乙"], starts_on=TODAY, ends_on=TODAY + 5 * DAY, by=world.乙, at=NOON
    )
    name_stand_in(leave, world.people["丙"], by=world.甲, at=NOON)

    text = page(sign_in("己").get("/desk/rooms/DJ/"))

    assert "联络员 · 请假到9月12日，丙代班" in text
    assert "联络员 · 到9月12日" in text


def test_the_stand_in_works_as_liaison_and_is_out_when_the_liaison_is_back(world, sign_in):
    leave = note_leave(
        world.people["乙"], starts_on=TODAY, ends_on=TODAY + 5 * DAY, by=world.乙, at=NOON
    )
    assert sign_in("丙").get("/desk/rosters/").status_code == 404
    name_stand_in(leave, world.people["丙"], by=world.甲, at=NOON)
    stand_in = sign_in("丙")
    assert stand_in.get("/desk/rosters/").status_code == 200

    sign_in("乙").post(f"/desk/me/leaves/{leave.pk}/closing/")

    assert stand_in.get("/desk/rosters/").status_code == 302
    assert sign_in("丙").get("/desk/rosters/").status_code == 404
    assert Posting.objects.filter(person=world.people["丙"]).count() == 1


def test_a_head_s_other_post_is_named_in_the_room(world, sign_in):
    head = world.people["甲"]
    head.post_title = "东街街道党工委副书记"
    head.save()

    assert "东街街道党工委副书记任组长" in page(sign_in("己").get("/desk/rooms/DJ/"))


def test_the_stand_in_takes_the_duties_of_these_days_in_one_go(world, sign_in, clock):
    announced_day(world)
    client = sign_in("乙")
    client.post(address(world, "丙", "leaves/new/"), DAYS)
    noted = Leave.objects.get()
    at = address(world, "丙", f"leaves/{noted.pk}/")
    assert "还没有派人代班" in page(client.post(at + "cover/", follow=True))
    name_stand_in(noted, world.people["甲"], by=world.己, at=NOON)
    assert "都由甲值" in page(client.get(at))

    done = page(client.post(at + "cover/", follow=True))

    assert "1 次值班改由甲值" in done
    assert [duty.person.name for duty in Duty.objects.all()] == ["甲"]
    assert "代班的日子里没有值班要接" in page(client.post(at + "cover/", follow=True))
    assert client.get(at + "cover/").status_code == 405
    for who in ("丙", "戊", "癸"):
        assert sign_in(who).post(at + "cover/").status_code == 404


def test_what_the_stand_in_may_not_take_stays_and_is_said(world, sign_in):
    day = announced_day(world)
    assign_duty(day, world.people["甲"], by=world.乙, at=NOON)
    client = sign_in("乙")
    client.post(address(world, "丙", "leaves/new/"), DAYS)
    noted = Leave.objects.get()
    name_stand_in(noted, world.people["甲"], by=world.己, at=NOON)

    done = client.post(address(world, "丙", f"leaves/{noted.pk}/cover/"), follow=True)

    assert "甲9月16日已经值班" in page(done)
    assert Duty.objects.filter(person=world.people["丙"]).exists()


def test_a_liaison_hands_out_no_rights_in_the_room_of_others(world, sign_in):
    """丙 sits in 东 and is a liaison in 西: what becomes of 西 is not for 东's liaison to say."""
    person = world.people["丙"]
    post(person, role=Role.LIAISON, place=world.西, starts_on=TODAY, by=world.己, at=NOON)
    leave = note_leave(person, starts_on=TODAY, ends_on=TODAY + 5 * DAY, by=world.乙, at=NOON)
    before = Posting.objects.count()
    liaison = sign_in("乙")
    assert "戊" not in page(liaison.get(address(world, "丙", f"leaves/{leave.pk}/")))
    liaison.post(
        address(world, "丙", f"leaves/{leave.pk}/stand-in/"), {"person": world.people["戊"].ref}
    )
    with pytest.raises(Refused, match="不在同一个工作室"):
        name_stand_in(
            leave, world.people["戊"], by=world.乙, at=NOON,
            scope=scope_of(world.乙, Perm.PERSON_LEAVE, on=TODAY),
        )  # fmt: skip
    assert Posting.objects.count() == before


def test_a_head_s_leave_says_where_their_decisions_go(world, sign_in):
    heads, members = (
        note_leave(world.people[who], starts_on=TODAY, ends_on=TODAY + DAY, by=world.己, at=NOON)
        for who in ("甲", "丙")
    )
    office = sign_in("己")
    said = "组长的审定和公开审批不随代班走"

    assert said in page(office.get(address(world, "甲", f"leaves/{heads.pk}/")))
    assert said not in page(office.get(address(world, "丙", f"leaves/{members.pk}/")))
