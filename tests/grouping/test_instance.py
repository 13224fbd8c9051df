"""A file is read as it says, or refused with a sentence that names the place."""

import copy

import pytest

from tests.grouping.small import district
from zhushi.grouping.instance import RULES, InstanceError, Ways, read_instance, read_json
from zhushi.grouping.solver import solve

FILE = {
    "people": [
        {"id": "甲", "home": {"at": [108.95, 34.22]}, "work": {"code": "990113001001"}},
        {"id": "乙", "home": {"code": "990113002001"}, "now": "西"},
        {"id": "丙"},
    ],
    "rooms": [
        {"id": "东", "place": {"at": [108.95, 34.22], "code": "990113001001"}},
        {"id": "西", "place": {"code": "990113002"}},
    ],
    "rules": {"move": 0, "balance": 0, "groups": [], "quotas": []},
}


def with_(**changes):
    data = copy.deepcopy(FILE)
    for path, value in changes.items():
        kind, number, name = path.split("_", 2)
        data[kind][int(number)][name] = value
    return data


def test_ways_come_from_the_map_where_both_are_on_it_and_else_from_the_division():
    instance = read_instance(FILE)
    cost, by_map = instance.problem.cost, instance.by_map
    # 甲: at the door of 东 by the map, in its very community by the division (400 m at 40 %).
    assert cost[0].tolist() == [160, 6000]
    assert not by_map.any()
    assert cost[1].tolist() == [6000, 1500]
    assert cost[2].tolist() == [6000, 6000]
    data = with_(people_0_work={"at": [108.95, 34.229]})
    instance = read_instance(data)
    assert instance.by_map.tolist() == [[True, False], [False, False], [False, False]]
    assert instance.problem.cost[0, 0] == 400  # a kilometre, 40 %


def test_all_ways_at_once_are_those_of_one_by_one():
    data = district(40, 9)
    data["rules"] = {**RULES, "field": 300, "neighbours": {"990113001": ["990113002"]}}
    for number, room in enumerate(data["rooms"]):
        room["place"]["code"] = f"99011300{number % 3}001"
        room["field"] = ["", "医", "教"][number % 3]
        if number % 4 == 0:
            del room["place"]["at"]
    for number, person in enumerate(data["people"]):
        person["home"]["code"] = f"99011300{number % 4}00{number % 2}"
        person["field"] = ["医", ""][number % 2]
        if number % 5 == 0:
            person["work"] = None
    ways = Ways(data["rooms"], data["rules"])
    for person in data["people"]:
        metres, is_mapped = ways.everywhere(person)
        assert list(ways.of(person, range(9))) == list(zip(metres, is_mapped, strict=True))


def test_neighbouring_streets_are_nearer_than_far_ones():
    data = copy.deepcopy(FILE)
    data["rules"]["neighbours"] = {"990113002": ["990113001"]}
    assert read_instance(data).problem.cost[1].tolist() == [3500, 1500]


def test_locks_bans_and_closed_rooms_leave_what_they_say():
    assert read_instance(with_(people_0_locked="西")).problem.allowed[0].tolist() == [False, True]
    assert read_instance(with_(people_0_banned=["东"])).problem.allowed[0].tolist() == [False, True]
    assert read_instance(with_(people_2_rooms=["东"])).problem.allowed[2].tolist() == [True, False]
    shut = read_instance(with_(rooms_1_locked=True)).problem.allowed
    assert shut.tolist() == [[True, False], [False, True], [True, False]]


def test_a_field_that_differs_costs_what_the_rule_says():
    data = with_(people_2_field="教育", rooms_0_field="医疗", rooms_1_field="教育")
    data["rules"]["field"] = 250
    assert read_instance(data).problem.cost[2].tolist() == [6250, 6000]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"people": []}, "没有 people"),
        ({"rooms": [{"id": "东"}, {"id": "东"}]}, "出现两次"),
        ({"people": [{"name": "甲"}]}, "没有 id"),
        ({"people": [{"id": "甲", "now": "北"}]}, "不在 rooms 里"),
        ({"people": [{"id": "甲", "home": {"at": [1000, 0]}}]}, "经纬度"),
        ({"people": [{"id": "甲", "home": {"at": "x"}}]}, "看不懂"),
        ({"people": [{"id": "甲", "home": {"code": "abc"}}]}, "区划代码"),
        ({"rooms": [{"id": "西", "least": 3, "most": 2}]}, "大于 most"),
        ({"rooms": [{"id": "西", "most": -1}]}, "整数"),
        ({"rooms": [{"id": "西", "most": 1.5}]}, "整数"),
        ({"costs": [[1, 2]]}, "应有 3 行"),
        ({"costs": [[1, 2], [1, "x"], [1, 2]]}, "整数"),
        ({"rules": {"speed": 1}}, "不认识的规则：speed"),
        ({"rules": {"home": 0, "work": 0}}, "不能都是 0"),
        ({"rules": {"quotas": [{"least": 1}]}}, "看不懂"),
        ({"rules": []}, "应是一个对象"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(change, sentence):
    with pytest.raises(InstanceError, match=sentence):
        read_instance({**FILE, **change})


@pytest.mark.parametrize("data", [None, [], "x", 7])
def test_a_file_that_is_no_object_is_refused(data):
    with pytest.raises(InstanceError):
        read_instance(data)


def test_a_file_that_is_no_json_or_is_not_there_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("{")
    for name, sentence in (("a.json", "不是 JSON"), ("b.json", "读不到")):
        with pytest.raises(InstanceError, match=sentence):
            read_json(tmp_path / name)


def test_a_locked_person_stays_and_a_banned_room_is_left():
    data = with_(people_1_locked="东", people_2_banned=["东"])
    assert solve(data)["assignment"] == {"甲": "东", "乙": "东", "丙": "西"}
