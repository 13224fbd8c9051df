"""Where people live leaves old drafts once a newer grouping has stood for half a year."""

import json
from datetime import timedelta

import pytest

from tests.desk.drafts import seat_delegates
from tests.world import DAY, NOON
from zhushi.core.models import AuditEntry
from zhushi.grouping.actions.forget_places import KEPT_DAYS, forget_places
from zhushi.grouping.actions.make_draft import make_draft
from zhushi.grouping.choices import DraftStatus
from zhushi.grouping.explain import columns_of, ways_of
from zhushi.grouping.models import Draft
from zhushi.grouping.verify import verify
from zhushi.grouping.wishes import with_wishes
from zhushi.people.actions.place_person import place_person
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=KEPT_DAYS + 1)
HOME = (108.951, 34.261)


@pytest.fixture
def drafts(world):
    """Four drafts of a district: adopted, dropped, adopted half a year ago, open since."""
    for number, room in enumerate(Workroom.objects.order_by("pk")):
        room.longitude, room.latitude = 108.95 + number / 50, 34.26
        room.save()
    for person in seat_delegates(world):
        place_person(person, home=HOME, by=world.己, at=NOON)
    rules = {"least": 0, "most": 9}
    made = [
        make_draft(world.雁, rules=rules, by=world.己, at=NOON + number * timedelta(hours=1))
        for number in range(4)
    ]
    ends = (DraftStatus.ADOPTED, DraftStatus.DROPPED, DraftStatus.ADOPTED)
    for draft, status in zip(made, ends, strict=False):
        draft.status, draft.ended_at = status, NOON + timedelta(hours=3)
        draft.save()
    return made


def test_what_a_newer_adoption_overtook_keeps_metres_and_no_places(world, drafts):
    before = [column.seats for column in columns_of(drafts[0])]
    ways = ways_of(drafts[0], before[0][0].ref if before[0] else before[1][0].ref)

    assert forget_places(at=LATER) == 2

    for draft in drafts:
        draft.refresh_from_db()
    assert [str(HOME[0]) in json.dumps(draft.question["people"]) for draft in drafts] == [
        False, False, True, True,
    ]  # fmt: skip
    after = [column.seats for column in columns_of(drafts[0])]
    assert [[(s.ref, s.metres, s.by_map, s.why) for s in seats] for seats in after] == [
        [(s.ref, s.metres, s.by_map, s.why) for s in seats] for seats in before
    ]
    ref = next(seats[0].ref for seats in after if seats)
    assert ways_of(drafts[0], ref) == ways
    assert AuditEntry.objects.filter(event="grouping.forget").count() == 2


def test_the_proof_of_an_adopted_draft_can_be_checked_all_the_same(world, drafts):
    forget_places(at=LATER)

    kept = Draft.objects.get(pk=drafts[0].pk)
    assert verify(with_wishes(kept.question, kept.wishes), kept.result) == []
    kept.question["costs"][0][0] += 1
    assert verify(with_wishes(kept.question, kept.wishes), kept.result) != []


def test_nothing_is_forgotten_before_half_a_year_or_without_an_adoption(world, drafts):
    assert forget_places(at=NOON + KEPT_DAYS * DAY) == 0
    Draft.objects.update(status=DraftStatus.DROPPED)
    assert forget_places(at=LATER) == 0


def test_a_second_time_changes_nothing(world, drafts):
    forget_places(at=LATER)
    assert forget_places(at=LATER + DAY) == 0
