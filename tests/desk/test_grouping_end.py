"""A draft is looked at by a second person, then carried out; the old rooms hear what stays."""

from datetime import date

import pytest

from tests.desk.drafts import LIST, address, page, rules
from tests.desk.statements import at_most
from tests.world import NOON, PASSWORD, SINCE, TODAY, announced_day
from zhushi.activities.models import Duty
from zhushi.core.models import AuditEntry, Notice
from zhushi.grouping.models import Draft, DraftStep
from zhushi.matters.models import Matter
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Mandate, Person, Posting, User

pytestmark = pytest.mark.django_db
FROM = date(2026, 10, 1)
ALONE = "党联办只有一人，组长会上念过名单"


@pytest.fixture
def office(sign_in):
    return sign_in("己")


@pytest.fixture
def colleague(world, sign_in):
    """Another of the district's office."""
    person = register_person(world.雁, name="子", by=None, at=NOON)
    post(person, role=Role.OFFICE, place=world.党联办, starts_on=SINCE, by=None, at=NOON)
    user = User(username="colleague", person=person)
    user.set_password(PASSWORD)
    user.save()
    world.users["子"] = user
    return lambda: sign_in("子")


def submit(client, draft) -> Draft:
    assert client.post(address("submit_draft", draft), {"seen": draft.version}).status_code == 302
    draft.refresh_from_db()
    return draft


def adopt(client, draft, **changes):
    said = {"since": FROM, "seen": draft.version, "words": ALONE, **changes}
    return client.post(address("adopt_draft", draft), said)


def seats_on(day: date) -> list[tuple]:
    return list(Posting.objects.current_on(day).values_list("pk", "ends_on"))


def test_a_second_person_adopts_what_the_first_submitted(world, office, colleague, draft):
    submit(office, draft)
    assert draft.status == "REVIEW"
    about = f"draft:{draft.pk}"
    assert Notice.objects.filter(user=world.users["子"], about=about).count() == 1
    assert not Notice.objects.filter(user=world.己, about=about).exists()
    assert "等党联办另一位同志" in page(office.get(address("adopt_draft", draft)))
    answer = adopt(office, draft)
    assert (answer.status_code, "不能自己采用" in page(answer)) == (422, True)
    assert adopt(colleague(), draft, words="同意").status_code == 302
    draft.refresh_from_db()
    assert draft.status == "ADOPTED"
    assert list(draft.steps.values_list("verb", "words")) == [("SUBMIT", ""), ("ADOPT", "同意")]
    assert "同意" in page(office.get(address("draft", draft)))


def test_the_only_one_of_an_office_adopts_with_a_reason(office, draft):
    submit(office, draft)
    assert "只有您一位" in page(office.get(address("adopt_draft", draft)))
    answer = adopt(office, draft, words=" ")
    assert (answer.status_code, "写一句理由" in page(answer)) == (422, True)
    assert adopt(office, draft).status_code == 302
    entry = AuditEntry.objects.get(event="grouping.adopt")
    assert entry.facts["reason"] == ALONE


def test_what_is_sent_back_can_be_changed_and_submitted_again(world, office, colleague, draft):
    submit(office, draft)
    room = next(iter(draft.result["assignment"].values()))
    lock = {"room": room, "is_locked": "on", "seen": draft.version}
    assert "不能再改" in page(office.post(address("lock_room", draft), lock, follow=True))
    second = colleague()
    told = page(second.post(address("return_draft", draft), {"words": ""}, follow=True))
    assert "为什么退回" in told
    second.post(address("return_draft", draft), {"words": "东街留两位女代表"})
    draft.refresh_from_db()
    assert draft.is_open
    assert Notice.objects.filter(user=world.己, text__contains="退回来了").count() == 1
    assert "东街留两位女代表" in page(office.get(address("draft", draft)))
    office.post(address("lock_room", draft), lock)
    draft.refresh_from_db()
    submit(office, draft)
    assert Notice.objects.filter(user=world.users["子"]).count() == 2


