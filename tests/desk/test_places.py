"""Only who may edit people puts them on the map; nobody else finds the page or its figures."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.world import NOON, TODAY
from zhushi.grouping.inputs import question_of
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.place_person import place_person
from zhushi.people.choices import MandateLevel
from zhushi.people.models import PersonPlace
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
HOME = {"home_longitude": "108.954", "home_latitude": "34.223"}


def address(world, name="丙") -> str:
    return reverse("desk:place_person", kwargs={"ref": world.people[name].ref})


@pytest.fixture
def mapped(world):
    Workroom.objects.filter(code="DJ").update(longitude=108.96, latitude=34.22)
    Workroom.objects.filter(code="XJ").update(longitude=108.90, latitude=34.20)
    return world


def test_the_office_places_a_person_by_typing(mapped, sign_in):
    office = sign_in("己")
    shown = office.get(address(mapped)).content.decode()
    assert "东街街道" in shown
    assert "公里" in shown
    assert office.post(address(mapped), HOME).status_code == 302
    assert PersonPlace.objects.get().home == (108.954, 34.223)
    again = office.get(address(mapped)).content.decode()
    assert 'value="108.954"' in again
    office.post(address(mapped), {})
    assert not PersonPlace.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"home_longitude": "108.9"}, "要一起填"),
        ({"home_longitude": "34.2", "home_latitude": "108.9"}, "73"),
        ({"work_longitude": "x", "work_latitude": "34"}, "输入一个数"),
        ({"work_longitude": "nan", "work_latitude": "34"}, "输入一个数"),
    ],
)
def test_half_a_place_or_one_abroad_is_refused_and_kept_in_the_form(mapped, sign_in, said, words):
    answer = sign_in("己").post(address(mapped), said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PersonPlace.objects.exists()


def test_without_rooms_on_the_map_the_fields_still_work(world, sign_in):
    office = sign_in("己")
    assert "都还没有标到图上" in office.get(address(world)).content.decode()
    assert office.post(address(world), HOME).status_code == 302


@pytest.mark.parametrize("who", list("甲乙丙丁戊庚癸"))
def test_nobody_else_finds_the_page_nor_reads_a_place_anywhere(mapped, sign_in, who):
    place_person(mapped.people["丙"], home=(108.954, 34.223), by=None, at=NOON)
    client = sign_in(who)
    assert client.get(address(mapped)).status_code == 404
    assert client.post(address(mapped), HOME).status_code == 404
    for url in (
        reverse("desk:people"), reverse("desk:person", kwargs={"ref": mapped.people["丙"].ref})
    ):  # fmt: skip
        assert "108.954" not in client.get(url).content.decode()


def test_the_page_asks_a_fixed_number_of_times(mapped, sign_in):
    office = sign_in("己")
    with at_most(8):
        office.get(address(mapped))


@pytest.mark.parametrize("count", [1, 3])
def test_a_question_takes_places_where_they_are_known_and_no_more_statements(
    mapped, count, django_assert_num_queries
):
    for name in "丙甲乙"[:count]:
        grant_mandate(
            mapped.people[name], level=MandateLevel.DISTRICT, starts_on=TODAY, by=None, at=NOON
        )
    place_person(mapped.people["丙"], home=(108.95, 34.22), work=(108.9, 34.2), by=None, at=NOON)
    with django_assert_num_queries(4):
        asked = question_of(mapped.雁, {}, on=TODAY)
    known = {row["name"]: row for row in asked["people"]}
    assert known["丙"]["home"]["at"] == [108.95, 34.22]
    assert known["丙"]["work"] == {"at": [108.9, 34.2]}
    if count > 1:
        assert (known["甲"]["home"], known["甲"]["work"]) == (None, None)
