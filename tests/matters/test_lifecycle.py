"""The table of moves, edge by edge and status by status, for what residents and delegates say."""

import pytest

from tests.matters.moves import (
    BEFORE,
    MOVES,
    WAY_OF_PAPERS,
    WAY_TO,
    matter_in,
    paper_in,
)
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.matters.choices import Kind, Status
from zhushi.matters.lifecycle import EDGES, FINAL
from zhushi.matters.models import Dispatch, Matter

pytestmark = pytest.mark.django_db
MADE = sorted(set(EDGES) - {"follow", "present"})
WAYS = {Kind.OPINION: WAY_TO, Kind.RESEARCH: WAY_OF_PAPERS}
STATIONS = [(kind, status) for kind, way in WAYS.items() for status in sorted(way)]


def brought(world, kind, status) -> Matter:
    return matter_in(world, status) if kind == Kind.OPINION else paper_in(world, status, kind)


def test_every_verb_and_every_status_is_reached_in_these_tests():
    assert set(MOVES) == set(EDGES) - {"follow", "present"}
    assert set(WAY_TO) | set(WAY_OF_PAPERS) == set(Status)


@pytest.mark.parametrize(("kind", "status"), STATIONS)
def test_a_matter_that_is_not_over_has_named_persons_and_a_running_clock(world, kind, status):
    matter = brought(world, kind, status)

    assert matter.status == status
    assert all((matter.collector_id, matter.accepter_id, matter.responder_id))
    assert (matter.due_on is None) == (status in FINAL)
    assert matter.clocks.filter(stopped_at=None).exists() == (status not in FINAL)


@pytest.mark.parametrize(
    ("kind", "verb"), [(kind, verb) for kind in WAYS for verb in MADE if kind in EDGES[verb].kinds]
)
def test_a_verb_leads_where_the_table_says_with_one_step_and_one_audit_line(world, kind, verb):
    status = min(EDGES[verb].sources & set(WAYS[kind]))
    if verb in ("co_sign_in", "co_hand_back", "opine", "sign_in", "hand_back"):
        status = "DISPATCHED" if "DISPATCHED" in EDGES[verb].sources else "HANDLING"
    matter = brought(world, kind, "HANDLING" if verb.startswith("co_") else status)
    for first in BEFORE.get(verb, ()):
        if first != "hand_back" or matter.status != Status.RETURNED:
            matter = MOVES[first](world, matter)
    steps = matter.steps.count()
    lines = AuditEntry.objects.filter(target=matter.ref).count()

    MOVES[verb](world, matter)

    matter.refresh_from_db()
    target, count = EDGES[verb].target or matter.status, 1
    if verb == "confirm" and kind == Kind.RESEARCH:
        target, count = Status.TOLD, 2  # presented to the delegates in the same go
    assert matter.status == target
    assert matter.steps.count() == steps + count
    assert AuditEntry.objects.filter(target=matter.ref).count() == lines + count


@pytest.mark.parametrize(("kind", "status"), STATIONS)
def test_every_other_verb_is_refused_from_a_status_and_stores_nothing(world, kind, status):
    matter = brought(world, kind, status)
    before = (matter.status, matter.version, matter.steps.count())
    twins = {"dispatch": "forward", "forward": "dispatch"}  # one action, the kind says which
    foreign = [
        verb
        for verb in MADE
        if not any(EDGES[one].starts_at(status, kind) for one in (verb, twins.get(verb, verb)))
    ]

    for verb in foreign:
        with pytest.raises((Refused, Dispatch.DoesNotExist)):
            MOVES[verb](world, matter)

        stored = Matter.objects.get(pk=matter.pk)
        assert (stored.status, stored.version, stored.steps.count()) == before, verb
