"""The public report of an activity: written by one, published by another, taken back at once."""

import pytest

from tests.world import NOON, TODAY
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity
from zhushi.core.models import AuditEntry

pytestmark = pytest.mark.django_db
WORDS = {"report": "八十位居民听了医保宣讲。"}


def page(response):
    return response.content.decode()


def noted(world, kind=ActivityKind.PUBLICITY, form="LECTURE"):
    return note_activity(
        world.rooms["东"],
        kind=kind,
        form=form,
        on=TODAY,
        record="讲了医保",
        key="k",
        by=world.丙,
        at=NOON,
    )


def test_the_liaison_writes_and_the_head_publishes_and_takes_back(world, sign_in):
    here = f"/desk/activities/{noted(world).pk}/"
    liaison, head = sign_in("乙"), sign_in("甲")
    assert liaison.post(f"{here}report/", {"report": " "}).status_code == 422
    done = page(liaison.post(f"{here}report/", WORDS, follow=True))
    assert "等另一个人审定" in done
    assert "审定公开</button>" not in done
    assert "审定公开</button>" in page(head.get(here))
    assert "八十位居民" not in page(sign_in("丁").get(here))
    assert head.get(f"{here}publication/").status_code == 405
    assert "已公开" in page(head.post(f"{here}publication/", follow=True))
    assert "八十位居民" in page(sign_in("丁").get(here))
    refused = liaison.post(f"{here}report/", WORDS)
    assert refused.status_code == 422
    assert "请先撤回" in page(refused)
    assert "已撤回" in page(head.post(f"{here}withdrawal/", follow=True))
    assert Activity.objects.get().published_at is None
    events = ["activity.report", "activity.publish", "activity.withdraw"]
    found = AuditEntry.objects.filter(event__in=events).order_by("pk")
    assert [one.event for one in found] == events


def test_nobody_publishes_what_they_wrote_themselves(world, sign_in):
    here = f"/desk/activities/{noted(world).pk}/"
    head = sign_in("甲")
    head.post(f"{here}report/", WORDS)
    assert "请另一个人来审" in page(head.get(here))
    assert "不能自己审定" in page(head.post(f"{here}publication/", follow=True))
    assert Activity.objects.get().published_at is None
    sign_in("己").post(f"{here}publication/")
    assert Activity.objects.get().published_at == NOON


def test_there_is_no_report_of_what_is_not_public_or_not_recorded(world, sign_in):
    made = noted(world, ActivityKind.VISIT, "FIRM")
    here, liaison = f"/desk/activities/{made.pk}/", sign_in("乙")
    assert "公开报道" not in page(liaison.get(here))
    assert "不对外公开" in page(liaison.post(f"{here}report/", WORDS))
    Activity.objects.update(kind=ActivityKind.PUBLICITY, form="LECTURE", status="HELD")
    assert "公开报道" not in page(liaison.get(here))
    assert "写好记录以后" in page(liaison.post(f"{here}report/", WORDS))
    assert "还没有写报道" in page(sign_in("己").post(f"{here}publication/", follow=True))


@pytest.mark.parametrize("tail", ["report/", "publication/", "withdrawal/"])
def test_who_may_not_gets_404(world, sign_in, tail):
    here = f"/desk/activities/{noted(world).pk}/{tail}"
    for who in "丙丁戊庚壬癸":
        assert sign_in(who).post(here, WORDS).status_code == 404
    if tail != "report/":
        assert sign_in("乙").post(here).status_code == 404
    assert Activity.objects.get().report == ""
