"""One calendar of all that happens: month and week, own and room's, and the same as feeds."""

import re
from datetime import time

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.desk.lively import live, plan
from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.invite_to_talk import invite_to_talk
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Signup, Talk
from zhushi.people.actions.relieve import relieve
from zhushi.people.models import Posting

pytestmark = pytest.mark.django_db
PAGE = "/desk/calendar/"


def page(response):
    return response.content.decode()


def main(response):
    return page(response).split("<main", 1)[-1]


@pytest.fixture
def life(world):
    """Some of everything; 丙 is told of a symposium and invited to a talk, 丁 waits for a shift."""
    live(world)
    told = plan(
        world, "东", ActivityKind.SYMPOSIUM, "INVITED", "听听丙的", 4,
        starts_at=time(15), people=(world.people["丙"],),
    )  # fmt: skip
    announce_activity(told, by=world.乙, at=NOON)
    Talk.objects.filter(person=world.people["丙"]).delete()
    talk = Talk.objects.create(
        district=world.units["雁"], person=world.people["丙"], month=TODAY.replace(day=1)
    )
    invite_to_talk(
        talk, on=TODAY + 2 * DAY, starts_at=time(10), place="区委一楼", by=world.己, at=NOON
    )
    Signup.objects.filter(person=world.people["丁"], minutes=None).update(is_waiting=True)
    return world


def address(sign_in, who, code=""):
    login = sign_in(who)
    login.post(reverse("desk:renew_feed"))
    found = re.findall(r'value="(http[^"]+\.ics)"', page(login.get(f"{PAGE}?room={code}")))
    return found[-1] if found else ""


