"""The own page: everybody sees all of the own file and nothing of others; 这里不对."""

from datetime import date

import pytest

from tests.world import NOON, announced_day
from zhushi.activities.actions.say_weekdays_off import say_weekdays_off
from zhushi.people.actions.ask_correction import ask_correction
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.look_at_phone import look_at_phone
from zhushi.people.actions.place_person import place_person
from zhushi.people.actions.relieve import relieve
from zhushi.people.choices import CorrectionField, CorrectionStatus, MandateLevel
from zhushi.people.models import Correction, Person

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


@pytest.fixture
def told(world):
    """丙 with everything that may stand in a file; 丁 with the same of their own."""
    for name, phone in (("丙", "13711112222"), ("丁", "13733334444")):
        person = world.people[name]
        edit_person(person, phone=phone, employer=f"{name}厂", by=world.己, at=NOON)
        grant_mandate(
            person,
            level=MandateLevel.CITY,
            starts_on=date(2026, 1, 1),
            electing_unit=f"{name}系统",
            congress_no="十四",
            by=world.己,
            at=NOON,
        )
    look_at_phone(world.people["丙"], reason="通知接待日改期", by=world.乙, at=NOON)
    announced_day(world)


def test_everybody_reads_the_own_file_and_who_did_what_with_it(world, sign_in, told):
    text = page(sign_in("丙").get("/desk/me/"))

    for words in (
        "13711112222",
        "丙厂",
        "市第十四次党代会代表",
        "丙系统",
        "2026年9月16日",
        "查看人员电话",
        "通知接待日改期",
        "修改人员资料",
    ):
        assert words in text, words
    for words in ("13733334444", "丁厂", "丁系统"):
        assert words not in text, words


def test_an_ended_posting_stands_with_its_days_and_who_ended_it(world, sign_in, told):
    held = world.people["丁"].postings.get()
    relieve(held, ends_on=date(2026, 9, 6), by=world.己, at=NOON)

    text = page(sign_in("丁").get("/desk/me/"))

    assert "以前的 1 段" in text
    assert "2026年1月1日到2026年9月6日" in text
    assert "结束任职" in text


@pytest.mark.parametrize("who", ["甲", "乙", "丙", "丁", "己", "庚", "壬", "系统", "安全", "审计"])
def test_every_login_opens_it_within_few_statements(
    world, sign_in, told, who, django_assert_max_num_queries
):
    client = sign_in(who)
    with django_assert_max_num_queries(14):
        done = client.get("/desk/me/")
    assert done.status_code == 200
    assert "no-store" in done["Cache-Control"]


def test_what_is_wrong_goes_to_the_office_and_the_answer_comes_back(world, sign_in):
    delegate, office = sign_in("丙"), sign_in("己")
    asked = {"field": "phone", "said": "137 1111 2222"}

    assert "已告诉党联办" in page(delegate.post("/desk/me/corrections/new/", asked, follow=True))

    correction = Correction.objects.get()
    assert "丙：电话" in page(office.get("/desk/people/corrections/"))
    at = f"/desk/people/corrections/{correction.pk}/"
    assert "137 1111 2222" in page(office.get(at))
    done = office.post(at + "acceptance/", {"phone": "137 1111 2222"}, follow=True)
    assert "没有等核对的更正" in page(done)
    person = Person.objects.get(pk=world.people["丙"].pk)
    assert person.open("phone") == "13711112222"
    assert "已改正" in page(delegate.get("/desk/me/"))
    assert "丙：电话" in page(office.get("/desk/people/corrections/?all=1"))


@pytest.mark.parametrize(
    ("field", "said", "sent", "stored"),
    [
        ("born", "1963年3月", "1963年3月", "1963-03"),
        ("sex", "女", "F", "F"),
        ("employer", "某厂", "某厂（南区）", "某厂（南区）"),
    ],
)
def test_the_office_cleans_what_was_said(world, sign_in, field, said, sent, stored):
    correction = ask_correction(
        world.people["丙"], field=CorrectionField(field), said=said, by=world.丙, at=NOON
    )
    office, at = sign_in("己"), f"/desk/people/corrections/{correction.pk}/"
    form = office.get(at).context["value_form"]
    assert list(form.fields) == [field]

    assert office.post(at + "acceptance/", {field: "\x01" * 300}).status_code == 422
    office.post(at + "acceptance/", {field: sent})

    assert getattr(Person.objects.get(pk=world.people["丙"].pk), field) == stored


def test_a_no_needs_a_sentence_that_the_person_reads(world, sign_in):
    correction = ask_correction(
        world.people["丙"], field=CorrectionField.MANDATE, said="我是市代表", by=world.丙, at=NOON
    )
    office, at = sign_in("己"), f"/desk/people/corrections/{correction.pk}/"

    assert office.post(at + "refusal/", {"sentence": "不"}).status_code == 422
    office.post(at + "refusal/", {"sentence": "名册上是区代表"})

    assert "名册上是区代表" in page(sign_in("丙").get("/desk/me/"))


@pytest.mark.parametrize("who", ["甲", "乙", "丙", "戊", "癸", "安全"])
def test_who_does_not_edit_people_finds_no_corrections(world, sign_in, who):
    correction = ask_correction(
        world.people["丙"], field=CorrectionField.NAME, said="丙丙", by=world.丙, at=NOON
    )
    client, at = sign_in(who), f"/desk/people/corrections/{correction.pk}/"

    assert client.get(at).status_code == 404
    assert client.post(at + "acceptance/", {"name": "丙丙"}).status_code == 404
    assert client.post(at + "refusal/", {"sentence": "不改不改"}).status_code == 404
    listed = client.get("/desk/people/corrections/")
    assert listed.status_code == 404 or "丙" not in page(listed)
    correction.refresh_from_db()
    assert correction.status == CorrectionStatus.OPEN


def test_a_get_decides_nothing_and_bad_fields_stay(world, sign_in):
    correction = ask_correction(
        world.people["丙"], field=CorrectionField.NAME, said="丙丙", by=world.丙, at=NOON
    )
    office, at = sign_in("己"), f"/desk/people/corrections/{correction.pk}/"

    assert office.get(at + "acceptance/").status_code == 405
    assert office.get(at + "refusal/").status_code == 405
    bad = sign_in("丙").post("/desk/me/corrections/new/", {"field": "phone_index", "said": "x"})
    assert bad.status_code == 422
    assert Correction.objects.count() == 1


def test_the_own_page_shows_the_points_on_the_map_and_the_days_off_to_oneself_alone(
    world, sign_in, told
):
    own, other = world.people["丙"], world.people["丁"]
    place_person(own, home=(108.95312, 34.26517), by=world.己, at=NOON)
    place_person(other, home=(108.5, 34.5), by=world.己, at=NOON)
    say_weekdays_off(own, [0, 4], by=world.丙, at=NOON)

    mine = page(sign_in("丙").get("/desk/me/"))

    assert "东经 108.953，北纬 34.265（约百米，只用于编组）" in mine
    assert "星期一、星期五" in mine
    assert "108.500" not in mine
    assert 'href="/desk/me/corrections/new/?field=other"' in mine
    for who in ("乙", "甲", "丁"):
        client = sign_in(who)
        seen = page(client.get("/desk/me/")) + page(client.get(f"/desk/people/{own.ref}/"))
        assert "108.953" not in seen
