"""The office groups, asks what one person elsewhere costs, and carries a draft out; nobody else."""

import pytest
from django.urls import reverse

from tests.desk.drafts import LIST, address, page, rules
from tests.desk.statements import at_most
from tests.grouping.small import district as small_district
from tests.world import NOON
from zhushi.core.models import AuditEntry
from zhushi.grouping.actions.make_draft import make_draft
from zhushi.grouping.models import Draft
from zhushi.grouping.solver import solve
from zhushi.grouping.verify import verify
from zhushi.grouping.wishes import with_wishes
from zhushi.people.actions.place_person import place_person
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in):
    return sign_in("己")


def test_a_draft_groups_everybody_and_its_proof_is_accepted(draft, delegates):
    seats = draft.result["assignment"]
    assert set(seats) >= {person.ref for person in delegates}
    assert verify(with_wishes(draft.question, draft.wishes), draft.result) == []
    assert AuditEntry.objects.filter(event="grouping.make", target=f"draft:{draft.pk}").exists()


def test_the_page_shows_each_room_and_why_somebody_sits_there(office, draft, delegates):
    shown = page(office.get(address("draft", draft)))
    for person in delegates:
        assert person.name in shown
    ref = delegates[1].ref
    chosen = page(office.get(address("draft", draft), {"person": ref}))
    assert "为什么在这里" in chosen
    assert "由近到远" in chosen


def test_one_person_elsewhere_has_a_price_and_is_moved_by_a_button(office, draft, delegates):
    ref = delegates[1].ref
    here = draft.result["assignment"][ref]
    there = next(room["id"] for room in draft.question["rooms"] if room["id"] != here)
    shown = page(office.get(address("draft", draft), {"person": ref, "room": there}))
    assert "的代价" in shown
    assert f"{delegates[1].name}</b>" in shown
    wish = {"person": ref, "room": there, "kind": "LOCK", "seen": draft.version}
    assert office.post(address("wish", draft), wish).status_code == 302
    draft.refresh_from_db()
    assert draft.result["assignment"][ref] == there
    assert draft.wishes == [[ref, "LOCK", there]]
    office.post(address("wish", draft), {"person": ref, "kind": "", "seen": draft.version})
    draft.refresh_from_db()
    assert draft.wishes == []
    assert draft.result["assignment"][ref] == here


def test_a_room_is_locked_with_all_its_people_and_set_free_again(office, draft):
    seats = draft.result["assignment"]
    room = seats[sorted(seats)[0]]
    there = sorted(ref for ref, code in seats.items() if code == room)
    answer = office.post(
        address("lock_room", draft), {"room": room, "is_locked": "on", "seen": draft.version}
    )
    assert answer.url == f"{address('draft', draft)}#room-{room}"
    draft.refresh_from_db()
    assert sorted(draft.wishes) == [[ref, "LOCK", room] for ref in there]
    assert draft.result["assignment"] == seats
    assert verify(with_wishes(draft.question, draft.wishes), draft.result) == []
    assert "整室解锁" in page(office.get(address("draft", draft)))
    office.post(address("lock_room", draft), {"room": room, "seen": draft.version})
    draft.refresh_from_db()
    assert draft.wishes == []


def test_two_are_put_together_and_taken_apart_again(office, draft, delegates):
    seats = draft.result["assignment"]
    refs = sorted(seats)
    one, other = next((a, b) for a in refs for b in refs if seats[a] != seats[b])
    pair = {"person": other, "other": one, "is_together": "on", "seen": draft.version}
    office.post(address("pair_people", draft), pair)
    draft.refresh_from_db()
    assert draft.wishes == [[one, "TOGETHER", other]]
    assert draft.result["assignment"][one] == draft.result["assignment"][other]
    assert verify(with_wishes(draft.question, draft.wishes), draft.result) == []
    shown = page(office.get(address("draft", draft), {"person": one}))
    assert "不必在一起" in shown
    free = {"person": one, "room": "", "kind": "", "seen": draft.version}
    office.post(address("wish", draft), free)
    draft.refresh_from_db()
    assert draft.wishes == [[one, "TOGETHER", other]]
    office.post(
        address("pair_people", draft), {"person": one, "other": other, "seen": draft.version}
    )
    draft.refresh_from_db()
    assert draft.wishes == []


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("lock_room", {"room": "ZZ", "is_locked": "on"}, "没有这个工作室"),
        ("lock_room", {}, "没有看懂"),
        ("pair_people", {"person": "XX", "other": "YY", "is_together": "on"}, "没有这个人"),
        ("pair_people", {"person": "同", "other": "同", "is_together": "on"}, "请选另一个人"),
    ],
)
def test_a_lock_or_pair_without_sense_is_refused_in_words(office, draft, name, said, words):
    who = draft.question["people"][0]["id"]
    said = {key: who if value == "同" else value for key, value in said.items()}
    told = page(office.post(address(name, draft), {**said, "seen": 1}, follow=True))
    assert words in told
    draft.refresh_from_db()
    assert (draft.wishes, draft.version) == ([], 1)


