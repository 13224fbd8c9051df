"""The checker believes nothing: whatever is changed in a file or a result, it is refused."""

import copy
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.grouping.small import district
from zhushi.grouping.solver import solve
from zhushi.grouping.verify import verify

DATA = district(40, 6, seed=4)
RESULT = json.loads(json.dumps(solve(DATA)))


def leaves(case: dict) -> list[dict]:
    return leaves(case["yes"]) + leaves(case["no"]) if "yes" in case else [case]


def changed(change) -> list[str]:
    data, result = copy.deepcopy(DATA), copy.deepcopy(RESULT)
    change(data, result)
    return verify(data, result)


def test_the_result_as_it_is_is_accepted():
    assert changed(lambda data, result: None) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_two_people_who_changed_places_are_refused(draw):
    one = draw.draw(st.sampled_from(sorted(RESULT["assignment"])))
    other = draw.draw(st.sampled_from(sorted(RESULT["assignment"])))
    assume(RESULT["assignment"][one] != RESULT["assignment"][other])

    def swap(data, result):
        seats = result["assignment"]
        seats[one], seats[other] = seats[other], seats[one]

    assert changed(swap)


@pytest.mark.parametrize("name", ["value", "bound", "gap"])
@pytest.mark.parametrize("by", [-1, 1])
def test_a_figure_that_was_changed_is_refused(name, by):
    def change(data, result):
        result[name] += by

    assert changed(change)


def test_a_bound_that_no_prices_prove_is_refused():
    """Prices of nothing prove little: the same bound cannot be said of them."""

    def change(data, result):
        for leaf in leaves(result["certificate"]["cases"]):
            leaf["prices"] = {
                "room": [0] * 6,
                "quota": [[0] * 6] * 3,
                "group": [],
                "move": 0,
            }

    assert changed(change)


def test_a_case_that_was_left_out_is_refused():
    data = district(seed=0)
    result = json.loads(json.dumps(solve(data)))
    cases = result["certificate"]["cases"]
    assert "yes" in cases, "this district needs cases"
    del cases["no"]
    assert verify(data, result)


@pytest.mark.parametrize(
    "price",
    [-1, 1.5, True, "1", None],
)
def test_a_price_that_may_not_be_is_refused(price):
    def change(data, result):
        for leaf in leaves(result["certificate"]["cases"]):
            leaf["prices"]["quota"][0][0] = price

    assert changed(change)


def test_a_price_for_a_rule_that_is_not_there_is_refused():
    def change(data, result):
        for leaf in leaves(result["certificate"]["cases"]):
            leaf["prices"]["move"] = 10**9

    assert changed(change)


def test_a_file_that_was_changed_is_refused():
    for change in (
        lambda data, result: data["rooms"][0].update(most=2),
        lambda data, result: data["rules"].update(move=1),
        lambda data, result: data["people"][0].update(unit="别的单位"),
        lambda data, result: data["people"].pop(),
    ):
        assert changed(change)


@pytest.mark.parametrize(
    "result",
    [{}, [], None, 7, {"assignment": {}}, {**RESULT, "certificate": {}}, {**RESULT, "value": "x"}],
)
def test_what_is_no_result_is_refused_in_words(result):
    assert verify(DATA, result)
