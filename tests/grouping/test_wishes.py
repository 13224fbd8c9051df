"""What is said last of a person goes before what it contradicts, and nothing else is lost."""

import json

import pytest

from tests.grouping.small import district
from zhushi.grouping.choices import WishKind
from zhushi.grouping.solver import ImpossibleError, solve
from zhushi.grouping.verify import verify
from zhushi.grouping.wishes import added, solved_with, together_price, trial_of, with_wishes

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


def test_two_who_belong_together_sit_in_one_room_and_the_proof_holds():
    data = district(24, 4, seed=3)
    before = solve(data)["assignment"]
    names = [row["id"] for row in data["people"]]
    first, second = next((a, b) for a in names for b in names if before[a] != before[b])
    wishes = [[first, WishKind.TOGETHER, second]]
    found = solved_with(data, wishes, prefer=before)
    assert found["assignment"][first] == found["assignment"][second]
    assert (found["is_proven"], verify(with_wishes(data, wishes), found)) == (True, [])
    best = min(
        solve(with_wishes(data, [[first, LOCK, room["id"]], [second, LOCK, room["id"]]]))["value"]
        for room in data["rooms"]
    )
    assert found["value"] - together_price(data, wishes) == best


def test_two_who_cannot_be_together_are_refused_by_name():
    data = district(24, 4, seed=3)
    first, second = (row["id"] for row in data["people"][:2])
    here, there = (row["id"] for row in data["rooms"][:2])
    wishes = [
        [first, LOCK, here], [second, LOCK, there], [first, WishKind.TOGETHER, second]
    ]  # fmt: skip
    with pytest.raises(ImpossibleError, match=f"{first}和{second}排不到一起"):
        solved_with(data, wishes)


def test_wishes_leave_the_question_itself_as_it_is():
    data = district(6, 2, seed=1)
    said = json.dumps(data)
    names = [row["id"] for row in data["people"]]
    with_wishes(data, [[names[0], BAN, "室0"], [names[0], WishKind.TOGETHER, names[1]]])
    assert json.dumps(data) == said
