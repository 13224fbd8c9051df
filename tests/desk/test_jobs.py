"""Long work does not hold up the page: it is watched, left, called off, and nothing is retyped."""

import pytest
from django.urls import reverse

from tests.world import NOON
from zhushi.core.jobs import do
from zhushi.core.models import Job, JobStatus
from zhushi.grouping.models import Draft
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Mandate

pytestmark = pytest.mark.django_db
GROUPING = reverse("desk:grouping")


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def office(sign_in, settings, world):
    settings.JOBS_IN_BACKGROUND = True
    person = world.people["丙"]
    Mandate.objects.create(person=person, level=MandateLevel.DISTRICT, starts_on="2021-09-01")
    return sign_in("己")


def ask(office, **changes):
    fields = office.get(GROUPING).context["form"].fields
    first = {name: one.initial for name, one in fields.items() if one.initial is not None}
    return office.post(GROUPING, {**first, **changes}, follow=True)


def address(name: str = "job") -> str:
    return reverse(f"desk:{name}", kwargs={"pk": Job.objects.get().pk})


def test_the_page_answers_before_the_work_is_done_and_leads_to_the_result(office):
    answer = ask(office)
    assert "马上开始" in page(answer)
    assert answer["Refresh"] == "2"
    assert Draft.objects.count() == 0
    do(Job.objects.get(), now=lambda: NOON)
    assert office.get(address())["Location"] == reverse(
        "desk:draft", kwargs={"pk": Draft.objects.get().pk}
    )


def test_how_far_it_is_is_shown(office):
    ask(office)
    Job.objects.update(status=JobStatus.RUNNING, done=5, total=20, said="还差 300 米没有证明")
    shown = page(office.get(address()))
    assert "还差 300 米没有证明" in shown
    assert 'value="25"' in shown


def test_it_can_be_called_off(office):
    ask(office)
    assert "已取消" in page(office.post(address("cancel_job"), follow=True))
    assert Job.objects.get().status == JobStatus.CANCELLED


def test_what_was_refused_is_said_and_what_was_typed_is_still_there(office):
    ask(office, least=5, most=9)
    do(Job.objects.get(), now=lambda: NOON)
    answer = office.get(address())
    assert "没有算成" in page(answer)
    again = page(office.get(answer.context["back"]))
    assert 'name="least" value="5"' in again


def test_the_work_of_others_is_not_to_be_seen_or_called_off(office, sign_in):
    ask(office)
    stranger = sign_in("乙")
    assert stranger.get(address()).status_code == 404
    assert stranger.post(address("cancel_job")).status_code == 404
    assert stranger.get(f"{GROUPING}?again={Job.objects.get().pk}").status_code == 404
    assert Job.objects.get().status == JobStatus.WAITING