def test_the_map_shows_who_is_placed_and_names_who_is_not(world, office, delegates):
    Workroom.objects.filter(code="DJ").update(longitude=108.96, latitude=34.22)
    place_person(delegates[1], home=(108.95, 34.22), by=None, at=NOON)
    office.post(LIST, rules(office))
    draft = Draft.objects.get()
    shown = page(office.get(address("draft", draft)))
    assert f'data-dot="{delegates[1].ref}"' in shown
    assert f'data-dot="{delegates[2].ref}"' not in shown
    people = len(draft.question["people"])
    assert f"没有落在图上（按区划估算）{people - 1} 人" in shown
    assert draft.question["people"][0]["work"] is None


def test_many_rooms_stand_area_by_area_and_each_card_is_in_one(office, draft):
    question = small_district(60, 30, seed=2)
    for number, row in enumerate(question["people"], start=1):
        row.update(id=f"P-2026-{number:04d}", name=f"人{number}", level="区", field="")
    for number, row in enumerate(question["rooms"]):
        row.update(name=row["id"], place={**row["place"], "code": f"990113{number // 4:03d}001"})
    Draft.objects.filter(pk=draft.pk).update(question=question, result=solve(question))
    draft.refresh_from_db()
    answer = office.get(address("draft", draft))
    areas = answer.context["areas"]
    assert sum(len(area.columns) for area in areas) == 30
    assert max(len(area.columns) for area in areas) <= 12
    seen = [
        seat.ref
        for area in areas
        for column in office.get(address("draft", draft), {"area": area.number}).context["columns"]
        for seat in column.seats
    ]
    assert sorted(seen) == sorted(row["id"] for row in question["people"])
    shown = office.get(address("draft", draft), {"area": areas[-1].number}).context["columns"]
    last = next(seat.ref for column in shown for seat in column.seats)
    opened = office.get(address("draft", draft), {"person": last}).context
    assert opened["area"].number == areas[-1].number
    with at_most(6):
        office.get(address("draft", draft))


def test_who_saw_an_older_draft_changes_nothing_and_is_told(office, draft, delegates):
    room = draft.question["rooms"][0]["id"]
    wish = {"person": delegates[0].ref, "room": room, "kind": "LOCK", "seen": draft.version + 1}
    shown = page(office.post(address("wish", draft), wish, follow=True))
    assert "别人刚刚改过" in shown
    draft.refresh_from_db()
    assert draft.wishes == []


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"person": "XX", "room": "DJ", "kind": "LOCK", "seen": 1},
        {"person": "XX", "room": "", "kind": "x", "seen": 1},
        {"person": "0" * 50, "seen": "9" * 50},
    ],
)
def test_a_wish_without_sense_is_refused_in_words(office, draft, wish):
    assert 'role="alert"' in page(office.post(address("wish", draft), wish, follow=True))
    draft.refresh_from_db()
    assert (draft.wishes, draft.version) == ([], 1)


def test_rules_that_collide_name_people_and_rooms_and_keep_what_was_typed(office, delegates):
    answer = office.post(LIST, rules(office, least=0, most=1))
    assert answer.status_code == 422
    assert "名额" in page(answer)
    assert 'value="1"' in page(answer)
    assert not Draft.objects.exists()


def test_nobody_but_the_district_office_reads_a_draft(world, sign_in, draft):
    for who in "甲乙丙庚戊":
        client = sign_in(who)
        assert client.get(LIST).status_code == 404
        assert client.get(address("draft", draft)).status_code == 404
        assert client.post(address("drop_draft", draft)).status_code == 404


def test_pages_ask_a_fixed_number_of_times(office, draft, delegates):
    with at_most(6):
        office.get(address("draft", draft))
    with at_most(6):
        office.get(LIST)


