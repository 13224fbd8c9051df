"""The page of the board: who may, what it costs, that it says what to do when there is nothing."""

import pytest

from tests.desk.statements import at_most
from tests.insight.some import fill
from tests.world import announced_day
from zhushi.matters.models import Matter
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
BOARD = "/desk/board/"


@pytest.mark.parametrize("name", ["己", "甲", "乙"])
def test_who_works_at_a_desk_has_a_board(world, sign_in, name):
    announced_day(world)

    page = sign_in(name).get(BOARD)

    assert page.status_code == 200
    assert "9月接待日" in page.text


@pytest.mark.parametrize("name", ["丙", "丁", "庚", "壬", "系统", "安全", "审计"])
def test_everybody_else_gets_no_such_page(world, sign_in, name):
    assert sign_in(name).get(BOARD).status_code == 404


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(BOARD).status_code == 302


def test_it_is_only_read(world, sign_in):
    client = sign_in("己")
    assert client.post(BOARD).status_code == 405
    before = Matter.objects.count()
    client.get(BOARD)
    assert Matter.objects.count() == before


def test_what_is_missing_is_said_without_walls_of_zeros(world, sign_in):
    page = sign_in("己").get(BOARD).text

    assert "现在没有交给单位在办的事项" in page
    assert "今年还没有单位的书面答复" in page
    assert "本月没有排接待日" in page
    assert "经度和纬度" in page


def test_rooms_that_were_put_on_the_map_are_drawn(world, sign_in):
    Workroom.objects.update(longitude=108.9, latitude=34.2)
    Workroom.objects.filter(code="XJ").update(longitude=108.95, latitude=34.25)

    page = sign_in("己").get(BOARD).text

    assert "zs-map" in page
    assert "经度和纬度" not in page


def figures_of(page) -> str:
    return page.text.split('id="main"')[1]


def test_what_was_counted_is_kept_until_anything_is_done(world, sign_in):
    """Cheap to look at again, and never a number of yesterday: not even of a moment ago."""
    fill(world, 1)
    client = sign_in("己")

    first = client.get(BOARD)
    with at_most(6):
        again = client.get(BOARD)
    world.matter()
    then = client.get(BOARD)

    new = [page.context["board"].now[0] for page in (first, then)]
    assert [figure.label for figure in new] == ["新来的，待受理"] * 2
    assert new[1].value == new[0].value + 1
    assert figures_of(again) == figures_of(first) != figures_of(then)


def test_nobody_gets_what_was_counted_for_another(world, sign_in):
    fill(world, 1)

    office, liaison = sign_in("己").get(BOARD).text, sign_in("乙").get(BOARD).text

    assert "工作室总览" in liaison
    assert "全区总览" in office
    assert "各工作室" not in liaison


@pytest.mark.parametrize("name", ["己", "甲", "乙"])
@pytest.mark.parametrize("times", [1, 3])
def test_it_takes_twelve_statements_at_most(world, sign_in, name, times):
    fill(world, times)
    client = sign_in(name)
    client.get(BOARD)
    world.matter()

    with at_most(12 if name == "甲" else 11):
        assert client.get(BOARD).status_code == 200
