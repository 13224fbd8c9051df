"""What is said last of a person goes before what it contradicts, and nothing else is lost."""

import pytest

from tests.grouping.small import district
from zhushi.grouping.choices import WishKind
from zhushi.grouping.solver import solve
from zhushi.grouping.wishes import added, trial_of, with_wishes

LOCK, BAN = WishKind.LOCK, WishKind.BAN
BEFORE = [["甲", LOCK, "东"], ["甲", BAN, "西"], ["乙", LOCK, "东"]]


@pytest.mark.parametrize(
    ("wish", "lost"),
    [
        (("甲", LOCK, "北"), [["甲", LOCK, "东"]]),
        (("甲", LOCK, "西"), [["甲", LOCK, "东"], ["甲", BAN, "西"]]),
        (("甲", BAN, "东"), [["甲", LOCK, "东"]]),
        (("甲", BAN, "西"), [["甲", BAN, "西"]]),
        (("甲", BAN, "北"), []),
        (("丙", LOCK, "东"), []),
    ],
)
def test_a_new_wish_takes_back_what_it_contradicts(wish, lost):
    kept = [said for said in BEFORE if said not in lost]
    assert added(BEFORE, wish) == [*kept, list(wish)]


def test_the_price_of_a_wish_is_the_difference_of_two_best_and_its_chain_is_all_that_changes():
    data = district(24, 4, seed=3)
    before = solve(data)
    person = data["people"][0]["id"]
    room = next(r["id"] for r in data["rooms"] if r["id"] != before["assignment"][person])
    trial = trial_of(data, [], before, (person, LOCK, room))
    forced = solve(with_wishes(data, [[person, LOCK, room]]))
    assert trial.price == forced["value"] - before["value"] >= 0
    assert (trial.chain[0].person, trial.chain[0].target) == (person, room)
    for step in trial.chain:
        assert before["assignment"][step.person] == step.source != step.target
    moved = {step.person for step in trial.chain}
    rest = {name for name in before["assignment"] if name not in moved}
    assert all(trial.result["assignment"][name] == before["assignment"][name] for name in rest)