def events(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_own_month_holds_what_one_is_asked_to_come_to_and_nothing_else(life, sign_in):
    own = main(sign_in("丙").get(f"{PAGE}?of=mine"))
    for words in ("值班（接待）", "听听丙的", "党联办约见", "陪伴服务"):
        assert words in own, words
    assert "走访企业" not in own
    volunteer = main(sign_in("丁").get(f"{PAGE}?of=mine"))
    assert "听听丙的" not in volunteer
    assert "谈" not in volunteer.replace("约好的谈话", "")


def test_a_room_s_month_holds_all_that_happens_there_and_no_talk(life, sign_in):
    for who in "甲乙丙丁己":
        room = main(sign_in(who).get(f"{PAGE}?room=DJ"))
        for words in ("接待日", "听听丙的", "陪伴服务", "见面会，取消了"):
            assert words in room, (who, words)
        assert "区委一楼" not in room
        assert "党联办约见" not in room
        assert "院落" not in room


def test_what_several_rooms_hold_stands_in_the_calendar_of_each(life, sign_in):
    joint = plan(life, "西", ActivityKind.SYMPOSIUM, "INVITED", "两街合办", 3)
    assert "两街合办" not in main(sign_in("乙").get(f"{PAGE}?room=DJ"))
    joint.others.add(life.rooms["东"])
    assert "两街合办" not in main(sign_in("乙").get(f"{PAGE}?room=DJ"))
    announce_activity(joint, by=life.戊, at=NOON)
    for query in ("?room=DJ", "?of=all"):
        assert main(sign_in("乙").get(PAGE + query)).count("两街合办") == 1
    assert main(sign_in("己").get(f"{PAGE}?of=all")).count("两街合办") == 1


def test_talks_stand_in_the_calendar_of_who_plans_them_alone(life, sign_in):
    assert "和丙谈话" in main(sign_in("己").get(f"{PAGE}?of=all"))
    for who in "甲乙":
        assert "和丙谈话" not in main(sign_in(who).get(f"{PAGE}?of=all"))


def test_a_week_shows_its_seven_days(life, sign_in):
    week = main(sign_in("己").get(f"{PAGE}?show=week&on=2026-09-09"))
    assert "2026年9月7日到9月13日" in week
    assert week.count("<td") == 7
    assert "show=week" in week
    assert "on=2026-08-31" in week
    assert "on=2026-09-14" in week
    gone = main(sign_in("己").get(f"{PAGE}?show=week&on=2025-01-01"))
    assert "没有接待日、活动和场次" in gone


def test_other_rooms_are_not_there_and_strangers_have_no_calendar(life, sign_in):
    other = main(sign_in("戊").get(f"{PAGE}?room=DJ"))
    assert "听听丙的" not in other
    assert "听听丙的" not in main(sign_in("戊").get(f"{PAGE}?of=all"))
    for who in ("庚", "壬", "审计"):
        assert sign_in(who).get(PAGE).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?on=2026-02-30", "?on=x", "?room=%00", "?of=?", "?show=year",
        "?on=0001-01-01", "?on=9999-12-31", "?on=0001-01-01&show=week", "?on=9999-12-31&show=week",
        "?on=1900-01-01&show=week", "?on=2199-12-31&show=week", "?on=2199-12-31",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_passed_over(life, sign_in, query):
    assert sign_in("己").get(PAGE + query).status_code == 200


def test_the_own_feed_holds_duties_activities_talks_and_shifts(life, sign_in, client):
    found = events(client, address(sign_in, "丙"))
    titles = [str(event["summary"]) for event in found]
    assert any("值班（接待）" in title for title in titles)
    assert any("听听丙的" in title for title in titles)
    assert any("陪伴服务" in title for title in titles)
    assert "党联办约见" in titles
    assert len({str(event["uid"]) for event in found}) == len(found)
    talk = next(event for event in found if event["summary"] == "党联办约见")
    assert talk["dtstart"].dt.isoformat() == "2026-09-09T02:00:00+00:00"
    assert str(talk["location"]) == "区委一楼"


def test_a_room_s_feed_is_the_asker_s_own_and_tells_of_no_person(life, sign_in, client):
    url = address(sign_in, "乙", "DJ")
    assert "/rooms/DJ.ics" in url
    found = events(client, url)
    words = client.get(url).content.decode()
    assert any("听听丙的" in str(event["summary"]) for event in found)
    assert any("接待日" in str(event["summary"]) for event in found)
    assert any(event["status"] == "CANCELLED" for event in found)
    assert "谈话" not in words
    assert "约见" not in words
    assert "西街" not in words
    assert not any("attendee" in event or "organizer" in event for event in found)


def test_a_room_s_feed_ends_with_the_right_to_see_the_room(life, sign_in, client):
    url = address(sign_in, "乙", "DJ")
    key = url.rsplit("/rooms/", 1)[0]
    assert client.get(f"{key}/rooms/XJ.ics").status_code == 404
    assert client.get(f"{key}/rooms/ZZ.ics").status_code == 404
    assert client.get(url.replace(key[-8:], "0" * 8)).status_code == 404
    held = Posting.objects.get(person=life.people["乙"])
    relieve(held, ends_on=TODAY - DAY, by=life.己, at=NOON)
    assert client.get(url).status_code == 404


def test_a_login_that_is_stopped_reads_no_room(life, sign_in, client):
    url = address(sign_in, "乙", "DJ")
    user = life.users["乙"]
    user.is_active = False
    user.save()
    assert client.get(url).status_code == 404


def test_an_old_address_of_a_room_dies_with_the_renewed_key(life, sign_in, client):
    old = address(sign_in, "乙", "DJ")
    assert client.get(old).status_code == 200
    assert address(sign_in, "乙", "DJ") != old
    assert client.get(old).status_code == 404


def test_what_is_called_off_says_so_in_the_own_feed(life, sign_in, client):
    told = life.people["丙"].participations.get(activity__title="听听丙的").activity
    cancel_activity(told, reason="下雨", by=life.乙, at=NOON)
    found = events(client, address(sign_in, "丙"))
    off = next(event for event in found if "听听丙的" in str(event["summary"]))
    assert off["status"] == "CANCELLED"


@pytest.mark.parametrize("query", ["", "?of=mine", "?room=DJ", "?show=week&of=all"])
def test_the_calendar_takes_a_fixed_number_of_statements(life, sign_in, query):
    office = sign_in("己")
    office.get(PAGE + query)
    with at_most(9):
        office.get(PAGE + query)


def test_a_day_of_many_things_leads_to_its_week_and_hides_none_of_them(life, sign_in):
    for number in range(9):
        plan(life, "东", ActivityKind.PUBLICITY, "LECTURE", f"第{number}场宣讲", 15)
    office = sign_in("己")
    month = main(office.get(f"{PAGE}?of=all"))
    assert month.count("场宣讲") == 6
    link = re.search(r'href="([^"]+)">还有 3 项', month)[1].replace("&amp;", "&")
    assert main(office.get(PAGE + link)).count("场宣讲") == 9
    assert main(office.get(f"{PAGE}?room=DJ")).count("场宣讲") == 9