@pytest.mark.parametrize("status", ["OPEN", "ADOPTED", "DROPPED"])
def test_only_what_is_under_review_is_adopted_or_sent_back(office, draft, status):
    Draft.objects.filter(pk=draft.pk).update(status=status)
    before = seats_on(FROM)
    refused = adopt(office, draft)
    assert refused.status_code == 422
    assert "只有送审的方案可以采用" in page(refused)
    told = page(office.post(address("return_draft", draft), {"words": "不行"}, follow=True))
    assert "没有在审" in told
    draft.refresh_from_db()
    assert (draft.status, seats_on(FROM), draft.steps.count()) == (status, before, 0)


@pytest.mark.parametrize("status", ["REVIEW", "ADOPTED", "DROPPED"])
def test_only_an_open_draft_is_submitted_and_as_it_was_seen(office, draft, status):
    for seen in ("", draft.version + 1):
        office.post(address("submit_draft", draft), {"seen": seen})
        draft.refresh_from_db()
        assert draft.is_open
    Draft.objects.filter(pk=draft.pk).update(status=status)
    office.post(address("submit_draft", draft), {"seen": draft.version})
    assert not DraftStep.objects.exists()


def test_adopting_ends_and_begins_postings_and_tells_who_moves(office, draft, delegates):
    submit(office, draft)
    shown = page(office.get(address("adopt_draft", draft)))
    assert "人换工作室" in shown
    assert "新来，或原来没有工作室" in shown
    done = adopt(office, draft)
    assert done.status_code == 302, page(done)
    seats = draft.result["assignment"]
    for person in delegates:
        held = Posting.objects.current_on(FROM).filter(person=person, role=Role.DELEGATE)
        assert [posting.room.code for posting in held] == [seats[person.ref]]
    before = Posting.objects.current_on(FROM.replace(month=9, day=30))
    assert before.filter(person__in=delegates).count() == 3
    draft.refresh_from_db()
    assert (draft.status, draft.since) == ("ADOPTED", FROM)
    assert adopt(office, draft).status_code == 422
    moved = {row["id"] for row in draft.question["people"] if row["now"] != seats[row["id"]]}
    told = Notice.objects.filter(event=f"grouping:{draft.pk}")
    logins = Person.objects.filter(ref__in=moved, login__isnull=False)
    assert told.count() == logins.count()


@pytest.fixture
def leaving(world, draft, delegates):
    """Somebody who leaves room 西 with two duties there, one before the move, and a matter."""
    seats = draft.result["assignment"]
    mover = next(
        person for person in delegates
        if seats[person.ref] != "XJ" and person.postings.filter(room=world.西).exists()
    )  # fmt: skip
    for on in (date(2026, 9, 16), date(2026, 10, 21)):
        Duty.objects.create(day=announced_day(world, "西", on=on), person=mover)
    matter = world.matter("西", by="戊").matter
    Matter.objects.filter(pk=matter.pk).update(collector=mover)
    return mover, matter


def test_what_stays_behind_is_shown_and_handed_to_the_liaison_of_the_old_room(
    world, office, draft, leaving
):
    mover, matter = leaving
    submit(office, draft)
    shown = page(office.get(address("adopt_draft", draft)))
    assert "1 人在原来的室还排着值班" in shown
    assert "9月16日值班" in shown
    assert matter.ref in shown
    assert adopt(office, draft, releases="on").status_code == 302
    kept = Duty.objects.filter(person=mover).values_list("day__on", flat=True)
    assert list(kept) == [date(2026, 9, 16)]
    texts = {n.about: n.text for n in Notice.objects.filter(user=world.戊)}
    assert "10月21日少了值班的人，其中1天没有人接待" in texts["receptions:XJ"]
    assert "9月16日" not in texts["receptions:XJ"]
    assert matter.ref in texts["matters:XJ"]
    matter.refresh_from_db()
    assert matter.collector == mover
    assert not Notice.objects.filter(user=world.乙, event__startswith="grouping").exists()