def test_the_curve_saves_way_with_every_move_and_makes_another_draft(office, draft, delegates):
    points = [point for point, _ in office.get(address("frontier", draft)).context["points"]]
    assert [point.moves for point in points] == sorted({point.moves for point in points})
    values = [point.value for point in points]
    assert values == sorted(values, reverse=True)
    assert all(point.is_proven for point in points)
    done = office.post(address("frontier", draft), {"at_most": points[0].moves})
    other = Draft.objects.first()
    assert done.url == address("draft", other)
    assert other.question["rules"]["at_most"] == points[0].moves
    assert verify(with_wishes(other.question, other.wishes), other.result) == []
    draft.refresh_from_db()
    assert draft.is_open


def test_each_point_of_the_curve_leads_to_the_row_with_its_button(office, draft):
    answer = office.get(address("frontier", draft))
    shown = page(answer)
    for point, _ in answer.context["points"]:
        assert f'href="#moves-{point.moves}"' in shown
        assert f'<tr id="moves-{point.moves}"' in shown
    assert shown.count("<svg") == 1
    assert "看数字" not in shown


@pytest.fixture
def pair(office, draft):
    """A draft, and another in which one person was moved by hand."""
    ref, here = sorted(draft.result["assignment"].items())[0]
    office.post(LIST, rules(office))
    other = Draft.objects.first()
    there = next(room["id"] for room in draft.question["rooms"] if room["id"] != here)
    office.post(address("wish", other), {"person": ref, "room": there, "kind": "LOCK", "seen": 1})
    return draft, other, ref


def compared(office, **pks):
    return office.get(reverse("desk:compare_drafts"), pks)


def test_two_drafts_are_compared_by_who_sits_differently(office, pair):
    first, second, ref = pair
    answer = compared(office, a=first.pk, b=second.pk)
    second.refresh_from_db()
    apart = {
        who for who, room in first.result["assignment"].items()
        if second.result["assignment"][who] != room
    }  # fmt: skip
    assert {one.ref for one in answer.context["differences"]} == apart
    moved = next(one for one in answer.context["differences"] if one.ref == ref)
    assert (moved.first.is_locked, moved.second.is_locked) == (False, True)
    back = compared(office, a=second.pk, b=first.pk).context["differences"]
    assert {one.ref: -one.metres for one in back} == {
        one.ref: one.metres for one in answer.context["differences"]
    }
    assert f"?person={ref}#chosen" in page(answer)
    with at_most(5):
        compared(office, a=first.pk, b=second.pk)


@pytest.mark.parametrize("chosen", [{}, {"a": "x", "b": "1"}, {"a": "1"}, {"a": "7", "b": "7"}])
def test_a_choice_that_is_no_pair_is_answered_in_words(office, draft, chosen):
    answer = office.get(reverse("desk:compare_drafts"), chosen, follow=True)
    assert "请选两个不同的方案" in page(answer)


def test_drafts_of_others_or_none_are_not_found(world, office, sign_in, pair):
    first, second, _ = pair
    assert compared(office, a=first.pk, b=first.pk + 99).status_code == 404
    Draft.objects.filter(pk=second.pk).update(district=world.外)
    assert compared(office, a=first.pk, b=second.pk).status_code == 404
    for who in "甲乙丙庚戊":
        assert compared(sign_in(who), a=first.pk, b=second.pk).status_code == 404


@pytest.mark.parametrize("at_most", ["", "x", "-1", "9" * 40])
def test_a_number_of_moves_without_sense_is_refused_in_words(office, draft, at_most):
    told = page(office.post(address("frontier", draft), {"at_most": at_most}, follow=True))
    assert "请选表里的一行" in told
    assert Draft.objects.count() == 1


def test_what_one_login_has_read_opens_nothing_to_another(world, office, sign_in, draft):
    other = make_draft(world.雁, rules={"least": 0, "most": 9}, by=world.己, at=NOON)
    pair = {"a": draft.pk, "b": other.pk}
    addresses = [address("draft", draft), address("adopt_draft", draft)]
    for at in addresses:
        assert office.get(at).status_code == 200
    assert office.get(reverse("desk:compare_drafts"), pair).status_code == 200
    for who in ("乙", "癸"):
        stranger = sign_in(who)
        for at in addresses:
            assert stranger.get(at).status_code == 404
        assert stranger.get(reverse("desk:compare_drafts"), pair).status_code == 404
