"""What is kept of a draft between two pages is what it says now, and nobody else's."""

import pytest

from tests.desk.drafts import seat_delegates
from tests.desk.statements import at_most
from tests.world import NOON
from zhushi.grouping import papers
from zhushi.grouping.actions.change_draft import change_draft
from zhushi.grouping.actions.forget_places import _forget
from zhushi.grouping.actions.make_draft import make_draft
from zhushi.grouping.choices import WishKind
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import KEPT, papers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(world):
    seat_delegates(world)
    rules = {"least": 0, "most": 9}
    return [make_draft(world.雁, rules=rules, by=world.己, at=NOON) for _ in range(KEPT + 1)]


def shown(draft: Draft) -> Draft:
    """As a page fetches it."""
    return Draft.objects.without_papers().get(pk=draft.pk)


def test_a_draft_is_read_once_and_then_kept(drafts):
    with at_most(2):
        first = papers_of(shown(drafts[0]))
    with at_most(1):
        assert papers_of(shown(drafts[0])) is first
    assert first.seats == drafts[0].result["assignment"]
    assert "certificate" not in first.result


def test_a_change_shows_at_once(world, drafts):
    draft = drafts[0]
    before = papers_of(shown(draft))
    who, here = next(iter(before.seats.items()))
    there = next(room for room in before.place if room != here)

    change_draft(
        draft, person=who, kind=WishKind.LOCK, room=there, seen=draft.version, by=world.己, at=NOON
    )  # fmt: skip

    after = papers_of(shown(draft))
    assert (before.seats[who], after.seats[who]) == (here, there)
    assert who in after.locked


def test_forgotten_places_are_kept_by_no_process(drafts):
    assert any(row["home"] for row in papers_of(shown(drafts[0])).people)
    _forget(drafts[0].pk, at=NOON)
    assert not any("home" in row for row in papers_of(shown(drafts[0])).people)
    assert sum(pk == drafts[0].pk for pk in papers._DRAFTS.found) == 1


def test_a_change_between_two_statements_is_read_with_its_own_version(drafts):
    old = shown(drafts[0])
    Draft.objects.filter(pk=old.pk).update(wishes=[["谁", "LOCK", "哪"]], version=2)
    assert papers_of(old).wishes == [["谁", "LOCK", "哪"]]
    assert old.version == 2


def test_no_more_are_kept_than_the_last_few(drafts):
    for draft in drafts:
        papers_of(shown(draft))
    assert list(papers._DRAFTS.found) == [draft.pk for draft in drafts[1:]]
    papers_of(shown(drafts[1]))
    papers_of(shown(drafts[0]))
    assert drafts[1].pk in papers._DRAFTS.found
    assert drafts[2].pk not in papers._DRAFTS.found
