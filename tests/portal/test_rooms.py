"""Find my room: who is there next, and when."""

from datetime import date

import pytest

from tests.world import NOON, announced_day
from zhushi.activities.actions.run_day import cancel_day
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.choices import MandateLevel
from zhushi.portal import places
from zhushi.rooms.models import Unit, Workroom


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/d/yan/",
        "/d/yan/rooms/",
        "/d/yan/answers/",
        "/d/yan/privacy/",
        "/d/yan/feedback/",
        "/rooms/DJ/",
        "/rooms/dj/",
        "/rooms/DJ/poster/",
        "/rooms/DJ/book/",
        "/rooms/DJ/submit/",
        "/rooms/DJ/sealed/",
        "/track/",
        "/bookings/",
    ],
)
def test_everybody_may_open_it_without_an_account(client, world, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert "驻室" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/d/nowhere/",
        "/d/east/",
        "/rooms/ZZZZ/",
        "/rooms/ZZZZ/submit/",
        "/rooms/DJ/book/999999/",
        "/d/yan/answers/999999999999999/",
        "/rooms/D%00J/",
    ],
)
def test_what_is_not_there_is_not_found(client, world, address):
    assert client.get(address).status_code == 404


def test_with_one_district_the_first_page_is_its_home(client, world):
    assert "您在哪个区" in client.get("/").content.decode()
    Unit.objects.filter(slug="wai").update(valid_to=date(2026, 8, 31))

    assert "找到您身边的党代表工作室" in client.get("/").content.decode()


def test_a_community_leads_to_its_own_room_and_a_street_to_its(client, world):
    own = client.get("/d/yan/", {"community": "east-1"}).content.decode()
    street = client.get("/d/yan/", {"street": "west"}).content.decode()

    assert "东社区属于" in own
    assert 'href="/rooms/DJS/submit/"' in own
    assert 'href="/rooms/XJ/submit/"' in street


@pytest.mark.parametrize("value", ["x", "\0", "<script>", "9" * 5000])
def test_a_street_nobody_knows_shows_the_whole_district(client, world, value):
    assert client.get("/d/yan/", {"street": value, "community": value}).status_code == 200


def test_another_districts_rooms_are_not_listed(client, world):
    assert "东街街道" not in client.get("/d/wai/rooms/").content.decode()


def test_the_room_names_who_is_there_next_with_level_and_field_only(client, world):
    person = world.people["丙"]
    type(person).objects.filter(pk=person.pk).update(occupation_field="教育", employer="某厂")
    grant_mandate(
        person, level=MandateLevel.CITY, starts_on=date(2026, 1, 1), by=world.users["己"], at=NOON
    )
    announced_day(world)

    page = client.get("/rooms/DJ/").content.decode()

    assert "市党代表 · 教育" in page
    assert "9:00–11:30" in page
    assert "还可预约 5 个时段" in page
    assert "某厂" not in page
    assert "13900" not in page


def test_an_unannounced_day_is_not_shown_and_a_cancelled_one_says_why(client, world):
    planned = announced_day(world, "西")
    day = announced_day(world)
    cancel_day(day, reason="会场维修", by=world.users["乙"], at=NOON)

    assert "9月16日" not in client.get("/rooms/XJ/").content.decode()
    assert "会场维修" in client.get("/rooms/DJ/").content.decode()
    assert planned.status == "PLANNED"


def test_a_closed_room_says_so_and_takes_nothing(client, world):
    Workroom.objects.filter(code="XJ").update(closed_on=date(2026, 9, 1))

    answer = client.get("/rooms/XJ/")

    assert answer.status_code == 410
    assert "已撤销" in answer.content.decode()
    assert client.post("/rooms/XJ/submit/", {"content": "有话"}).status_code == 410


def test_the_poster_carries_a_square_code_drawn_in_the_page(client, world):
    page = client.get("/rooms/DJ/poster/").content.decode()

    assert "<svg" in page
    assert "http://testserver/rooms/DJ/" in page


@pytest.mark.parametrize("rooms", [1, 3])
def test_statements_do_not_grow_with_rooms(client, world, django_assert_max_num_queries, rooms):
    for key in ("东", "东社", "西")[:rooms]:
        announced_day(world, key)
    client.get("/d/yan/")
    with django_assert_max_num_queries(14):
        client.get("/d/yan/", {"street": "east"})


def test_of_many_rooms_one_street_is_shown_at_a_time_and_each_is_reached(
    client, world, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(places, "FEW", 1)
    address = f"/d/{world.雁.slug}/rooms/"

    with django_assert_max_num_queries(8):
        first = client.get(address).content.decode()

    assert world.东.place not in first
    for name in ("东街", "西街"):
        assert f'<option value="{world.units[name].slug}">' in first
    shown = client.get(f"{address}?street={world.units['东街'].slug}").content.decode()
    assert world.东.name in shown
    assert world.东社.name in shown
    assert f">{world.西.name}<" not in shown
    home = f"/d/{world.雁.slug}/?community={world.units['东社区'].slug}"
    assert world.东社.name in client.get(home).content.decode()
    assert client.get(f"{address}?street=%00").status_code == 200
