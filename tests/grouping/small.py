"""Small questions whose every answer can be tried, and a district made by chance."""

from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from zhushi.grouping.problem import Problem, value_of


@st.composite
def instances(draw, *, has_rules: bool = True) -> dict[str, Any]:
    """A file of up to five people and three rooms with every kind of rule."""
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    rooms = [{"id": f"室{j}"} for j in range(m)]
    for room in rooms:
        room["least"] = draw(st.integers(0, 1))
        room["most"] = draw(st.integers(room["least"], n))
        room["ideal"] = draw(st.integers(0, 3))
    people = []
    for i in range(n):
        person: dict[str, Any] = {"id": f"人{i}"}
        person["now"] = draw(st.sampled_from([None, *(room["id"] for room in rooms)]))
        person["unit"] = draw(st.sampled_from(["", "甲厂", "乙校"]))
        person["traits"] = draw(st.lists(st.sampled_from(["woman", "city"]), unique=True))
        if draw(st.integers(0, 5)) == 0:
            person["banned"] = [draw(st.sampled_from(rooms))["id"]]
        people.append(person)
    cost = st.one_of(st.integers(0, 20), st.integers(0, 3000))
    costs = [[draw(cost) for _ in rooms] for _ in people]
    price = st.integers(0, 900)
    rules: dict[str, Any] = {"move": 0, "balance": 0, "groups": [], "quotas": []}
    if has_rules:
        rules = {
            "move": draw(price),
            "balance": draw(price),
            "at_most": draw(st.none() | st.integers(0, 3)),
            "groups": [{"of": "unit", "price": draw(price)}],
            "quotas": [
                {"trait": "woman", "least": 1, "price": draw(price)},
                {"trait": "city", "least": 1, "price": draw(st.none() | price)},
            ],
        }
    return {"people": people, "rooms": rooms, "costs": costs, "rules": rules}


def best_by_trying(problem: Problem) -> int | None:
    """The least value over every assignment there is; None if none keeps the rules."""
    n, m = problem.shape
    found = []
    for rooms in product(range(m), repeat=n):
        try:
            found.append(value_of(problem, np.array(rooms)))
        except ValueError:
            continue
    return min(found, default=None)


def least_difference(instance, value: int, prefer: dict[str, str]) -> int:
    """In how many seats the assignments of a value differ from a preferred one, at least."""
    n, m = instance.problem.shape
    wanted = np.array([instance.rooms.index(prefer[name]) for name in instance.people])
    found = []
    for rooms in product(range(m), repeat=n):
        try:
            if value_of(instance.problem, np.array(rooms)) == value:
                found.append(int((np.array(rooms) != wanted).sum()))
        except ValueError:
            continue
    return min(found)


def district(people: int = 119, rooms: int = 17, *, seed: int = 0, **rules: Any) -> dict[str, Any]:
    """A made-up district: rooms by chance, most people near one, four of five in a near room."""
    chance = np.random.default_rng(seed)
    corner, side = np.array([108.9, 34.2]), 0.12 * (rooms / 17) ** 0.5
    places = corner + chance.uniform(0, side, (rooms, 2))
    homes = places[chance.integers(0, rooms, people)] + chance.normal(0, 0.015, (people, 2))
    near = homes + chance.normal(0, 0.02, (people, 2))
    works = np.where(
        chance.random((people, 1)) < 0.5, near, corner + chance.uniform(0, side, (people, 2))
    )
    nearest = np.hypot(*(homes[:, None] - places[None]).transpose(2, 0, 1)).argmin(axis=1)
    elsewhere = chance.integers(0, rooms, people)
    now = np.where(chance.random(people) < 0.8, nearest, elsewhere)
    units = chance.integers(0, max(1, people // 4), people)
    shares = {"woman": 0.38, "city": 0.25, "frontline": 0.5}
    traits = {name: chance.random(people) < share for name, share in shares.items()}
    few, many = people // rooms - 2, people // rooms + 3
    return {
        "people": [
            {
                "id": f"人{i}",
                "home": {"at": homes[i].tolist()},
                "work": {"at": works[i].tolist()},
                "unit": f"单位{units[i]}",
                "traits": [name for name, has in traits.items() if has[i]],
                "now": f"室{now[i]}",
            }
            for i in range(people)
        ],
        "rooms": [
            {
                "id": f"室{j}",
                "place": {"at": places[j].tolist()},
                "least": max(0, few),
                "most": many,
            }
            for j in range(rooms)
        ],
        "rules": rules,
    }


def province(cities: int = 11, people: int = 1182, rooms: int = 109, *, seed: int = 0) -> Any:
    """Made-up cities side by side, a day's walk between them, units within a city."""
    found: dict[str, Any] = {"people": [], "rooms": [], "rules": {}}
    for city in range(cities):
        part = district(people, rooms, seed=1000 * seed + city)
        east, north = 0.8 * (city % 4), 0.8 * (city // 4)
        for room in part["rooms"]:
            lon, lat = room["place"]["at"]
            at = [lon + east, lat + north]
            found["rooms"].append({**room, "id": f"{city}{room['id']}", "place": {"at": at}})
        for person in part["people"]:
            moved = {
                name: {"at": [person[name]["at"][0] + east, person[name]["at"][1] + north]}
                for name in ("home", "work")
            }
            names = {name: f"{city}{person[name]}" for name in ("id", "unit", "now")}
            found["people"].append({**person, **moved, **names})
    return found
