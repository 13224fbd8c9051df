"""Everybody is reached in time, who has waited longest first, the rooms spread."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhushi.grouping.talks import HEAP, NEVER, Partner, TalksError, months_for


def test_119_delegates_at_four_a_month_take_thirty_months():
    people = [Partner(f"p{n:03}", room=f"r{n % 17}") for n in range(119)]
    found = months_for(people, months=30, a_month=4)
    assert len(found) == 119
    assert max(Counter(found.values()).values()) == 4
    assert sorted(set(found.values())) == list(range(30))
    together = Counter((found[p.id], p.room) for p in people)
    assert max(together.values()) == 1


def test_who_has_waited_longest_comes_first():
    people = [Partner("甲", waited=1), Partner("乙", waited=NEVER), Partner("丙", waited=20)]
    assert months_for(people, months=3, a_month=1) == {"乙": 0, "丙": 1, "甲": 2}


def test_who_was_put_off_does_not_come_before():
    people = [Partner("甲", not_before=2), Partner("乙", waited=1)]
    assert months_for(people, months=3, a_month=1) == {"甲": 2, "乙": 0}


def test_too_few_months_are_answered_with_the_sum():
    people = [Partner(str(n)) for n in range(119)]
    with pytest.raises(
        TalksError, match="119 人，还有 20 个月，每月 4 人只能谈 80 人：每月至少 6 人"
    ):
        months_for(people, months=20, a_month=4)
    with pytest.raises(TalksError, match="期限已经到了"):
        months_for(people, months=0, a_month=4)


def test_too_many_put_off_to_the_end_are_named_as_the_cause():
    people = [Partner(str(n), not_before=2) for n in range(3)]
    with pytest.raises(TalksError, match="推迟的人太多"):
        months_for(people, months=3, a_month=2)


def test_a_month_open_to_one_of_a_room_is_no_cheaper_than_others():
    people = [Partner("甲", waited=1), Partner("乙", "东", 0), Partner("丙", "东", 0, not_before=1)]
    assert months_for(people, months=4, a_month=1)["甲"] == 0


def cost(people, plan) -> int:
    waiting = sum((p.waited + 1) * plan[p.id] for p in people)
    heaps = Counter((plan[p.id], p.room) for p in people if p.room)
    return waiting + HEAP * sum(count * count for count in heaps.values())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "东", "西"]), st.integers(0, 30), st.integers(0, 2)),
        min_size=1,
        max_size=4,
    ),
    st.integers(1, 2),
)
def test_no_other_plan_is_better(rows, a_month):
    people = [Partner(str(n), *row) for n, row in enumerate(rows)]
    plans = []
    for months in product(range(4), repeat=len(people)):
        plan = {p.id: month for p, month in zip(people, months, strict=True)}
        if max(Counter(months).values()) <= a_month and all(
            plan[p.id] >= p.not_before for p in people
        ):
            plans.append(plan)
    if not plans:
        with pytest.raises(TalksError):
            months_for(people, months=4, a_month=a_month)
        return
    found = months_for(people, months=4, a_month=a_month)
    assert found in plans
    assert cost(people, found) == min(cost(people, plan) for plan in plans)
