"""The delegates of a room in public: what the district publishes anyway, and no more."""

from datetime import date

import pytest

from tests.world import NOON, SINCE, TODAY, announced_day
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Publicity, Role
from zhushi.people.models import Mandate, Posting

KNOWN = {
    "occupation_field": "教育",
    "expertise": "青少年法律",
    "employer": "某厂",
    "post_title": "副厂长",
    "residence": "东社区",
    "email": "bing@example.org",
}


@pytest.fixture
def delegate(world):
    """丙 with everything known, sitting in two congresses; one seat of theirs has ended."""
    person = world.people["丙"]
    edit_person(person, **KNOWN, by=world.己, at=NOON)
    for level, number in ((MandateLevel.DISTRICT, "九"), (MandateLevel.CITY, "第十四届")):
        grant_mandate(
            person, level=level, starts_on=SINCE, congress_no=number, by=world.己, at=NOON
        )
    old = grant_mandate(
        person,
        level=MandateLevel.PROVINCE,
        starts_on=SINCE,
        congress_no="十三",
        by=world.己,
        at=NOON,
    )
    Mandate.objects.filter(pk=old.pk).update(ends_on=date(2026, 9, 6))
    return person


def text(answer):
    return " ".join(answer.content.decode().split())


def at(person, room="DJ"):
    return f"/rooms/{room}/delegates/{person.pk}/"


def test_name_congress_field_and_announced_days_are_public(client, world, delegate):
    announced_day(world)

    for address in ("/rooms/DJ/delegates/", at(delegate)):
        shown = text(client.get(address))
        for words in ("丙", "市第十四次党代会代表，区第九次党代会代表", "教育", "9月16日"):
            assert words in shown, words
        for words in ("省第", "青少年法律", "某厂", "副厂长", "东社区党", "bing@", "13900"):
            assert words not in shown.replace("029-10000001", ""), words
        assert delegate.ref not in shown
        assert "029-10000001" in shown


@pytest.mark.parametrize(
    ("publicity", "shown", "hidden"),
    [
        (Publicity.SKILLS, {"青少年法律"}, {"某厂", "bing@"}),
        (Publicity.EMPLOYER, {"青少年法律", "某厂 副厂长"}, {"bing@"}),
    ],
)
def test_more_stands_there_only_where_it_was_ticked(
    client, world, delegate, publicity, shown, hidden
):
    edit_person(delegate, publicity=publicity, by=world.己, at=NOON)

    page = text(client.get(at(delegate)))

    assert all(words in page for words in shown)
    assert not any(words in page for words in hidden)


def test_who_is_not_listed_is_not_there(client, world, delegate):
    edit_person(delegate, publicity=Publicity.NONE, by=world.己, at=NOON)

    assert "丙" not in text(client.get("/rooms/DJ/delegates/"))
    assert client.get(at(delegate)).status_code == 404


@pytest.mark.parametrize("name", ["乙", "丁", "戊", "己", "庚"])
def test_only_delegates_and_heads_of_the_room_are_shown(client, world, delegate, name):
    assert client.get(at(world.people[name])).status_code == 404
    assert client.get(at(delegate, "XJ")).status_code == 404


def test_who_no_longer_sits_in_the_room_is_not_there(client, world, delegate):
    Posting.objects.filter(person=delegate).update(ends_on=date(2026, 9, 6))

    assert client.get(at(delegate)).status_code == 404


def test_a_planned_day_is_not_told(client, world, delegate):
    day = announced_day(world)
    type(day).objects.update(status="PLANNED")

    assert "9月16日" not in text(client.get(at(delegate)))


def test_the_head_stands_first_and_the_room_links_here(client, world, delegate):
    shown = text(client.get("/rooms/DJ/delegates/"))

    assert shown.index(">甲</a>") < shown.index(">丙</a>")
    assert "/rooms/DJ/delegates/" in text(client.get("/rooms/DJ/"))
    assert "还没有公布党代表名单" in text(client.get("/rooms/XJ/delegates/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many(client, world, count, django_assert_num_queries):
    announced_day(world)
    for number in range(count):
        person = register_person(world.雁, name=f"新人{number}", by=None, at=NOON)
        post(person, role=Role.DELEGATE, place=world.东, starts_on=TODAY, by=None, at=NOON)
        grant_mandate(person, level=MandateLevel.CITY, starts_on=SINCE, by=None, at=NOON)
    client.get("/rooms/DJ/delegates/")

    with django_assert_num_queries(5):
        client.get("/rooms/DJ/delegates/")
