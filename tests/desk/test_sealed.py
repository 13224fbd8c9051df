"""Sealed matters: two named persons see them; nothing of them anywhere else."""

import pytest
from django.urls import reverse

from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.world import NOON
from zhushi.core.models import Notice
from zhushi.desk.moves import MOVES
from zhushi.matters.actions.publish import approve_publication, draft_publication
from zhushi.matters.actions.seal import seal
from zhushi.matters.models import Matter
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Look

pytestmark = pytest.mark.django_db
WORDS = "SEALEDMARK反映某科长收了钱"


@pytest.fixture
def sealed(world):
    """A matter that a unit already had, sealed against that unit."""
    matter = world.matter(who=world.known_resident(), content=WORDS).matter
    for verb in WAY_TO["HANDLING"]:
        ACTS[verb](world, matter)
    return seal(Matter.objects.get(pk=matter.pk), accused_unit=world.住建, by=world.乙, at=NOON)


def test_the_confidant_lists_reads_and_hands_over(client, world, sealed):
    client.force_login(world.壬)
    assert sealed.ref in client.get(reverse("desk:sealed")).content.decode()
    url = reverse("desk:sealed_matter", kwargs={"ref": sealed.ref})
    text = client.get(url).content.decode()
    assert WORDS in text
    assert "钱小满" not in text
    over = reverse("desk:create_hand_over", kwargs={"ref": sealed.ref})
    assert client.post(over, {"to": "", "seen": sealed.version}).status_code == 422
    stale = client.post(over, {"to": "区纪委监委", "seen": sealed.version - 1})
    assert stale.status_code == 409
    assert "区纪委监委" in stale.content.decode()
    assert client.post(over, {"to": "区纪委监委", "seen": sealed.version}).status_code == 302
    sealed.refresh_from_db()
    assert sealed.status == "HANDED_OVER"
    assert "移送机关" not in client.get(url).content.decode()


def test_sealing_takes_a_published_answer_back(client, world):
    who = world.known_resident(consents=frozenset({Purpose.PUBLISH}))
    matter = world.matter(who=who).matter
    for verb in WAY_TO["TOLD"]:
        ACTS[verb](world, matter)
    copy = {"title": "楼道灯", "question": "灯坏了半年。", "answer": "全部换好。"}
    drafted = draft_publication(Matter.objects.get(pk=matter.pk), **copy, by=world.甲, at=NOON)
    approve_publication(drafted, by=world.己, at=NOON)
    assert "楼道灯" in client.get("/d/yan/answers/").content.decode()
    for verb in ("rate", "redo"):
        ACTS[verb](world, Matter.objects.get(pk=matter.pk))

    ACTS["seal"](world, Matter.objects.get(pk=matter.pk))

    assert "楼道灯" not in client.get("/d/yan/answers/").content.decode()
    assert client.get(f"/d/yan/answers/{drafted.pk}/").status_code in (404, 410)


def test_the_confidant_looks_with_a_reason(client, world, sealed):
    client.force_login(world.壬)
    url = reverse("desk:sealed_look", kwargs={"ref": sealed.ref})
    refused = client.post(url, {"fields_asked": ["NAME"], "reason": "看"})
    assert refused.status_code == 422
    assert "钱小满" not in refused.content.decode()
    shown = client.post(url, {"fields_asked": ["NAME"], "reason": "核对举报人身份"})
    assert "钱小满" in shown.content.decode()
    assert Look.objects.count() == 1


OTHERS = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "癸", "系统", "安全", "审计"]
PLACES = ["sealed_matter", "create_hand_over", "sealed_look", "matter", "matter_sheet", "receipt"]
PLACES += ["look", "draft_publication", *(move.name for move in MOVES)]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_any_trace_of_it(client, world, sealed, who):
    Notice.objects.all().delete()
    client.force_login(world.users[who])
    assert client.get(reverse("desk:sealed")).status_code == 404
    for name in PLACES:
        url = reverse(f"desk:{name}", kwargs={"ref": sealed.ref})
        assert client.get(url).status_code in (404, 405), name
        assert client.post(url, {"seen": sealed.version}).status_code in (404, 405), name
    for name in ("today", "matters", "commitments", "publications"):
        answer = client.get(reverse(f"desk:{name}"))
        if answer.status_code == 200:
            text = answer.content.decode()
            assert sealed.ref not in text, name
            assert "SEALEDMARK" not in text, name
    found = client.get(reverse("desk:matters"), {"q": "SEALEDMARK"})
    if found.status_code == 200:
        assert sealed.ref not in found.content.decode()
        assert found.context["page"].total == 0


def test_sealing_tells_the_confidant_alone_and_nothing_of_the_words(world, sealed):
    told = Notice.objects.filter(event__endswith=f":{sealed.version}")
    assert {notice.user_id for notice in told} == {world.壬.pk}
    assert not Notice.objects.filter(text__contains="SEALEDMARK").exists()
