"""An individual talk is arranged with the delegate, and what was said is kept from everybody."""

from datetime import date, time

import pytest

from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.hold_talk import hold_talk
from zhushi.activities.models import Talk, TalkRecord
from zhushi.core.models import AuditEntry, Notice
from zhushi.matters.models import Matter
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Mandate

pytestmark = pytest.mark.django_db
LIST = "/desk/talks/"
SECRET = "对联络工作有意见，和组长合不来"


def page(response):
    return response.content.decode()


@pytest.fixture
def talk(world):
    """丙 is to be talked with this month; 甲 too, as noise."""
    for name in "甲丙":
        Mandate.objects.create(
            person=world.people[name], level=MandateLevel.DISTRICT, starts_on=date(2021, 9, 1)
        )
    first = TODAY.replace(day=1)
    Talk.objects.create(district=world.雁, person=world.people["甲"], month=first)
    return Talk.objects.create(district=world.雁, person=world.people["丙"], month=first)


@pytest.fixture
def held(world, talk):
    return hold_talk(talk, on=TODAY, by=world.己, at=NOON)


@pytest.fixture
def office(sign_in):
    return sign_in("己")


def told(world, name="丙"):
    found = Notice.objects.filter(user=world.users[name], event__startswith="talk:")
    return list(found.order_by("pk").values_list("text", flat=True))


def invite(office, talk, on=TODAY + 5 * DAY, **changes):
    given = {"on": str(on), "starts_at": "09:30", "place": "党联办三楼", **changes}
    return page(office.post(f"{LIST}{talk.pk}/invitation/", given, follow=True))


def test_the_delegate_is_told_when_and_where_and_of_every_change(world, office, talk, clock):
    assert "已邀请" in invite(office, talk)
    invite(office, talk)  # the same again is not told again
    assert told(world) == ["个别谈话请您9月12日 09:30，党联办三楼"]
    clock.shift(60)
    invite(office, talk, on=date(2026, 10, 8))
    assert told(world)[-1] == "个别谈话改到10月8日 09:30，党联办三楼"
    talk.refresh_from_db()
    assert (talk.month, talk.meets_at) == (date(2026, 10, 1), time(9, 30))
    clock.shift(60)
    done = office.post(f"{LIST}{talk.pk}/invitation/removal/", follow=True)
    assert "谈话还在计划里" in page(done)
    assert "取消了" in told(world)[-1]
    talk.refresh_from_db()
    assert (talk.meets_on, talk.status) == (None, "PLANNED")
    assert told(world, "甲") == told(world, "乙") == []


def test_a_day_gone_by_or_no_place_is_refused_and_nobody_is_told(world, office, talk):
    assert "已经过了" in invite(office, talk, on=TODAY - DAY)
    invite(office, talk, place=" ")
    removal = page(office.post(f"{LIST}{talk.pk}/invitation/removal/", follow=True))
    assert "还没有约" in removal
    hold_talk(talk, on=TODAY, by=world.己, at=NOON)
    assert "已经谈过了" in invite(office, talk)
    assert told(world) == []


def test_who_is_invited_keeps_the_day_when_the_talks_are_planned_anew(world, office, talk):
    invite(office, talk)
    office.post(LIST, {"a_month": 2, "until": "2026-12-31"})
    talk.refresh_from_db()
    assert talk.meets_on == TODAY + 5 * DAY
    assert Talk.objects.planned().count() == 2
    moved = office.post(f"{LIST}{talk.pk}/postponement/", {"to": "2026-11"}, follow=True)
    assert "先取消邀请再推迟" in page(moved)


def test_the_record_is_stored_encrypted_and_shown_once_with_a_line_in_the_trail(
    world, office, held
):
    address = f"{LIST}{held.pk}/record/"
    assert office.post(address, {"text": " ", "seen": ""}).status_code == 422
    done = page(office.post(address, {"text": SECRET, "seen": ""}, follow=True))
    assert "加密保存" in done
    assert SECRET not in done
    stored = TalkRecord.objects.get()
    assert SECRET.encode() not in bytes(stored.text)
    assert SECRET not in page(office.get(address))
    assert office.get(f"{address}opening/").status_code == 405
    assert not AuditEntry.objects.filter(event="talk.look").exists()
    opened = office.post(f"{address}opening/")
    assert SECRET in page(opened)
    assert "no-store" in opened["Cache-Control"]
    looks = AuditEntry.objects.filter(event="talk.look")
    assert [one.actor for one in looks] == [world.己.username]
    assert all(SECRET not in f"{one.target}{one.facts}" for one in AuditEntry.objects.all())
    office.post(f"{address}opening/")
    assert looks.all().count() == 2


def test_what_was_not_opened_is_not_written_over(office, held):
    address = f"{LIST}{held.pk}/record/"
    office.post(address, {"text": SECRET, "seen": ""})
    refused = office.post(address, {"text": "别的", "seen": ""})
    assert refused.status_code == 422
    assert "先打开看过再改" in page(refused)
    form = page(office.post(f"{address}opening/"))
    seen = form.split('name="seen" value="')[1].split('"')[0]
    assert office.post(address, {"text": "改过的", "seen": seen}).status_code == 302
    assert TalkRecord.objects.get().open("text") == "改过的"


def test_only_the_liaison_office_of_the_district_comes_near_it(world, sign_in, office, held):
    office.post(f"{LIST}{held.pk}/record/", {"text": SECRET, "seen": ""})
    for who in "甲乙丙丁戊庚壬癸":
        client = sign_in(who)
        assert client.get(f"{LIST}{held.pk}/record/").status_code == 404
        for tail in ("record/", "record/opening/", "matter/", "invitation/", "invitation/removal/"):
            assert client.post(f"{LIST}{held.pk}/{tail}", {"text": "x"}).status_code == 404
    assert not AuditEntry.objects.filter(event="talk.look").exists()


def test_there_is_no_record_of_a_talk_that_has_not_taken_place(office, talk):
    address = f"{LIST}{talk.pk}/"
    assert "谈过以后" in page(office.get(f"{address}record/"))
    assert office.post(f"{address}record/", {"text": SECRET, "seen": ""}).status_code == 422
    given = {"content": "联络员太少", "key": "k"}
    assert office.post(f"{address}matter/", given).status_code == 422
    assert not Matter.objects.exists()


def test_a_matter_is_made_in_words_of_its_own_and_says_nothing_of_the_talk(
    world, sign_in, office, held
):
    office.post(f"{LIST}{held.pk}/record/", {"text": SECRET, "seen": ""})
    given = {"content": "建议给工作室配一名专职联络员", "key": "k1"}
    assert office.post(f"{LIST}{held.pk}/matter/", {**given, "content": ""}).status_code == 422
    done = page(office.post(f"{LIST}{held.pk}/matter/", given, follow=True))
    office.post(f"{LIST}{held.pk}/matter/", given)
    matter = Matter.objects.get()
    assert matter.ref in done
    assert matter.room == world.rooms["东"]
    assert matter.receiver is None
    shown = page(sign_in("乙").get(f"/desk/matters/{matter.ref}/"))
    assert "专职联络员" in shown
    assert world.people["丙"].name not in shown.split("<main")[-1].replace(
        world.people["甲"].name, ""
    )
    for secret in (SECRET, "个别谈话"):
        assert secret not in shown
