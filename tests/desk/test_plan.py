"""The plan by month: every number equals its list, a gap plans one with its fields filled in."""

import re
from datetime import date

import pytest

from tests.desk.lively import live
from tests.desk.statements import at_most
from tests.desk.test_period_reports import address, page, rows_of
from tests.world import DAY, TODAY
from zhushi.activities.choices import Heading
from zhushi.activities.queries import norms_of
from zhushi.core.perms import Perm
from zhushi.insight.periods import HALF, YEAR, Period
from zhushi.insight.plan import plan_of
from zhushi.insight.scopes import ActivityScopes
from zhushi.people.access import scope_of
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
PAGE = "/desk/plan/"
HALF_NOW, YEAR_NOW = Period.around(TODAY, HALF), Period.around(TODAY, YEAR)


@pytest.fixture
def life(world):
    return live(world)


def rows(world, who, period, room="东"):
    rights = (
        Perm.ACTIVITY_VIEW, Perm.RECEPTION_VIEW, Perm.TALK_PLAN, Perm.STUDY_VIEW, Perm.SERVICE_VIEW
    )  # fmt: skip
    scopes = ActivityScopes(*(scope_of(world.users[who], p, on=TODAY) for p in rights))
    norms = norms_of(world.units["雁"])
    return plan_of(scopes, [world.rooms[room]], norms, period=period, on=TODAY)


@pytest.mark.parametrize("period", [HALF_NOW, YEAR_NOW])
@pytest.mark.parametrize("who", "甲乙丙丁己")
def test_every_number_is_the_length_of_the_list_it_opens(life, sign_in, who, period):
    login, seen = sign_in(who), 0
    for row in rows(life, who, period):
        for cell in (row.whole, *(cell for _, cell in row.months)):
            for figure in cell.figures:
                if figure.value or cell is row.whole:
                    assert rows_of(figure, page(login.get(address(figure)))) == figure.value
                    seen += figure.value
    assert seen > 8


def test_the_months_sum_up_to_the_whole(life):
    for row in rows(life, "己", YEAR_NOW):
        assert sum(cell.done.value for _, cell in row.months) == row.whole.done.value
        assert sum(cell.planned.value for _, cell in row.months) == row.whole.planned.value
        assert len(row.months) == 12


def test_it_agrees_with_the_eight(life, sign_in):
    office = sign_in("己")
    visits = next(r for r in rows(life, "己", HALF_NOW) if r.heading == Heading.VISIT)
    assert (visits.whole.done.value, visits.whole.owed, visits.whole.lacking) == (2, 1, 0)
    eight = page(office.get("/desk/eight/"))
    assert str(visits.whole.done.address).replace("&", "&amp;") in eight
    assert f"{PAGE}?period=2026-2" in eight


def test_a_gap_plans_one_with_room_kind_and_month(life, sign_in):
    liaison = sign_in("乙")
    plan = page(liaison.get(f"{PAGE}?room=DJ"))
    links = [x.replace("&amp;", "&") for x in re.findall(r'class="pl-new" href="([^"]+)"', plan)]
    publicity = [link for link in links if "kind=PUBLICITY" in link]
    assert [link[-7:] for link in publicity] == ["2026-09", "2026-10", "2026-11", "2026-12"]
    form = page(liaison.get(publicity[1]))
    assert "2026-10-08" in form
    assert "政策宣传" in form
    assert not any("kind=VISIT" in link for link in links)


def test_who_plans_nothing_reads_and_is_offered_nothing(life, sign_in):
    for who in "丙丁":
        plan = page(sign_in(who).get(PAGE))
        assert "东街街道党代表工作室" in plan
        assert "pl-new" not in plan


def test_one_heading_over_the_rooms_and_one_room_over_the_headings(life, sign_in):
    office = sign_in("己")
    over = page(office.get(f"{PAGE}?heading=STUDY"))
    assert "研学制度化" in over
    assert over.count('<th scope="row">') == 3
    assert "本平台的默认值" in over
    room = page(office.get(f"{PAGE}?room=XJ&period=2026"))
    assert "2026年计划" in room
    assert "12月" in room
    assert "落实集中调查研究" in room
    assert "没有找到工作室" in page(office.get(f"{PAGE}?room=没有这个"))


def test_strangers_find_no_plan_and_others_only_their_rooms(life, sign_in):
    assert sign_in("庚").get(PAGE).status_code == 404
    assert sign_in("壬").get(PAGE).status_code == 404
    assert "东街" not in page(sign_in("戊").get(f"{PAGE}?room=DJ")).split("<main", 1)[-1]


@pytest.mark.parametrize("query", ["", "?room=DJ", "?period=2026&heading=STUDY"])
def test_the_plan_takes_a_fixed_number_of_statements(life, sign_in, query):
    office = sign_in("己")
    office.get(PAGE + query)
    with at_most(8):
        office.get(PAGE + query)


@pytest.mark.parametrize("query", ["?heading=NOPE", "?period=1", "?period=2026-09", "?room=%00"])
def test_what_makes_no_sense_is_passed_over(life, sign_in, query):
    assert sign_in("己").get(PAGE + query).status_code == 200


def closes(world, on):
    Workroom.objects.filter(code="XJ").update(closed_on=on)
    world.rooms["西"].refresh_from_db()


def test_a_room_that_closes_within_the_half_year_stands_in_the_plan_as_in_the_eight(life, sign_in):
    office = sign_in("己")
    closes(life, date(2026, 12, 20))
    for where in ("/desk/eight/", f"{PAGE}?heading=VISIT"):
        assert "西街" in page(office.get(where)).split("<main", 1)[-1], where
    closes(life, TODAY - DAY)
    assert "西街" not in page(office.get(f"{PAGE}?heading=VISIT")).split("<main", 1)[-1]
    assert "西街" in page(office.get(f"{PAGE}?heading=VISIT&period=2026-1"))


def test_nothing_is_offered_after_a_room_closes_nor_owed_in_part_of_a_period(life, sign_in):
    office = sign_in("己")
    closes(life, date(2026, 11, 20))
    whole = {row.heading: row.whole.owed for row in rows(life, "己", HALF_NOW, "西")}
    assert (whole[Heading.RECEPTION], whole[Heading.STUDY], whole[Heading.VISIT]) == (4, 1, 0)
    plan = page(office.get(f"{PAGE}?room=XJ"))
    assert "since=2026-11-01" in plan
    assert "since=2026-12-01" not in plan
