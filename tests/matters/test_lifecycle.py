"""The table of moves, edge by edge and status by status."""

import pytest

from tests.matters.moves import BEFORE, MOVES, WAY_TO, matter_in
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.matters.choices import Status
from zhushi.matters.lifecycle import EDGES, FINAL
from zhushi.matters.models import Dispatch, Matter

pytestmark = pytest.mark.django_db
MADE = sorted(set(EDGES) - {"follow"})


def test_every_verb_and_every_status_is_reached_in_these_tests():
    assert set(MOVES) == set(EDGES) - {"follow"}
    assert set(WAY_TO) == set(Status)


@pytest.mark.parametrize("status", sorted(Status))
def test_a_matter_that_is_not_over_has_named_persons_and_a_running_clock(world, status):
    matter = matter_in(world, status)

    assert matter.status == status
    assert all((matter.collector_id, matter.accepter_id, matter.responder_id))
    assert (matter.due_on is None) == (status in FINAL)
    assert matter.clocks.filter(stopped_at=None).exists() == (status not in FINAL)


@pytest.mark.parametrize(
    ("verb", "status"), [(verb, sorted(EDGES[verb].sources)[0]) for verb in MADE]
)
def test_a_verb_leads_where_the_table_says_with_one_step_and_one_audit_line(world, verb, status):
    if verb in ("co_sign_in", "co_hand_back", "opine", "sign_in", "hand_back"):
        status = "DISPATCHED" if "DISPATCHED" in EDGES[verb].sources else "HANDLING"
    matter = matter_in(world, "HANDLING" if verb.startswith("co_") else status)
    for first in BEFORE.get(verb, ()):
        if first != "hand_back" or matter.status != Status.RETURNED:
            matter = MOVES[first](world, matter)
    steps = matter.steps.count()
    lines = AuditEntry.objects.filter(target=matter.ref).count()

    MOVES[verb](world, matter)

    matter.refresh_from_db()
    assert matter.status == (EDGES[verb].target or matter.status)
    assert matter.steps.count() == steps + 1
    assert AuditEntry.objects.filter(target=matter.ref).count() == lines + 1


@pytest.mark.parametrize("status", sorted(Status))
def test_every_other_verb_is_refused_from_a_status_and_stores_nothing(world, status):
    matter = matter_in(world, status)
    before = (matter.status, matter.version, matter.steps.count())
    foreign = [verb for verb in MADE if status not in EDGES[verb].sources]

    for verb in foreign:
        with pytest.raises((Refused, Dispatch.DoesNotExist)):
            MOVES[verb](world, matter)

        stored = Matter.objects.get(pk=matter.pk)
        assert (stored.status, stored.version, stored.steps.count()) == before, verb