def test_duties_may_stay_and_the_liaison_hears_of_them_all_the_same(world, office, draft, leaving):
    mover, _ = leaving
    submit(office, draft)
    adopt(office, draft)
    assert Duty.objects.filter(person=mover).count() == 2
    text = Notice.objects.get(user=world.戊, about="receptions:XJ").text
    assert "还排着10月21日的值班，请换人" in text


def test_a_notice_of_an_old_room_opens_its_days_or_its_matters(
    world, office, sign_in, draft, leaving
):
    submit(office, draft)
    adopt(office, draft, releases="on")
    liaison = sign_in("戊")
    for about in ("receptions:XJ", "matters:XJ"):
        notice = Notice.objects.get(user=world.戊, about=about)
        opened = liaison.post("/desk/notices/read/", {"notice": notice.pk}, follow=True)
        assert opened.status_code == 200
        assert opened.redirect_chain[-1][0] != "/desk/notices/"


@pytest.mark.parametrize("since", [TODAY, date(2020, 1, 1), "x", ""])
def test_a_day_that_cannot_be_is_refused_and_nobody_moves(office, draft, since):
    submit(office, draft)
    before = seats_on(FROM)
    assert adopt(office, draft, since=since).status_code == 422
    assert seats_on(FROM) == before


def test_a_draft_whose_people_changed_since_moves_nobody(world, office, draft, delegates):
    submit(office, draft)
    post(delegates[0], role=Role.DELEGATE, place=world.东, starts_on=TODAY, by=world.己, at=NOON)
    before = seats_on(FROM)
    answer = adopt(office, draft)
    assert (answer.status_code, "任职在编组以后变过" in page(answer)) == (422, True)
    assert seats_on(FROM) == before


def test_a_dropped_draft_stays_and_can_be_neither_changed_nor_adopted(office, draft):
    submit(office, draft)
    assert office.post(address("drop_draft", draft)).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "DROPPED"
    assert "已放弃" in page(office.get(LIST))
    assert adopt(office, draft).status_code == 422


def test_after_a_newcomer_only_who_must_move_moves(world, office, draft, delegates):
    adopt(office, submit(office, draft))
    Posting.objects.filter(person__in=delegates, ends_on=None).update(starts_on=TODAY)
    Posting.objects.filter(person__in=delegates).exclude(ends_on=None).delete()
    newcomer = register_person(
        world.雁, name="新代表", residence_unit=world.东社区, by=world.己, at=NOON
    )
    Mandate.objects.create(person=newcomer, level=MandateLevel.DISTRICT, starts_on=TODAY)
    office.post(LIST, rules(office, is_steady="on"))
    made = Draft.objects.first()
    seats = made.result["assignment"]
    moved = [row["id"] for row in made.question["people"] if row["now"] != seats[row["id"]]]
    assert newcomer.ref in moved
    assert not {person.ref for person in delegates} & set(moved)


def test_from_a_person_s_page_one_button_regroups_with_the_reason(world, office, delegates):
    person = delegates[1]
    shown = page(office.get(f"/desk/people/{person.ref}/"))
    assert "只动必须动的人" in shown
    answer = office.post(f"/desk/people/{person.ref}/regrouping/", {"occasion": "HOME"})
    made = Draft.objects.get()
    assert answer.url == f"{address('draft', made)}?person={person.ref}#chosen"
    assert office.get(answer.url).context["chosen"].seat.ref == person.ref, "their card is open"
    assert made.occasion == "代表1搬家"
    seats = {row["id"]: row["now"] for row in made.question["people"] if row["now"]}
    assert {ref: made.result["assignment"][ref] for ref in seats} == seats
    for url in (answer.url, LIST, address("adopt_draft", made)):
        assert "代表1搬家" in page(office.get(url))
    office.post(address("frontier", made), {"at_most": 0})
    assert Draft.objects.first().occasion == "代表1搬家"


def test_without_an_occasion_or_the_right_nothing_is_regrouped(office, sign_in, delegates):
    address_ = f"/desk/people/{delegates[1].ref}/regrouping/"
    assert "请选因为什么" in page(office.post(address_, {"occasion": "x"}, follow=True))
    assert office.get(address_).status_code == 405
    for who in "甲乙丙庚戊癸":
        assert sign_in(who).post(address_, {"occasion": "HOME"}).status_code == 404
    assert not Draft.objects.exists()


