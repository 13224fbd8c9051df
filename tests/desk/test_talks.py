"""The liaison office plans talks; what is put off is planned anew; nobody else sees any of it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.world import NOON
from zhushi.activities.models import Talk, TalkRota
from zhushi.core.models import AuditEntry
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Mandate

pytestmark = pytest.mark.django_db
LIST = reverse("desk:talks")


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def delegates(world):
    """Six delegates in two rooms; one of another district as noise."""
    found = []
    for number in range(7):
        district = world.外 if number == 6 else world.雁
        person = register_person(district, name=f"代表{number}", by=world.己, at=NOON)
        Mandate.objects.create(
            person=person, level=MandateLevel.DISTRICT, starts_on=date(2021, 9, 1)
        )
        if number < 6:
            post(
                person, role=Role.DELEGATE, place=world.东 if number % 2 else world.西,
                starts_on=date(2022, 1, 1), by=world.己, at=NOON,
            )  # fmt: skip
        found.append(person)
    return found


@pytest.fixture
def office(sign_in):
    return sign_in("己")


def planned(office, **changes):
    return office.post(LIST, {"a_month": 2, "until": "2026-12-31", **changes}, follow=True)


def months() -> list[str]:
    return [f"{talk.month:%m}" for talk in Talk.objects.planned().order_by("month", "pk")]


def test_everybody_of_the_district_gets_a_month_and_the_sum_is_shown(office, delegates):
    shown = page(planned(office))
    assert months() == ["09", "09", "10", "10", "11", "11"]
    assert "还有 4 个月，每月 2 人，能谈 8 人" in shown
    assert "代表6" not in shown


def test_too_few_a_month_are_answered_with_the_sum_and_nothing_changes(office, delegates):
    answer = office.post(LIST, {"a_month": 1, "until": "2026-12-31"})
    assert answer.status_code == 422
    assert "6 人，还有 4 个月，每月 1 人只能谈 4 人：每月至少 2 人才谈得完" in page(answer)
    assert Talk.objects.count() == 0


def test_who_was_talked_with_stays_and_is_not_planned_again_in_this_round(office, delegates):
    planned(office)
    talk = Talk.objects.first()
    office.post(reverse("desk:hold_talk", kwargs={"pk": talk.pk}), {"on": "2026-09-03"})
    shown = page(planned(office))
    assert Talk.objects.filter(person=talk.person).count() == 1
    assert "谈过 1 人" in shown
    assert AuditEntry.objects.filter(event="talk.hold", target=talk.person.ref).exists()


def test_a_talk_put_off_moves_and_the_others_close_up(office, delegates):
    planned(office)
    talk = Talk.objects.first()
    answer = office.post(
        reverse("desk:postpone_talk", kwargs={"pk": talk.pk}), {"to": "2026-12"}, follow=True
    )
    assert "其余的人重新排过" in page(answer)
    assert Talk.objects.planned().get(person=talk.person).month == date(2026, 12, 1)
    assert months() == ["09", "09", "10", "10", "11", "12"]
    planned(office)
    assert Talk.objects.planned().get(person=talk.person).month == date(2026, 12, 1)


@pytest.mark.parametrize("to", ["2026-08", "2027-05", "", "明年", "9999-99"])
def test_a_month_that_makes_no_sense_is_refused_and_nothing_moves(office, delegates, to):
    planned(office)
    before = list(Talk.objects.values_list("person", "month"))
    answer = office.post(
        reverse("desk:postpone_talk", kwargs={"pk": Talk.objects.first().pk}), {"to": to},
        follow=True,
    )  # fmt: skip
    assert "alert" in page(answer)
    assert list(Talk.objects.values_list("person", "month")) == before


def test_a_talk_is_not_noted_for_a_day_to_come_or_twice(office, delegates):
    planned(office)
    held = reverse("desk:hold_talk", kwargs={"pk": Talk.objects.first().pk})
    assert "还没有到那天" in page(office.post(held, {"on": "2026-09-09"}, follow=True))
    office.post(held, {"on": "2026-09-07"})
    assert "已经谈过了" in page(office.post(held, {"on": "2026-09-07"}, follow=True))


def test_who_is_no_delegate_any_more_is_said_and_a_far_year_refused(office, delegates):
    planned(office)
    talk = Talk.objects.first()
    Mandate.objects.filter(person=talk.person).update(ends_on=date(2026, 9, 1))
    answer = office.post(
        reverse("desk:postpone_talk", kwargs={"pk": talk.pk}), {"to": "2026-12"}, follow=True
    )
    assert "已经不是代表" in page(answer)
    assert "看看年份" in page(office.post(LIST, {"a_month": 2, "until": "2099-12-31"}))


def test_nobody_but_the_office_of_the_district_sees_talks(sign_in, office, delegates):
    planned(office)
    talk = Talk.objects.first()
    for who in ("甲", "乙", "丙", "审计"):
        assert sign_in(who).get(LIST).status_code == 404
    outside = sign_in("癸")
    assert "代表0" not in page(outside.get(LIST))
    moved = outside.post(reverse("desk:hold_talk", kwargs={"pk": talk.pk}), {"on": "2026-09-03"})
    assert moved.status_code == 404


def test_an_empty_page_says_what_to_do(office):
    assert "还没有排过" in page(office.get(LIST))
    assert TalkRota.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_statements(office, delegates, count):
    Mandate.objects.filter(person__in=delegates[count:]).delete()
    planned(office)
    with at_most(7):
        assert page(office.get(LIST)).count("谈过了，或者推迟") == count


def test_a_talk_noted_for_a_day_before_the_round_stays_on_the_page(office, delegates):
    planned(office)
    talk = Talk.objects.first()
    assert "这一轮以前谈的" not in page(office.get(LIST))

    done = office.post(
        reverse("desk:hold_talk", kwargs={"pk": talk.pk}), {"on": "2026-08-20"}, follow=True
    )

    assert "重新排的时候还会排到" in page(done)
    held = page(office.get(LIST, {"show": "held"}))
    assert held.count(talk.person.name) == 1
    assert "2026年8月20日" in held
