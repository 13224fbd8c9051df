"""Long work does not hold up the page: it is watched, left, called off, and nothing is retyped."""

import pytest
from django.urls import reverse

from tests.desk.drafts import rules, seat_delegates
from tests.world import NOON
from zhushi.core.jobs import do
from zhushi.core.models import Job, JobStatus
from zhushi.desk import grouping_page
from zhushi.desk.views import grouping as desk_grouping
from zhushi.grouping import reckoned
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import trial_of
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


# a big draft: everything that solves it anew is long work --------------------------------------


@pytest.fixture
def draft(office, world, settings, monkeypatch):
    """A draft of seven people that counts as big; made before work went to the background."""
    settings.JOBS_IN_BACKGROUND = False
    seat_delegates(world)
    office.post(GROUPING, rules(office))
    settings.JOBS_IN_BACKGROUND = True
    monkeypatch.setattr(reckoned, "LONG", 1)
    Job.objects.all().delete()
    return Draft.objects.get()


def card(draft: Draft) -> dict:
    """Somebody of the draft in a room they do not sit in."""
    ref = sorted(draft.result["assignment"])[0]
    here = draft.result["assignment"][ref]
    there = next(room["id"] for room in draft.question["rooms"] if room["id"] != here)
    return {"person": ref, "room": there}


@pytest.fixture
def unsolved(monkeypatch):
    """Solving within a request is found out."""

    def never(*args, **kwargs):
        raise AssertionError("solved within a request")

    for module in (grouping_page, desk_grouping):
        for name in ("trial_of", "frontier_of"):
            monkeypatch.setattr(module, name, never, raising=False)


def test_a_price_in_a_big_draft_is_asked_for_watched_and_then_shown(office, draft, unsolved):
    where = reverse("desk:draft", kwargs={"pk": draft.pk})
    shown = office.get(where, card(draft))
    assert "在后台算" in page(shown)
    assert Job.objects.count() == 0

    asked = {**card(draft), "seen": draft.version}
    price = reverse("desk:price", kwargs={"pk": draft.pk})
    assert "马上开始" in page(office.post(price, asked, follow=True))
    office.post(price, asked)
    assert Job.objects.count() == 1, "asking again waits for the same work"
    assert "看算到哪了" in page(office.get(where, card(draft)))

    do(Job.objects.get(), now=lambda: NOON)
    found = office.get(address())
    assert found["Location"].startswith(f"{where}?person={card(draft)['person']}&room=")
    shown = page(office.get(found["Location"]))
    trial = trial_of(
        draft.question, draft.wishes, draft.result,
        (card(draft)["person"], "LOCK", card(draft)["room"]),
    )  # fmt: skip
    assert f'<b class="num">{"+" if trial.price > 0 else ""}{trial.price}</b> 米' in shown
    draft.refresh_from_db()
    assert draft.wishes == []


def test_a_price_that_was_called_off_or_is_of_an_older_draft_is_not_shown(office, draft):
    where = reverse("desk:draft", kwargs={"pk": draft.pk})
    price = reverse("desk:price", kwargs={"pk": draft.pk})
    office.post(price, {**card(draft), "seen": draft.version})
    back = office.post(address("cancel_job"))
    assert back["Location"] == where
    assert "在后台算" in page(office.get(where, card(draft)))

    office.post(price, {**card(draft), "seen": draft.version})
    Draft.objects.update(version=draft.version + 1)
    job = do(Job.objects.latest("pk"), now=lambda: NOON)
    assert (job.status, "看过新的再算" in job.said) == (JobStatus.REFUSED, True)
    assert "在后台算" in page(office.get(where, card(draft)))


def test_a_price_that_no_rule_allows_is_told_on_the_card(office, draft):
    ref, room = card(draft).values()
    question = draft.question
    for row in question["rooms"]:
        if row["id"] == room:
            row["locked"] = True
            row.update(least=0, most=0)
    Draft.objects.update(question=question)
    price = reverse("desk:price", kwargs={"pk": draft.pk})
    office.post(price, {"person": ref, "room": room, "seen": draft.version})
    job = do(Job.objects.get(), now=lambda: NOON)
    assert job.status == JobStatus.REFUSED
    where = reverse("desk:draft", kwargs={"pk": draft.pk})
    shown = page(office.get(where, {"person": ref, "room": room}))
    assert "挪不过去" in shown
    assert job.said in shown


def test_the_curve_of_a_big_draft_is_asked_for_and_then_shown(office, draft, unsolved, sign_in):
    where = reverse("desk:frontier", kwargs={"pk": draft.pk})
    assert "开始算" in page(office.get(where))
    office.post(reverse("desk:reckon_frontier", kwargs={"pk": draft.pk}))
    assert "看算到哪了" in page(office.get(where))

    do(Job.objects.get(), now=lambda: NOON)

    assert office.get(address())["Location"] == where
    assert "照这个出草案" in page(office.get(where))


def test_a_wish_in_a_big_draft_is_long_work_and_leads_back_to_the_card(office, draft):
    said = {**card(draft), "kind": "LOCK", "seen": draft.version}
    answer = office.post(reverse("desk:wish", kwargs={"pk": draft.pk}), said, follow=True)
    assert "马上开始" in page(answer)
    draft.refresh_from_db()
    assert draft.wishes == []

    do(Job.objects.get(), now=lambda: NOON)

    draft.refresh_from_db()
    assert draft.wishes == [[said["person"], "LOCK", said["room"]]]
    assert f"person={said['person']}" in office.get(address())["Location"]


@pytest.mark.parametrize("who", ["甲", "乙", "丙", "庚", "癸", "安全"])
@pytest.mark.parametrize("name", ["price", "reckon_frontier"])
def test_nobody_else_has_anything_worked_out(draft, sign_in, who, name):
    client = sign_in(who)
    where = reverse(f"desk:{name}", kwargs={"pk": draft.pk})
    assert client.post(where, {**card(draft), "seen": 1}).status_code == 404
    assert client.get(where).status_code in (404, 405)
    assert Job.objects.count() == 0
