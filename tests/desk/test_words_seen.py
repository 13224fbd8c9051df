"""A second reader puts into public what they read, never what was written since."""

import re

import pytest
from django.urls import reverse

from tests.activities.test_projects import running
from tests.desk.test_exemplars import REASON, proposed
from tests.desk.test_pledges import pledged
from tests.desk.test_practices import WORDS, written
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.keep_practice import write_practice
from zhushi.activities.actions.publish_report import write_report
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.actions.settle_pledge import settle_pledge
from zhushi.activities.choices import ActivityKind, PledgeStatus
from zhushi.activities.models import Project

pytestmark = pytest.mark.django_db
CHANGED = "写的人刚刚改过，请看过新的再审定。"


def page(response):
    return response.content.decode()


def report(world):
    made = note_activity(
        world.rooms["东"], kind=ActivityKind.PUBLICITY, form="LECTURE", on=TODAY,
        title="宣讲", record="内部", key="r", by=world.丙, at=NOON,
    )  # fmt: skip

    def write(words):
        write_report(made, report=words, by=world.乙, at=NOON)

    return made, "published_at", f"/desk/activities/{made.pk}/", write


def practice(world):
    made = written(world)

    def write(words):
        write_practice(
            made.room, **{**WORDS, "text": words}, activity=made.activity, practice=made,
            by=world.乙, at=NOON,
        )  # fmt: skip

    return made, "published_at", f"/desk/practices/{made.pk}/", write


def exemplar(world):
    made = proposed(world)

    def write(words):
        proposed(world, reason=words + REASON)

    return made, "confirmed_at", f"/desk/exemplars/{made.pk}/", write


def pledge(world):
    made = pledged(world)

    def write(words):
        settle_pledge(
            made, outcome=PledgeStatus.OPEN, result=words, due_on=TODAY + 20 * DAY,
            by=world.丙, at=NOON,
        )  # fmt: skip

    return made, "shown_at", f"/desk/pledges/{made.pk}/", write


def project(world):
    made = running(world)
    Project.objects.filter(pk=made.pk).update(is_public=True, shown_at=None, worded_by=world.乙)

    def write(words):
        Project.objects.filter(pk=made.pk).update(goal=words)

    return made, "shown_at", reverse("desk:project", kwargs={"project": made.pk}), write


@pytest.mark.parametrize("kind", [report, practice, exemplar, pledge, project])
def test_what_was_written_anew_since_it_was_read_is_read_first(world, sign_in, kind):
    made, public, address, write = kind(world)
    write("头一稿写了这些。")
    head = sign_in("甲")
    before = approval(page(head.get(address)))
    write("第二稿换了样子。")
    assert CHANGED in page(head.post(*before, follow=True))
    made.refresh_from_db()
    assert getattr(made, public) is None
    after = approval(page(head.get(address)))
    assert after != before
    assert CHANGED not in page(head.post(*after, follow=True))
    made.refresh_from_db()
    assert getattr(made, public)


def approval(shown):
    """Where the form that hands back what was read goes, and what it hands back."""
    forms = re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', shown, re.DOTALL)
    for action, inside in forms:
        if found := re.search(r'name="seen" value="([0-9a-f]{16})"', inside):
            return action, {"seen": found[1]}
    raise AssertionError("no form of approval")
