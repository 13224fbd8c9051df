"""A roster is the best there is: held against trying every other one."""

from datetime import date, timedelta
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhushi.grouping.rosters.question import BACKUP, OFF, RECEIVE, RosterError, part_around, read
from zhushi.grouping.rosters.score import broken_by, score_of
from zhushi.grouping.rosters.solve import solve_roster

FIRST = date(2027, 1, 5)


def day(number: int, *, room: str = "东", on: int | None = None) -> dict:
    shown = FIRST + timedelta(days=14 * number if on is None else on)
    return {"id": f"{room}{number}", "room": room, "on": str(shown), "starts": 540, "ends": 690}


def person(name: str, days, **more) -> dict:
    return {"id": name, "days": list(days), **more}


def everybody(names: str, days, **more) -> list[dict]:
    return [person(name, [one["id"] for one in days], **more) for name in names]


def seats(result: dict, day_id: str, part: str) -> list[str]:
    return [who for who, held in result["plan"][day_id] if held == part]


def test_each_day_gets_two_who_receive_and_one_who_stands_by():
    days = [day(n) for n in range(6)]
    result = solve_roster({"days": days, "people": everybody("甲乙丙丁", days)})
    assert [len(seats(result, d["id"], RECEIVE)) for d in days] == [2] * 6
    assert [len(seats(result, d["id"], BACKUP)) for d in days] == [1] * 6
    assert [part["is_proven"] for part in result["parts"]] == [True]
    assert result["score"]["short"] == 0


def test_who_has_done_less_before_does_more_now():
    days = [day(n) for n in range(4)]
    people = everybody("甲乙丙", days)
    people[0]["carried"], people[2]["carried"] = 6, -6
    result = solve_roster({"days": days, "people": people, "rules": {"on_duty": 1, "backups": 0}})
    times = [sum(who in seats(result, d["id"], RECEIVE) for d in days) for who in "甲乙丙"]
    assert times[0] < times[2]


def test_two_of_one_employer_do_not_receive_together_but_one_may_stand_by():
    days = [day(0)]
    people = everybody("甲乙", days, employer="一厂")
    result = solve_roster({"days": days, "people": people})
    assert len(seats(result, "东0", RECEIVE)) == 1
    assert len(seats(result, "东0", BACKUP)) == 1
    assert result["score"]["short"] == 5000


def test_what_cannot_be_filled_stays_empty_and_is_counted():
    days = [day(0), day(1)]
    result = solve_roster({"days": days, "people": [person("甲", ["东0"])]})
    assert result["plan"] == {"东0": [["甲", RECEIVE]], "东1": []}
    assert result["score"]["short"] == 3 * 5000
    assert result["score"]["backup"] == 2 * 1500


def test_a_new_one_does_not_lead_the_first_time_where_another_can():
    days = [day(n) for n in range(4)]
    people = everybody("甲乙", days)
    people[0]["is_new"] = True
    result = solve_roster({"days": days, "people": people, "rules": {"backups": 0}})
    leads = [result["plan"][d["id"]][0][0] for d in days]
    assert leads[0] == "乙"
    assert sorted(leads) == sorted("甲甲乙乙")


def test_duties_of_one_person_lie_apart_where_they_can():
    days = [day(n) for n in range(4)]
    rules = {"on_duty": 1, "backups": 0, "price_uneven": 0}
    result = solve_roster({"days": days, "people": everybody("甲乙", days), "rules": rules})
    row = [seats(result, d["id"], RECEIVE)[0] for d in days]
    assert all(one != two for one, two in pairwise(row))


def test_nobody_is_in_two_rooms_on_one_date_and_rooms_that_share_nobody_are_apart():
    shared = [day(0, room="东"), day(0, room="西"), day(0, room="南")]
    people = [person("甲", ["东0", "西0"]), person("乙", ["南0"])]
    data = {"days": shared, "people": people}
    assert len(read(data).parts()) == 2
    result = solve_roster(data)
    assert len(seats(result, "东0", RECEIVE) + seats(result, "西0", RECEIVE)) == 1
    assert seats(result, "南0", RECEIVE) == ["乙"]


def test_locks_are_kept_even_against_what_else_would_be_better():
    days = [day(n) for n in range(2)]
    people = everybody("甲乙丙", days)
    people[0]["carried"] = 40
    locks = [["东0", "甲", RECEIVE], ["东1", "乙", OFF]]
    result = solve_roster({"days": days, "people": people, "locks": locks})
    assert "甲" in seats(result, "东0", RECEIVE)
    assert "乙" not in dict(result["plan"]["东1"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"locks": [["东0", "外人", RECEIVE]]}, "锁定的一格不在表里"),
        ({"locks": [["东0", who, RECEIVE] for who in "甲乙丙"]}, "锁定的人比要排的 2 人还多"),
        ({"rules": {"speed": 1}}, "没有这样的排班规则：speed"),
        ({"rules": {"spacing": -1}}, "0 到 10000 的整数"),
        ({"rules": {"on_duty": 0}}, "每次接待 1 到 9 人"),
        ({"people": [{"id": "甲"}]}, "排班的数据有误"),
        ({"days": [day(0), day(0)]}, "同一个接待日出现了两次"),
    ],
)
def test_a_question_that_makes_no_sense_is_named(change, words):
    days = [day(0)]
    with pytest.raises(RosterError, match=words):
        solve_roster({"days": days, "people": everybody("甲乙丙", days), **change})


