"""On the phone: when am I on duty, who can take it, when can I not come, my calendar."""

from datetime import datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.world import NOON, TODAY, announced_day
from zhushi.activities.models import BlockOut, Duty, Swap, WeekdayOff
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import User

pytestmark = pytest.mark.django_db
MINE = reverse("desk:duties")


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def day(world):
    return announced_day(world)


@pytest.fixture
def colleague(world):
    person = register_person(world.雁, name="子", by=world.己, at=NOON)
    post(person, role=Role.DELEGATE, place=world.东, starts_on=TODAY, by=world.己, at=NOON)
    User.objects.create(username="login-zi", person=person)
    return person


@pytest.fixture
def me(sign_in):
    return sign_in("丙")


def test_i_see_my_own_duties_and_nobody_elses(me, sign_in, day):
    assert "9月16日" in page(me.get(MINE))
    assert "还没有排您值班" in page(sign_in("丁").get(MINE))


def test_i_say_when_i_cannot_come_and_take_it_back(me, day):
    me.post(reverse("desk:block_out"), {"starts_on": "2026-10-01"})
    blocked = BlockOut.objects.get()
    assert str(blocked.ends_on) == "2026-10-01", "one day, if no other is given"
    assert "10月1日" in page(me.get(MINE))
    me.post(reverse("desk:free_again", kwargs={"pk": blocked.pk}))
    assert BlockOut.objects.count() == 0
    me.post(reverse("desk:weekdays_off"), {"weekdays": ["0", "4"]})
    assert WeekdayOff.objects.count() == 2
    assert page(me.get(MINE)).count("checked") == 2


@pytest.mark.parametrize("said", ["", "2026-09-01", "九月"])
def test_days_that_make_no_sense_are_said_and_not_kept(me, said):
    answer = me.post(reverse("desk:block_out"), {"starts_on": said})
    assert answer.status_code == 422
    assert BlockOut.objects.count() == 0


def test_others_days_are_not_mine_to_remove(me, world, sign_in):
    blocked = BlockOut.objects.create(person=world.people["甲"], starts_on=TODAY, ends_on=TODAY)
    answer = me.post(reverse("desk:free_again", kwargs={"pk": blocked.pk}))
    assert answer.status_code == 404
    assert BlockOut.objects.count() == 1


def test_i_ask_and_a_colleague_takes_it(me, client, day, colleague):
    duty = Duty.objects.get(day=day)
    asking = reverse("desk:ask_swap", kwargs={"pk": duty.pk})
    assert "谁方便都行" in page(me.get(asking))
    me.post(asking, {"asked": "", "returns": ""})
    assert "正在请" in page(me.get(MINE))
    swap = Swap.objects.get()
    assert me.post(_move(swap, "take")).status_code == 404, "not one's own request"

    client.force_login(colleague.login)
    assert "替丙" in page(client.get(MINE))
    assert "这次由您值班" in page(client.post(_move(swap, "take"), follow=True))
    duty.refresh_from_db()
    assert duty.person == colleague


def test_who_comes_second_reads_why_and_not_that_there_is_no_such_page(
    me, sign_in, client, day, colleague
):
    me.post(reverse("desk:ask_swap", kwargs={"pk": Duty.objects.get(day=day).pk}), {})
    swap = Swap.objects.get()
    second = sign_in("甲")
    client.force_login(colleague.login)
    client.post(_move(swap, "take"))

    assert "已经有人接了" in page(second.post(_move(swap, "take"), follow=True))
    assert "已经有结果了" in page(me.post(_move(swap, "withdraw"), follow=True))
    assert Duty.objects.get(day=day).person == colleague


def _move(swap: Swap, verb: str) -> str:
    return reverse("desk:move_swap", kwargs={"pk": swap.pk, "verb": verb})


def test_a_request_is_no_business_of_another_room(me, sign_in, day, colleague):
    me.post(reverse("desk:ask_swap", kwargs={"pk": Duty.objects.get(day=day).pk}), {})
    stranger = sign_in("戊")
    assert "有人请您替班" not in page(stranger.get(MINE))
    assert stranger.post(_move(Swap.objects.get(), "take")).status_code == 404
    assert stranger.post(_move(Swap.objects.get(), "withdraw")).status_code == 404


def test_others_duties_are_not_mine_to_swap(sign_in, day, colleague):
    address = reverse("desk:ask_swap", kwargs={"pk": Duty.objects.get(day=day).pk})
    assert sign_in("甲").get(address).status_code == 404


def test_who_has_nobody_to_ask_is_told_what_to_do(me, day, world):
    world.people["甲"].postings.all().delete()
    asking = reverse("desk:ask_swap", kwargs={"pk": Duty.objects.get(day=day).pk})
    assert "给联络员打电话" in page(me.get(asking))


def test_my_calendar_holds_my_duties_and_nobody_elses_name(me, client, day, world):
    me.post(reverse("desk:renew_feed"))
    address = me.get(MINE).context["feed"]
    client.logout()
    answer = client.get(address)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    (event,) = events
    assert event["dtstart"].dt == datetime.fromisoformat("2026-09-16T01:00:00+00:00")
    assert "东街" in event["summary"]
    assert "甲" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_renewed_address_ends_the_one_before(me, client):
    me.post(reverse("desk:renew_feed"))
    before = me.get(MINE).context["feed"]
    me.post(reverse("desk:renew_feed"))
    assert client.get(before).status_code == 404
    assert client.get(me.get(MINE).context["feed"]).status_code == 200
    assert client.get(reverse("desk:feed", kwargs={"key": f"1-{'0' * 32}"})).status_code == 404


def test_the_rooms_calendar_shows_announced_days_alone(client, day, world):
    address = reverse("portal:room_calendar", kwargs={"code": "DJ"})
    assert len(Calendar.from_ical(client.get(address).content).walk("VEVENT")) == 1
    type(day).objects.update(status="PLANNED", announced_at=None)
    assert Calendar.from_ical(client.get(address).content).walk("VEVENT") == []
