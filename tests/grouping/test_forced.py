"""The price of every pair equals the question asked anew with that pair fixed."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.grouping.small import district, instances
from zhushi.grouping.forced import IMPOSSIBLE, CrossingError, forced
from zhushi.grouping.instance import read_instance
from zhushi.grouping.solver import ImpossibleError, solve


def by_asking_again(data, result):
    """(people, rooms): the same, each pair solved by itself."""
    found = []
    for person in data["people"]:
        row = []
        for room in data["rooms"]:
            locked = {**person, "locked": room["id"]}
            if room["id"] in person.get("banned", ()):
                row.append(IMPOSSIBLE)
                continue
            people = [locked if p is person else p for p in data["people"]]
            try:
                row.append(solve({**data, "people": people})["value"] - result["value"])
            except ImpossibleError:
                row.append(IMPOSSIBLE)
        found.append(row)
    return found


@settings(max_examples=60, deadline=None)
@given(instances(has_rules=False))
def test_on_every_small_case_the_prices_are_those_of_asking_again(data):
    data["rules"] |= {"move": 300, "balance": 700}
    try:
        result = solve(data)
    except ImpossibleError:
        assume(False)
    instance = read_instance(data)
    rooms = np.array([instance.rooms.index(result["assignment"][p]) for p in instance.people])
    assert forced(instance.problem, rooms).tolist() == by_asking_again(data, result)


def test_a_district_of_thirty_is_priced_as_by_asking_again():
    data = district(30, 5, groups=[], quotas=[])
    result = solve(data)
    instance = read_instance(data)
    rooms = np.array([instance.rooms.index(result["assignment"][p]) for p in instance.people])
    assert forced(instance.problem, rooms).tolist() == by_asking_again(data, result)


def test_rules_that_cross_rooms_are_refused():
    problem = read_instance(district(30, 5)).problem
    with pytest.raises(CrossingError, match="每一对都要另算"):
        forced(problem, np.zeros(30, np.int64))
