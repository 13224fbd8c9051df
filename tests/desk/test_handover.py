"""“交接” on the desk: what stays behind is shown when a posting ends and never silent."""

import pytest

from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.matters.models import Matter
from zhushi.people.actions.relieve import relieve
from zhushi.people.models import Posting

pytestmark = pytest.mark.django_db
LIST = "/desk/people/handover/"


def page(response):
    return response.content.decode()


def at(world, name="丙", room="DJ"):
    return f"/desk/rooms/{room}/handover/{world.people[name].ref}/"


@pytest.fixture
def left(world):
    """丙 is gone since yesterday and leaves a matter and a duty."""
    world.matter(by="丙")
    announced_day(world)
    held = Posting.objects.get(person=world.people["丙"])
    relieve(held, ends_on=TODAY - DAY, by=world.己, at=NOON)


def test_ending_a_posting_leads_to_what_stays_behind(world, sign_in):
    world.matter(by="丙")
    announced_day(world)
    held = Posting.objects.get(person=world.people["丙"])
    office = sign_in("己")
    path = f"/desk/people/{world.people['丙'].ref}/postings/{held.pk}/end/"
    shown = page(office.get(path))
    assert "<b>1</b> 件没办结的事项" in shown
    assert "<b>1</b> 次值班" in shown

    done = office.post(path, {"ends_on": "2026-09-07"})

    assert done.url == at(world)
    shown = page(office.get(done.url))
    assert "收集人" in shown
    assert "2026年9月16日" in shown


def test_ending_a_posting_that_leaves_nothing_leads_back(world, sign_in):
    held = Posting.objects.get(person=world.people["丁"])
    path = f"/desk/people/{world.people['丁'].ref}/postings/{held.pk}/end/"

    done = sign_in("己").post(path, {"ends_on": "2026-09-07"})

    assert done.url == f"/desk/people/{world.people['丁'].ref}/"


@pytest.mark.parametrize("who", ["甲", "乙", "己"])
def test_the_desk_passes_it_on_in_one_go(world, sign_in, left, who):
    client = sign_in(who)
    rows = client.get(LIST).context["page"].rows
    assert [(r["person"].name, r["matters"], r["duties"]) for r in rows] == [("丙", 1, 1)]

    done = client.post(at(world), {"to": world.people["甲"].ref}, follow=True)

    assert "1 件事项、1 次值班交给了甲" in page(done)
    assert Matter.objects.get().collector == world.people["甲"]
    assert "没有等交接的" in page(client.get(LIST))


def test_what_could_not_be_passed_on_is_said(world, sign_in, left):
    client = sign_in("己")

    done = page(client.post(at(world), {"to": world.people["乙"].ref}, follow=True))

    assert "1 件事项、0 次值班交给了乙" in done
    assert "还有 1 项要另找人" in done
    refused = client.post(at(world), {"to": world.people["丁"].ref})
    assert (refused.status_code, "丁不是党代表" in page(refused)) == (422, True)


@pytest.mark.parametrize("who", ["丙", "丁", "戊", "庚", "癸", "安全"])
def test_nobody_else_sees_or_does_it(world, sign_in, left, who):
    client = sign_in(who)

    assert client.get(at(world)).status_code == 404
    assert client.post(at(world), {"to": world.people["甲"].ref}).status_code == 404
    listed = client.get(LIST)
    assert listed.status_code == 404 or not listed.context["page"].rows


def test_only_people_of_the_room_are_found_there(world, sign_in, left):
    office = sign_in("己")

    assert office.get(at(world, "戊")).status_code == 404
    assert office.get(at(world, "癸")).status_code == 404
    assert office.get(at(world, room="XJ")).status_code == 404
    assert office.post(at(world), {"to": world.people["戊"].ref}).status_code == 422


def test_a_get_changes_nothing(world, sign_in, left):
    before = Matter.objects.values().get()

    sign_in("己").get(at(world) + f"?to={world.people['甲'].ref}")

    assert Matter.objects.values().get() == before


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_much_it_is(
    world, sign_in, count, django_assert_num_queries
):
    for _ in range(count):
        world.matter(by="丙")
    for name in ("丙", "丁", "乙")[:count]:
        held = Posting.objects.get(person=world.people[name])
        relieve(held, ends_on=TODAY - DAY, by=world.己, at=NOON)
    client = sign_in("己")
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)
