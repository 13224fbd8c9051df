"""“It cannot be done” is never all that is said: who, where, how many for how many places."""

import pytest
from hypothesis import given, settings

from tests.grouping.small import best_by_trying, instances
from zhushi.grouping.feasible import collision_of
from zhushi.grouping.instance import read_instance
from zhushi.grouping.solver import ImpossibleError, solve


def wish(**rooms):
    """Five people for three rooms, as told: 东 of two places, 西 of two, 北 of five."""
    people = [
        {"id": f"人{i}", **({"rooms": rooms[f"p{i}"]} if f"p{i}" in rooms else {})}
        for i in range(5)
    ]
    places = [{"id": "东", "most": 2}, {"id": "西", "most": 2}, {"id": "北", "most": 5}]
    rules = {"groups": [], "quotas": [], "move": 0, "balance": 0}
    return {"people": people, "rooms": places, "costs": [[1, 2, 3]] * 5, "rules": rules}


def test_too_many_for_two_rooms_are_named_with_the_rooms_and_the_counts():
    both = ["东", "西"]
    with pytest.raises(ImpossibleError) as told:
        solve(wish(p0=both, p1=both, p2=both, p3=both, p4=["东"]))
    sentence = str(told.value)
    assert "人0、人1、人2、人3、人4只能在东、西" in sentence
    assert "4 个名额" in sentence
    assert "5 人" in sentence


def test_only_those_who_collide_are_named():
    with pytest.raises(ImpossibleError) as told:
        solve(wish(p0=["东"], p1=["东"], p2=["东"]))
    assert "人0、人1、人2只能在东" in str(told.value)
    assert "人3" not in str(told.value)


def test_who_has_no_room_at_all_is_named():
    data = wish()
    data["people"][3]["banned"] = ["东", "西", "北"]
    with pytest.raises(ImpossibleError, match="人3没有可去的工作室"):
        solve(data)


def test_a_room_that_needs_more_than_may_come_is_named():
    data = wish(**{f"p{i}": ["西", "北"] for i in range(4)})
    data["rooms"][0]["least"] = 2
    with pytest.raises(ImpossibleError, match="东至少要 2 人，能去的只有 1 人（人4）"):
        solve(data)


@settings(max_examples=200, deadline=None)
@given(instances(has_rules=False))
def test_a_collision_is_found_exactly_where_no_assignment_is(data):
    problem = read_instance(data).problem
    assert (collision_of(problem) is None) == (best_by_trying(problem) is not None)
