"""A redacted copy: drafted by one, approved by another, taken back at once."""

import pytest
from django.urls import reverse

from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from zhushi.matters.models import Publication
from zhushi.vault.choices import Purpose

pytestmark = pytest.mark.django_db
COPY = {"title": "楼道灯坏了", "question": "楼道灯坏了半年。", "answer": "已经全部换好。"}


def told(world, *consents):
    who = world.known_resident(consents=frozenset(consents))
    matter = world.matter(who=who, content="我叫钱小满，电话13800004417，灯坏了。").matter
    for verb in WAY_TO["TOLD"]:
        ACTS[verb](world, matter)
    return matter


def draft_url(matter):
    return reverse("desk:draft_publication", kwargs={"ref": matter.ref})


def test_two_people_make_it_public_and_one_takes_it_back(client, world):
    matter = told(world, Purpose.PUBLISH)
    client.force_login(world.甲)
    assert "拟公开稿" in client.get(f"/desk/matters/{matter.ref}/").content.decode()
    shown = client.get(draft_url(matter)).content.decode()
    assert "13800004417" not in shown
    assert client.post(draft_url(matter), {**COPY, "answer": ""}).status_code == 422
    made = client.post(draft_url(matter), COPY)
    copy = Publication.objects.get()
    assert made["Location"] == reverse("desk:publication", kwargs={"pk": copy.pk})
    approval = reverse("desk:create_approval", kwargs={"pk": copy.pk})
    assert client.post(approval, {"is_read": "on"}).status_code == 422
    client.force_login(world.己)
    assert COPY["title"] in client.get("/desk/publications/").content.decode()
    assert client.post(approval, {}).status_code == 422
    assert client.post(approval, {"is_read": "on"}).status_code == 302
    copy.refresh_from_db()
    assert copy.approved_by == world.己
    recall = reverse("desk:create_recall", kwargs={"pk": copy.pk})
    assert client.get(recall).status_code == 405
    assert client.post(recall).status_code == 302
    assert COPY["title"] in client.get("/desk/publications/?state=recalled").content.decode()


def test_without_consent_nothing_is_drafted(client, world):
    matter = told(world)
    client.force_login(world.甲)
    assert "拟公开稿" not in client.get(f"/desk/matters/{matter.ref}/").content.decode()
    answer = client.post(draft_url(matter), COPY)
    assert answer.status_code == 422
    assert COPY["answer"] in answer.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize("who", ["丙", "丁", "戊", "庚", "壬", "癸"])
def test_strangers_and_wrong_roles_get_404(client, world, who):
    matter = told(world, Purpose.PUBLISH)
    client.force_login(world.乙)
    client.post(draft_url(matter), COPY)
    copy = Publication.objects.get()
    client.force_login(world.users[who])
    assert client.post(draft_url(matter), COPY).status_code == 404
    for name in ("publication", "create_approval", "create_recall"):
        url = reverse(f"desk:{name}", kwargs={"pk": copy.pk})
        assert client.post(url, {"is_read": "on"}).status_code in (404, 405)
        assert client.get(url).status_code in (404, 405)
    listed = client.get("/desk/publications/?state=")
    assert listed.status_code == 404 or COPY["title"] not in listed.content.decode()


def test_a_liaison_drafts_but_does_not_approve(client, world):
    matter = told(world, Purpose.PUBLISH)
    client.force_login(world.甲)
    client.post(draft_url(matter), COPY)
    client.force_login(world.乙)
    url = reverse("desk:create_approval", kwargs={"pk": Publication.objects.get().pk})
    assert client.post(url, {"is_read": "on"}).status_code == 404
