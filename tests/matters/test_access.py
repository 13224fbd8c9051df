"""What a scope reaches is one rule in two shapes: for one matter and for a list."""

from dataclasses import replace
from itertools import combinations

import pytest

from tests.matters.moves import MOVES, WAY_OF_PAPERS, WAY_TO, matter_in, paper_in
from tests.refusals import refused
from tests.world import DAY, NOON, TODAY
from zhushi.core.perms import Perm
from zhushi.matters.access import reaches
from zhushi.matters.actions.receive_sealed import receive_sealed
from zhushi.matters.actions.rule_out import rule_out
from zhushi.matters.choices import Status
from zhushi.matters.models import Matter
from zhushi.people.access import Scope, scope_of
from zhushi.people.actions.relieve import relieve

pytestmark = pytest.mark.django_db
REASON = "负责人是亲属"


@pytest.fixture
def crowd(world):
    """Matters in every status, and those on which the two shapes could differ."""
    for status in WAY_TO:
        matter_in(world, status)
    for status in WAY_OF_PAPERS:
        paper_in(world, status)
    world.matter("西", by="戊")
    world.matter("东", by="丙")  # received by a delegate
    world.matter("东社", by="己")
    receive_sealed(world.东, content="举报某单位", key="s", accused_unit=world.住建, at=NOON)
    for ways in (
        ("hand_back", "grant"),
        ("sign_in", "co_hand_back", "co_grant"),
        ("sign_in", "co_hand_back"),
        ("sign_in", "seal"),
        ("hand_back", "grant", "rule_out"),
    ):
        matter = matter_in(world, "DISPATCHED")
        for verb in ways:
            matter = MOVES[verb](world, matter)
    matter = matter_in(world, "RETURNED")
    rule_out(matter, unit=world.教育, reason=REASON, by=world.乙, at=NOON)
    matter = matter_in(world, "RETURNED")
    MOVES["grant"](world, matter)
    rule_out(matter, unit=world.住建, reason=REASON, by=world.乙, at=NOON)
    return world


def scopes(world) -> dict[str, Scope]:
    """The scopes of all roles, of every unit and room alone, and of some of them together."""
    found = {name: scope_of(user, Perm.MATTER_VIEW, on=TODAY) for name, user in world.users.items()}
    found["nobody"] = Scope()
    for key, unit in world.units.items():
        found[f"unit {key}"] = Scope(units=frozenset({unit.pk}))
    for key, room in world.rooms.items():
        found[f"room {key}"] = Scope(rooms=frozenset({room.pk}))
    for one, two in combinations(["乙", "戊", "丙", "庚", "辛", "癸"], 2):
        first, second = found[one], found[two]
        found[one + two] = Scope(
            first.districts | second.districts,
            first.rooms | second.rooms,
            first.units | second.units,
            first.own or second.own,
            first.own_rooms | second.own_rooms,
        )
    elsewhere = frozenset({world.西.pk})
    found["丙 gone west"] = replace(found["丙"], own_rooms=elsewhere)
    return found


def test_one_matter_and_the_list_answer_alike_for_every_role_and_state(crowd):
    matters = list(Matter.objects.prefetch_related("dispatches"))
    assert {m.status for m in matters} == set(Status)
    sizes = {}
    for name, scope in scopes(crowd).items():
        listed = set(Matter.objects.in_scope(scope).values_list("pk", flat=True))
        single = {m.pk for m in matters if reaches(scope, m, list(m.dispatches.all()))}
        assert listed == single, name
        sizes[name] = len(listed)
    assert sizes["癸"] == sizes["系统"] == sizes["nobody"] == sizes["壬"] == 0
    assert sizes["丙"] == 1 + len(WAY_OF_PAPERS)
    unseen = {"REGISTERED", "TURNED_DOWN"}  # never put before the approver
    assert sizes["领"] == len(set(WAY_OF_PAPERS) - unseen)
    assert sizes["丙 gone west"] == len(WAY_OF_PAPERS)  # what one signed stays one's own
    assert sizes["戊"] == 1
    assert 0 < sizes["辛"] < sizes["庚"] < sizes["乙"] < sizes["甲"] < sizes["己"]


def test_a_sealed_matter_is_in_no_list_but_the_confidants(crowd):
    sealed = Matter.objects.exclude(visibility="NORMAL")
    for scope in scopes(crowd).values():
        assert not Matter.objects.in_scope(scope).filter(pk__in=sealed).exists()
    confidant = scope_of(crowd.壬, Perm.SEALED_VIEW, on=TODAY)
    assert set(Matter.objects.sealed_in_scope(confidant)) == set(sealed)
    for name in ("己", "系统", "癸"):
        scope = scope_of(crowd.users[name], Perm.SEALED_VIEW, on=TODAY)
        assert not Matter.objects.sealed_in_scope(scope).exists()


def test_a_unit_that_is_ruled_out_loses_what_it_helped_with(world):
    matter = matter_in(world, "RETURNED")
    helper = matter.dispatches.get(is_lead=False)
    education = Scope(units=frozenset({world.教育.pk}))
    assert Matter.objects.in_scope(education).exists()
    with refused("先裁定退办"):
        rule_out(matter, unit=world.住建, reason=REASON, by=world.乙, at=NOON)
    rule_out(matter, unit=world.教育, reason=REASON, by=world.乙, at=NOON)
    helper.refresh_from_db()
    assert (helper.status, helper.ended_at) == ("WITHDRAWN", NOON)
    assert not helper.clocks.filter(stopped_at=None).exists()
    assert not Matter.objects.in_scope(education).exists()


def test_a_delegate_who_left_the_room_no_longer_reads_what_they_took_in(world):
    world.matter("东", by="丙")
    posting = world.people["丙"].postings.get()
    relieve(posting, ends_on=TODAY, by=world.己, at=NOON)
    for on, count in ((TODAY, 1), (TODAY + DAY, 0)):
        scope = scope_of(type(world.丙).objects.get(pk=world.丙.pk), Perm.MATTER_VIEW, on=on)
        assert Matter.objects.in_scope(scope).count() == count
