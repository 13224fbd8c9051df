"""The value is the true minimum, and the certificate says why; anything else is said in words."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.grouping.small import best_by_trying, district, instances, least_difference
from zhushi.grouping import tree
from zhushi.grouping.instance import read_instance
from zhushi.grouping.solver import ImpossibleError, solve
from zhushi.grouping.verify import verify


@settings(max_examples=300, deadline=None)
@given(instances())
def test_on_every_small_case_the_value_is_that_of_trying_all(data):
    expected = best_by_trying(read_instance(data).problem)
    if expected is None:
        with pytest.raises(ImpossibleError):
            solve(data)
        return
    result = json.loads(json.dumps(solve(data)))
    assert (result["value"], result["bound"], result["is_proven"]) == (expected, expected, True)
    assert sum(result["parts"].values()) == expected
    assert verify(data, result) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_district_with_all_rules_is_proven_and_the_proof_is_accepted(seed):
    data = district(seed=seed)
    result = json.loads(json.dumps(solve(data)))
    assert result["gap"] == 0
    assert verify(data, result) == []


def test_rooms_that_were_no_candidates_are_found_where_they_help(monkeypatch):
    data = district(90, 30, seed=1)
    every = solve(data)
    monkeypatch.setattr(tree, "CANDIDATES", 2)
    monkeypatch.setattr(tree, "TOGETHER", 1)
    widened = solve(data)
    assert (every["value"], every["gap"]) == (widened["value"], widened["gap"])
    assert verify(data, json.loads(json.dumps(widened))) == []


def test_what_is_too_large_to_split_keeps_an_honest_gap(monkeypatch):
    data = district(seed=2)
    monkeypatch.setattr(tree, "SPLIT_UP_TO", 10)
    result = json.loads(json.dumps(solve(data)))
    assert 0 < result["gap"] < 0.002 * result["value"]
    assert verify(data, result) == []


def test_few_moves_cost_more_way_and_more_moves_never_cost_more():
    data = district(40, 6)
    values = [solve({**data, "rules": {"at_most": most}})["value"] for most in (4, 8, 16, 40)]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]


def test_stopping_early_leaves_an_assignment_and_an_honest_gap():
    data = district(seed=0)
    stopped = solve(data, progress=lambda value, bound: False)
    assert stopped["bound"] <= stopped["value"]
    assert verify(data, json.loads(json.dumps(stopped))) == []


def test_the_same_file_gives_the_same_answer():
    first, second = solve(district(seed=2)), solve(district(seed=2))
    assert first["assignment"] == second["assignment"]


def test_a_quota_that_cannot_be_kept_is_named_as_such():
    data = {
        "people": [{"id": "甲"}, {"id": "乙"}],
        "rooms": [{"id": "东"}, {"id": "西"}],
        "costs": [[1, 2], [2, 1]],
        "rules": {"quotas": [{"trait": "woman", "least": 1, "price": None}], "groups": []},
    }
    with pytest.raises(ImpossibleError, match="每室至少 1 名女性"):
        solve(data)


@settings(max_examples=100, deadline=None)
@given(instances(), st.randoms(use_true_random=False))
def test_of_equally_good_ones_the_nearest_to_the_preferred_is_taken(data, chance):
    instance = read_instance(data)
    best = best_by_trying(instance.problem)
    assume(best is not None)
    prefer = {name: chance.choice(instance.rooms) for name in instance.people}
    result = json.loads(json.dumps(solve(data, prefer=prefer)))
    assert result["value"] == best
    assert verify(data, result) == []
    differs = sum(result["assignment"][name] != room for name, room in prefer.items())
    assert differs == least_difference(instance, best, prefer)


def test_rules_that_collide_across_rooms_are_named():
    data = district(12, 3)
    for person in data["people"]:
        person |= {"traits": [], "now": "室0", "unit": ""}
    data["people"][0]["traits"] = ["woman"]
    rules = {"at_most": 0, "quotas": [{"trait": "woman", "least": 1, "price": None}]}
    for room in data["rooms"]:
        room |= {"least": 0, "most": 12}
    with pytest.raises(ImpossibleError, match="：每室至少 1 名女性（共 1 人）。放宽"):
        solve({**data, "rules": rules})
    data["people"][1]["traits"] = data["people"][2]["traits"] = ["woman"]
    with pytest.raises(ImpossibleError, match="最多动 0 人、每室至少 1 名女性（共 3 人）。放宽"):
        solve({**data, "rules": rules})