def test_who_leads_a_room_reads_names_of_that_room_once_it_is_submitted(
    world, office, sign_in, draft
):
    head = sign_in("甲")
    assert head.get(address("draft_rooms", draft)).status_code == 404
    submit(office, draft)
    told = Notice.objects.get(user=world.甲, about=f"draft:{draft.pk}")
    opened = head.post("/desk/notices/read/", {"notice": told.pk}, follow=True)
    assert opened.redirect_chain[-1][0] == address("draft_rooms", draft)
    shown = page(opened)
    seats = draft.result["assignment"]
    rooms = {row["name"]: {row["now"], seats[row["id"]]} for row in draft.question["people"]}
    own = {name for name, codes in rooms.items() if codes & {"DJ", "DJS"}}
    assert own
    assert {name for name in rooms if f"{name}（" in shown or f"{name}、" in shown} <= own
    for row in draft.question["people"]:
        if seats[row["id"]] == "DJ" != row["now"]:
            assert f"{row['name']}（" in shown
    assert "公里" not in shown
    for who in "乙丙戊己癸":
        assert sign_in(who).get(address("draft_rooms", draft)).status_code == 404
    with at_most(8):
        head.get(address("draft_rooms", draft))
    office.post(address("return_draft", draft), {"words": "再看"})
    assert "退回去改了" in page(head.get(address("draft_rooms", draft)))


def test_nobody_else_submits_sends_back_or_adopts(sign_in, draft):
    for who in "甲乙丙庚戊":
        client = sign_in(who)
        for name in ("submit_draft", "return_draft", "adopt_draft"):
            said = {"seen": draft.version, "words": "行", "since": FROM}
            assert client.post(address(name, draft), said).status_code == 404
    draft.refresh_from_db()
    assert draft.is_open


def test_the_page_of_the_end_asks_a_fixed_number_of_times(office, draft, leaving):
    submit(office, draft)
    with at_most(9):  # one of them the papers, kept from then on
        office.get(address("adopt_draft", draft))


def test_a_head_leaves_an_opinion_that_the_office_reads_before_it_decides(
    world, office, sign_in, draft
):
    submit(office, draft)
    head, opining = sign_in("甲"), address("opine_draft", draft)
    assert "给党联办的意见" in page(head.get(address("draft_rooms", draft)))

    done = head.post(opining, {"words": "代表1留下更好，他管着养老驿站"}, follow=True)

    assert "意见已交给党联办" in page(done)
    assert "代表1留下更好" in page(done)
    assert "代表1留下更好" in page(office.get(address("adopt_draft", draft)))
    assert "甲意见：代表1留下更好" in page(office.get(address("draft", draft)))
    about = f"draft:{draft.pk}"
    assert Notice.objects.filter(user=world.己, about=about, text__contains="组长").exists()
    draft.refresh_from_db()
    assert draft.status == "REVIEW"


@pytest.mark.parametrize("words", ["", " ", "长" * 201])
def test_an_opinion_says_something_short_and_only_during_the_review(office, sign_in, draft, words):
    submit(office, draft)
    head, opining = sign_in("甲"), address("opine_draft", draft)
    assert "请写一句意见" in page(head.post(opining, {"words": words}, follow=True))
    office.post(address("return_draft", draft), {"words": "再看看"})
    assert "没有在审" in page(head.post(opining, {"words": "我看可以"}, follow=True))
    assert not draft.opinions.exists()


def test_only_who_leads_a_room_of_the_district_opines(office, sign_in, draft):
    opining = address("opine_draft", draft)
    assert sign_in("甲").post(opining, {"words": "太早了"}).status_code == 404
    submit(office, draft)
    for who in ("乙", "丙", "丁", "戊", "己", "癸", "庚"):
        assert sign_in(who).post(opining, {"words": "我看可以"}).status_code == 404
    assert sign_in("甲").get(opining).status_code == 405
    assert not draft.opinions.exists()
