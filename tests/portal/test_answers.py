"""Published answers and figures: approved by two, coarse in time and place, nothing small."""

from dataclasses import astuple

import pytest

from tests.world import NOON
from zhushi.insight.indicators.public import published
from zhushi.matters.choices import Status
from zhushi.matters.models import Matter, Publication
from zhushi.portal.privacy import KEPT
from zhushi.vault.choices import Field


@pytest.fixture
def publish(world):
    def publish_(title="楼道灯", approved=True):
        matter = world.matter(community=world.东社区).matter
        Matter.objects.filter(pk=matter.pk).update(status=Status.CLOSED, closed_at=NOON)
        return Publication.objects.create(
            matter=matter,
            district=world.雁,
            title=title,
            question="灯坏了。",
            answer="已换好。",
            drafted_by=world.乙,
            drafted_at=NOON,
            approved_by=world.己 if approved else None,
            approved_at=NOON if approved else None,
        )

    return publish_


def test_only_what_a_second_person_approved_is_read(client, publish):
    publish("公开的")
    draft = publish("草稿", approved=False)
    recalled = publish("收回的")
    Publication.objects.filter(pk=recalled.pk).update(recalled_at=NOON)

    page = client.get("/d/yan/answers/").content.decode()

    assert "公开的" in page
    assert "草稿" not in page
    assert "收回的" not in page
    for hidden in (draft, recalled):
        assert client.get(f"/d/yan/answers/{hidden.pk}/").status_code == 404


def test_time_is_a_week_and_place_a_community(client, publish):
    answer = publish()

    page = client.get(f"/d/yan/answers/{answer.pk}/").content.decode()

    assert "2026年9月第1周" in page
    assert "东社区" in page
    assert "9月7日" not in page
    assert answer.matter.ref not in page


def test_another_district_reads_nothing(client, publish):
    answer = publish()

    assert "楼道灯" not in client.get("/d/wai/answers/").content.decode()
    assert client.get(f"/d/wai/answers/{answer.pk}/").status_code == 404


@pytest.mark.parametrize(("query", "found"), [("楼道", True), ("电梯", False), ("灯 换好", True)])
def test_a_plain_search(client, publish, query, found):
    publish()

    assert ("已换好" in client.get("/d/yan/answers/", {"q": query}).content.decode()) is found


@pytest.mark.parametrize("query", ["\0", "%", "'", "<b>", "长" * 999])
def test_any_query_is_answered(client, publish, query):
    publish()

    assert client.get("/d/yan/answers/", {"q": query, "after": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("received", "answered", "shown"),
    [
        (0, 0, (None, None, None)),
        (4, 0, (None, None, None)),
        (9, 0, (9, 0, 9)),
        (9, 3, (9, None, None)),
        (9, 6, (9, None, None)),
        (12, 6, (12, 6, 6)),
    ],
)
def test_small_numbers_are_hidden_and_cannot_be_worked_out(received, answered, shown):
    assert astuple(published(received, answered)) == shown


def test_the_privacy_page_names_every_field_of_the_vault():
    assert {field.label for field in Field} <= {kept.label for kept in KEPT}
