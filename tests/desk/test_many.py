"""Where a district has more than a list can hold: one page at a time, and rooms found by name."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.desk.drafts import LIST as GROUPING
from tests.desk.drafts import address as draft_address
from tests.desk.drafts import rules, seat_delegates
from tests.desk.statements import at_most
from tests.world import SINCE, TODAY
from zhushi.activities.choices import DayStatus
from zhushi.activities.models import ReceptionDay, Talk, TalkRota
from zhushi.desk import grouping_page, room_choice
from zhushi.desk.views import grouping_compare, grouping_end, reception_rooms
from zhushi.grouping.models import Draft
from zhushi.people.models import Person
from zhushi.rooms.choices import Tier
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
MANY = 60


@pytest.fixture
def rooms(world):
    """Sixty more rooms of the district, and one of another as noise."""
    host = world.东.unit
    return Workroom.objects.bulk_create(
        Workroom(
            district=world.外 if number == MANY else world.雁, unit=host, tier=Tier.GRASSROOTS,
            code=f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}", name=f"第{number}号室",
            place="一号", phone="1", opening="每天", opened_on=SINCE,
        )
        for number in range(MANY + 1)
    )  # fmt: skip


@pytest.fixture
def few(monkeypatch):
    """Two rooms are too many to choose from a list."""
    monkeypatch.setattr(room_choice, "FEW", 1)


@pytest.fixture
def office(sign_in):
    return sign_in("己")


def page(answer) -> str:
    return answer.content.decode()


def days(world, *dates: date, room: str = "东", **more) -> list[ReceptionDay]:
    return ReceptionDay.objects.bulk_create(
        ReceptionDay(
            district=world.雁, room=world.rooms[room], on=on, nominal_on=on, starts_at=time(9),
            ends_at=time(11), status=DayStatus.PLANNED, **more,
        )
        for on in dates
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/desk/people/vacancies/", "/desk/rooms/"])
def test_a_list_of_rooms_is_shown_page_by_page_and_leaves_none_out(office, rooms, world, path):
    with at_most(9):
        first = office.get(path)
    second = office.get(path + first.context["page"].next_url)

    assert "下 50 个" in page(first)
    assert "下 50 个" not in page(second)
    shown = page(first) + page(second)
    assert [room.name for room in rooms[:MANY] if f">{room.name}<" not in shown] == []
    assert rooms[MANY].name not in shown


def test_among_many_rooms_the_people_of_one_are_found_by_its_name_or_code(office, world, few):
    shown = office.get("/desk/people/")
    assert '<input type="text" name="room"' in page(shown)

    for words in (world.东.code.lower(), world.东.name[:3]):
        found = office.get("/desk/people/", {"room": words}).context["page"].rows
        assert {"甲", "乙", "丙"} <= {one.name for one in found}, words
    assert not office.get("/desk/people/", {"room": "没有的室"}).context["page"].rows


def test_of_many_rooms_the_month_counts_and_leads_to_the_days(office, world, few):
    days(world, TODAY)
    days(world, TODAY, date(2026, 9, 8), room="西")

    month = page(office.get("/desk/receptions/?show=month"))
    assert "2 个室" in month
    assert world.东.unit.label not in month
    assert f"?on={TODAY}&amp;show=coming" in month
    found = office.get(f"/desk/receptions/?on={TODAY}&show=coming")
    assert {day.room.code for day in found.context["page"].rows} == {"DJ", "XJ"}
    found = office.get("/desk/receptions/", {"room": "dj"})
    assert [day.room.code for day in found.context["page"].rows] == ["DJ"]
    assert office.get("/desk/receptions/?on=2026-13-99&room=%00").status_code == 200


def test_one_of_many_rooms_is_named_for_a_roster_and_a_doubtful_name_is_asked_about(
    office, world, few
):
    form = {"half": "2026-2", "on_duty": 2, "backups": 1, "weeks": 3}
    answer = office.post(reverse("desk:rosters"), {**form, "room": "工作室"})
    assert answer.status_code == 422
    assert "不止一个工作室" in page(answer)
    answer = office.post(reverse("desk:rosters"), {**form, "room": "没有的室"})
    assert "没有这个工作室" in page(answer)
    answer = office.post(reverse("desk:rosters"), {**form, "room": "dj"})
    assert "还没有接待日可以排人" in page(answer)


def test_talks_to_come_are_shown_page_by_page_and_those_held_apart(office, world):
    people = Person.objects.bulk_create(
        Person(district=world.雁, ref=f"T-{number:03}", name=f"某{number:03}")
        for number in range(MANY + 1)
    )
    TalkRota.objects.create(district=world.雁, a_month=40, since=TODAY, until=date(2027, 9, 1))
    Talk.objects.bulk_create(
        Talk(district=world.雁, person=person, month=date(2026, 10 + number // 40, 1))
        for number, person in enumerate(people[1:])
    )
    Talk.objects.create(
        district=world.雁, person=people[0], month=date(2026, 9, 1), status="HELD", held_on=TODAY
    )
    address = reverse("desk:talks")
    TalkRota.objects.update(since=date(2026, 9, 1))

    first = office.get(address)
    second = office.get(address + first.context["page"].next_url)

    shown = page(first) + page(second)
    assert [person.name for person in people[1:] if person.name not in shown] == []
    assert people[0].name not in shown
    assert '还要谈 <b class="num">60</b>' in shown
    assert "40 人" in page(first)
    held = office.get(address + "?show=held")
    assert [talk.person.name for talk in held.context["page"].rows] == [people[0].name]


@pytest.mark.parametrize("count", [1, 3])
def test_provisional_days_are_shown_some_rooms_at_a_time(office, world, monkeypatch, count):
    monkeypatch.setattr(reception_rooms, "ROOMS_SHOWN", 1)
    dates = [date(2026, 9, 8 + n) for n in range(count)]
    days(world, *dates, is_provisional=True)
    days(world, *dates, room="西", is_provisional=True)
    days(world, date(2026, 9, 21), is_provisional=False)
    address = "/desk/receptions/provisional/"

    with at_most(9):
        first = office.get(address)
    second = office.get(address + first.context["page"].next_url)

    shown = [[one.day.room.code for one in answer.context["found"]] for answer in (first, second)]
    assert sorted(shown) == [["DJ"] * count, ["XJ"] * count]
    office.post(address)
    assert not ReceptionDay.objects.filter(is_provisional=True).exists()


@pytest.fixture
def draft(world, office, monkeypatch):
    """A draft of seven, one room to an area."""
    monkeypatch.setattr(grouping_page, "AT_ONCE", 1)
    monkeypatch.setattr(grouping_page, "ON_A_PAGE", 1)
    seat_delegates(world)
    office.post(GROUPING, rules(office))
    return Draft.objects.get()


def test_of_many_rooms_the_board_fills_one_area_and_finds_a_person_by_name(office, draft):
    seats = draft.result["assignment"]
    shown = office.get(draft_address("draft", draft))
    codes = {column.code for column in shown.context["columns"]}
    cards = {seat.ref for column in shown.context["columns"] for seat in column.seats}
    assert cards == {ref for ref, room in seats.items() if room in codes}

    found = page(office.get(draft_address("draft", draft), {"q": "代表3"}))
    assert ">代表3<" in found
    assert "?person=" in found
    assert "方案里没有这个名字" in page(office.get(draft_address("draft", draft), {"q": "无名"}))

    ref = next(iter(seats))
    opened = office.get(draft_address("draft", draft), {"person": ref})
    assert seats[ref] in {column.code for column in opened.context["columns"]}
    assert f"person={ref}" in page(opened)
    assert {way.code for way in opened.context["options"]} == {
        room["id"] for room in draft.question["rooms"]
    }


def test_who_moves_is_shown_page_by_page(office, draft, monkeypatch):
    monkeypatch.setattr(grouping_end, "SHOWN", 2)
    address = draft_address("adopt_draft", draft)

    seen: list[str] = []
    following = "?"
    while following:
        with at_most(9):
            answer = office.get(address + following)
        seen += [one["seat"].ref for one in answer.context["moving"]]
        following = answer.context["page"].next_url

    assert len(seen) == len(set(seen)) == draft.moves
    assert f"{draft.moves} 人换工作室" in page(office.get(address))


def test_who_sits_differently_is_shown_page_by_page(office, draft, monkeypatch):
    monkeypatch.setattr(grouping_compare, "SHOWN", 1)
    rooms = [room["id"] for room in draft.question["rooms"]]
    other = Draft.objects.get()
    seats = dict(other.result["assignment"])
    apart = sorted(seats)[:3]
    for ref in apart:
        seats[ref] = next(room for room in rooms if room != seats[ref])
    other.pk, other.result = None, {**other.result, "assignment": seats}
    other.save()
    address = reverse("desk:compare_drafts") + f"?a={draft.pk}&b={other.pk}"

    seen, following = [], ""
    for _ in apart:
        answer = office.get(following or address)
        seen += [one.ref for one in answer.context["differences"]]
        following = reverse("desk:compare_drafts") + answer.context["page"].next_url

    assert sorted(seen) == apart
    assert "3 人" in page(answer)
