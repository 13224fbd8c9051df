"""Terms on the desk: what ends soon, who sits without a seat, one date for a congress."""

from datetime import date

import pytest

from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.actions.set_term import set_term
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Mandate

pytestmark = pytest.mark.django_db
AT = "/desk/people/mandates/"


def page(response):
    return response.content.decode()


def seated(world, name, ends_on, *, room="东", district="雁"):
    person = register_person(world.units[district], name=name, by=None, at=NOON)
    if room:
        post(person, role=Role.DELEGATE, place=world.rooms[room], starts_on=SINCE, by=None, at=NOON)
    seat = grant_mandate(
        person, level=MandateLevel.CITY, congress_no="14", starts_on=SINCE, by=None, at=NOON
    )
    return set_term(
        seat, electing_unit="", congress_no="14", starts_on=SINCE, ends_on=ends_on, by=None, at=NOON
    )


def test_what_ends_within_half_a_year_is_listed_and_what_is_over_only_of_who_still_sits(
    world, sign_in
):
    seated(world, "早", TODAY)
    seated(world, "边", TODAY + 183 * DAY)
    seated(world, "晚", TODAY + 184 * DAY)
    seated(world, "无", None)
    seated(world, "过", TODAY - DAY)
    seated(world, "散", TODAY - DAY, room=None)
    seated(world, "外人", TODAY, room=None, district="外")

    shown = sign_in("己").get(AT)

    assert [seat.person.name for seat in shown.context["page"].rows] == ["过", "早", "边"]
    assert {person.name for person in shown.context["seatless"].rows} == {"丙", "过"}
    assert "已届满" in page(shown)


def test_one_day_is_set_for_a_whole_congress(world, sign_in):
    seated(world, "一", None)
    seated(world, "二", None)
    client = sign_in("己")
    assert "没写届满日期" in page(client.get(AT))

    sent = {"level": "CITY", "congress_no": "14", "ends_on": "2026-12-31"}
    done = client.post(AT + "ends/", sent, follow=True)

    assert "2 名代表的届满日期已改" in page(done)
    assert set(Mandate.objects.values_list("ends_on", flat=True)) == {date(2026, 12, 31)}
    bad = client.post(AT + "ends/", sent | {"ends_on": "2020-01-01"})
    assert (bad.status_code, "请核对日期" in page(bad)) == (422, True)
    assert client.post(AT + "ends/", sent | {"level": "WORLD"}).status_code == 422


def test_one_seat_is_put_right(world, sign_in):
    seat = seated(world, "一", None)
    client, at = sign_in("己"), f"/desk/people/{seat.person.ref}/mandates/{seat.pk}/"
    sent = {"electing_unit": "教育系统", "congress_no": "15", "starts_on": "2026-02-01"}

    client.post(at, sent | {"ends_on": "2027-01-31"})

    seat.refresh_from_db()
    assert (seat.electing_unit, seat.congress_no, seat.ends_on) == (
        "教育系统",
        "15",
        date(2027, 1, 31),
    )
    bad = client.post(at, sent | {"ends_on": "2026-01-31"})
    assert (bad.status_code, "不能早于开始" in page(bad)) == (422, True)
    assert "教育系统" in page(client.get(f"/desk/people/{seat.person.ref}/"))


@pytest.mark.parametrize("who", ["甲", "乙", "丙", "戊", "癸", "安全"])
def test_only_the_own_office_does_it(world, sign_in, who):
    seat = seated(world, "一", None)
    client, at = sign_in(who), f"/desk/people/{seat.person.ref}/mandates/{seat.pk}/"
    sent = {"level": "CITY", "congress_no": "14", "ends_on": "2026-12-31"}

    assert client.get(at).status_code == 404
    assert client.post(at, {"starts_on": "2026-02-01"}).status_code == 404
    listed = client.get(AT)
    assert listed.status_code == 404 or "一" not in [
        row.person.name for row in listed.context["page"].rows
    ]
    assert client.post(AT + "ends/", sent).status_code in (404, 422)
    seat.refresh_from_db()
    assert seat.ends_on is None


def test_a_get_sets_nothing(world, sign_in):
    assert sign_in("己").get(AT + "ends/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many(world, sign_in, count, django_assert_num_queries):
    for number in range(count):
        seated(world, f"新人{number}", TODAY)
    client = sign_in("己")
    client.get(AT)

    with django_assert_num_queries(7):
        client.get(AT)


def test_who_is_short_is_said_in_the_room_and_in_the_list(world, sign_in):
    office = sign_in("己")

    assert "2 个工作室有缺额" in page(office.get("/desk/people/"))
    assert "看缺额" in page(sign_in("乙").get("/desk/people/"))
    text = page(office.get("/desk/rooms/XJ/"))
    assert "组长空缺" in text
    assert "党代表空缺" in text
    assert "联络员空缺" not in text
    assert "空缺" not in page(office.get("/desk/rooms/DJ/"))
    world.people["甲"].postings.update(ends_on=TODAY - DAY)
    assert "党代表不足 2 名" in page(office.get("/desk/rooms/DJ/"))


def test_who_sits_without_a_seat_comes_page_by_page(world, sign_in):
    for number in range(55):
        seated(world, f"过{number:02}", TODAY - DAY)
    client = sign_in("己")

    first = client.get(AT)
    seatless = first.context["seatless"]
    then = client.get(AT + seatless.next_url)

    assert len(seatless.rows) == 50
    names = [person.name for page in (seatless, then.context["seatless"]) for person in page.rows]
    assert names == sorted(names)
    assert set(names) == {"丙", *(f"过{number:02}" for number in range(55))}
    assert then.context["page"].first == 1