def test_progress_is_told_part_by_part():
    days = [day(0, room="东"), day(0, room="西")]
    people = [person("甲", ["东0"]), person("乙", ["西0"])]
    told = []
    solve_roster({"days": days, "people": people}, progress=lambda *args: told.append(args))
    assert told == [(1, 2), (2, 2)]


@st.composite
def small_questions(draw) -> dict:
    """Two or three days, up to four people, anything else as it comes."""
    count = draw(st.integers(1, 3))
    rooms = [draw(st.sampled_from("东西")) for _ in range(count)]
    days = [day(n, room=room, on=draw(st.integers(0, 30))) for n, room in enumerate(rooms)]
    names = "甲乙丙丁"[: draw(st.integers(1, 4))]
    people = [
        person(
            name,
            draw(st.lists(st.sampled_from([d["id"] for d in days]), unique=True)),
            employer=draw(st.sampled_from(["", "一厂", "二厂"])),
            carried=draw(st.integers(-3, 5)),
            is_new=draw(st.booleans()),
        )
        for name in names
    ]
    locks = []
    if draw(st.booleans()):
        part = draw(st.sampled_from([RECEIVE, BACKUP, OFF]))
        locks = [[draw(st.sampled_from(days))["id"], draw(st.sampled_from(names)), part]]
    rules = {
        "on_duty": draw(st.integers(1, 2)),
        "backups": draw(st.integers(0, 1)),
        "price_near": draw(st.integers(0, 80)),
    }
    if rules["backups"] == 0:
        locks = [lock for lock in locks if lock[2] != BACKUP]
    return {"days": days, "people": people, "rules": rules, "locks": locks}


def every_plan(question):
    """All plans that break no hard rule, each with every choice of leads."""
    choices = []
    for one in question.days:
        people = [member.id for member in question.by_day[one.id]]
        rows = []
        for some in range(min(question.rules["on_duty"], len(people)) + 1):
            for receiving in combinations(people, some):
                rest = [who for who in people if who not in receiving]
                for few in range(min(question.rules["backups"], len(rest)) + 1):
                    for standing_by in combinations(rest, few):
                        for lead in receiving or [None]:
                            first = [lead] if lead else []
                            order = first + [who for who in receiving if who != lead]
                            row = [(who, RECEIVE) for who in order]
                            rows.append(row + [(who, BACKUP) for who in standing_by])
        choices.append(rows)
    for rows in product(*choices):
        plan = {one.id: row for one, row in zip(question.days, rows, strict=True)}
        if not list(broken_by(question, plan)):
            yield plan


@settings(max_examples=150, deadline=None)
@given(small_questions())
def test_no_other_plan_is_better(data):
    question = read(data)
    result = solve_roster(data)
    plan = {one: [tuple(seat) for seat in row] for one, row in result["plan"].items()}
    assert list(broken_by(question, plan)) == []
    found = score_of(question, plan)
    scores = [score_of(question, other) for other in every_plan(question)]
    assert found.first == min(score.first for score in scores)
    assert found.first == sum(part["bound"] for part in result["parts"]) + idle_cost(question)
    same = [score.lead for score in scores if score.first == found.first]
    assert min(same) <= found.lead
    assert all(part["is_proven"] for part in result["parts"])


def idle_cost(question) -> int:
    """The squares of those who can be on no day at all, which nothing can change."""
    busy = {member.id for members in question.by_day.values() for member in members}
    idle = [member.carried**2 for member in question.members if member.id not in busy]
    return sum(idle) * question.rules["price_uneven"]


@settings(max_examples=40, deadline=None)
@given(small_questions(), st.data())
def test_of_equal_plans_the_one_that_changes_least_is_taken(data, more):
    question = read(data)
    held = more.draw(st.sampled_from(list(every_plan(question))))
    result = solve_roster(data, prefer=held)
    best = min(score_of(question, other).first for other in every_plan(question))
    assert sum(list(result["score"].values())[:4]) == best

    def changes(plan) -> int:
        return sum(dict(held[day]).get(who) != part for day in plan for who, part in plan[day])

    least = min(changes(p) for p in every_plan(question) if score_of(question, p).first == best)
    assert changes(result["plan"]) == least


def test_a_part_is_what_a_change_of_one_day_can_touch():
    days = [day(0, room="东"), day(1, room="东"), day(0, room="西")]
    people = [person("甲", ["东0", "东1"]), person("乙", ["西0"]), person("丙", [])]
    part = part_around({"days": days, "people": people, "locks": [["西0", "乙", OFF]]}, "东1")
    assert [row["id"] for row in part["days"]] == ["东0", "东1"]
    assert [row["id"] for row in part["people"]] == ["甲"]
    assert part["locks"] == []


def test_the_check_sees_what_a_solver_might_do_wrong():
    days = [day(0, on=0), day(1, on=0, room="西")]
    people = everybody("甲乙", days, employer="一厂")
    question = read({"days": days, "people": people})
    wrong = {"东0": [("甲", RECEIVE), ("乙", RECEIVE)], "西1": [("甲", BACKUP)]}
    said = " ".join(broken_by(question, wrong))
    assert "同一单位" in said
    assert "同一天排在两处" in said
