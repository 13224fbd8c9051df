"""The file that `zhushi group` reads: people, rooms and rules in words, and the question in it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhushi.grouping.cost import Place, Targets, distance
from zhushi.grouping.problem import Flags, Group, Ints, Problem, Quota

LARGEST = 10**9
"""Costs above this are refused: sums must stay exact."""

RULES: dict[str, Any] = {
    "home": 60,
    "work": 40,
    "field": 0,
    "move": 400,
    "at_most": None,
    "balance": 300,
    "groups": [{"of": "unit", "price": 700}],
    "quotas": [
        {"trait": "woman", "least": 1, "price": 800},
        {"trait": "city", "least": 1, "price": 600},
        {"trait": "frontline", "least": 1, "price": 500},
    ],
}
"""home, work: shares of the way in per cent. Prices are metres: of a move, of one person outside
the ideal number, of each room that holds somebody of a unit (a number, or one a room), of one
missing from a quota (null: may not be missing). field: paid where the room's field is another.
at_most: how many may move."""


class InstanceError(ValueError):
    """The file says something that cannot be; the sentence is for whoever wrote it."""


@dataclass(frozen=True)
class Instance:
    """The question with its names, and how each distance came about.

    by_map: (people, rooms), True where the map said how far it is.
    """

    people: tuple[str, ...]
    rooms: tuple[str, ...]
    problem: Problem
    by_map: Flags
    digest: str


def read_json(path: Path) -> Any:
    """What a file of ours says; raises InstanceError."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InstanceError(f"读不到 {path.name}：{error.strerror}") from None
    except (ValueError, RecursionError):
        raise InstanceError(f"{path.name} 不是 JSON 文件") from None


def read_instance(data: Mapping[str, Any]) -> Instance:
    """The question in a file's words; raises InstanceError with a sentence that names the place.

    people: id, and any of home, work (``{"at": [lon, lat], "code": "…"}``), unit, field, traits,
    now, locked, banned, rooms (the only ones that may be). rooms: id, and any of place, field,
    least, most, ideal, locked (who is there stays, nobody comes). costs: a table of whole
    numbers instead of places, null for what may not be; weights: a table of how much of a room
    each takes, everybody one without it. rules: see RULES.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("rules", {}), Mapping):
        raise InstanceError("文件应是一个对象，里面有 people、rooms 和 rules")
    try:
        return _read(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, InstanceError):
            raise
        raise InstanceError(f"文件里有看不懂的内容：{error}") from None


def _read(data: Mapping[str, Any]) -> Instance:
    people, rooms = _rows(data, "people"), _rows(data, "rooms")
    rules = {**RULES, **data.get("rules", {})}
    if unknown := set(rules) - set(RULES) - {"neighbours"}:
        raise InstanceError(f"不认识的规则：{'、'.join(sorted(unknown))}")
    names = {row["id"]: number for number, row in enumerate(rooms)}
    cost, allowed, by_map = _costs(data, people, rooms, rules)
    allowed &= _eligible(people, rooms, names)
    least, most, ideal = _loads(rooms, len(people))
    problem = Problem(
        cost=cost,
        allowed=allowed,
        weight=_weights(data, cost.shape),
        least=least,
        most=most,
        ideal_from=ideal[0],
        ideal_to=ideal[1],
        now=np.array([_room(names, row.get("now"), row) for row in people], np.int64),
        balance=_whole(rules["balance"], "balance"),
        move=_whole(rules["move"], "move"),
        at_most=None if rules["at_most"] is None else _whole(rules["at_most"], "at_most"),
        quotas=tuple(_quotas(people, len(rooms), rules["quotas"])),
        groups=tuple(_groups(people, len(rooms), rules["groups"])),
    )
    said = json.dumps([data, rules], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Instance(
        tuple(row["id"] for row in people),
        tuple(row["id"] for row in rooms),
        problem,
        by_map,
        hashlib.sha256(said.encode()).hexdigest(),
    )


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    if not isinstance(rows, list) or not rows:
        raise InstanceError(f"文件里没有 {name}")
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        key = row.get("id") if isinstance(row, dict) else None
        if not isinstance(key, str) or not key:
            raise InstanceError(f"{name} 第 {number} 个没有 id")
        if key in seen:
            raise InstanceError(f"{name} 里 {key} 出现两次")
        seen.add(key)
    return rows


def _whole(value: Any, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise InstanceError(f"{what} 应是 0 到 {LARGEST} 的整数")
    return value


def _room(names: Mapping[str, int], name: Any, row: Mapping[str, Any]) -> int:
    if name is None:
        return -1
    if name not in names:
        raise InstanceError(f"{row['id']} 说的工作室 {name} 不在 rooms 里")
    return names[name]


def _place(said: Any, whose: str) -> Place:
    if said is None:
        return Place()
    try:
        at = said.get("at")
        point = (float(at[0]), float(at[1])) if at is not None else None
        code = said.get("code", "")
    except (AttributeError, TypeError, ValueError, IndexError):
        raise InstanceError(f"{whose} 的位置看不懂，应是 at 经纬度或 code 区划代码") from None
    if point and not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
        raise InstanceError(f"{whose} 的经纬度不在范围里")
    if not isinstance(code, str) or (code and not code.isdecimal()):
        raise InstanceError(f"{whose} 的区划代码应是数字")
    return Place(point, code)


def _costs(
    data: Mapping[str, Any],
    people: Sequence[Mapping[str, Any]],
    rooms: Sequence[Mapping[str, Any]],
    rules: Mapping[str, Any],
) -> tuple[Ints, Flags, Flags]:
    n, m = len(people), len(rooms)
    cost, allowed = np.zeros((n, m), np.int64), np.ones((n, m), np.bool_)
    by_map = np.zeros((n, m), np.bool_)
    table = data.get("costs")
    if table is not None:
        if len(table) != n or any(len(line) != m for line in table):
            raise InstanceError(f"costs 应有 {n} 行，每行 {m} 个")
        for i, line in enumerate(table):
            for j, value in enumerate(line):
                allowed[i, j] = value is not None
                cost[i, j] = 0 if value is None else _whole(value, f"costs 第 {i + 1} 行")
        return cost, allowed, by_map
    ways = Ways(rooms, rules)
    for i, person in enumerate(people):
        cost[i], by_map[i] = ways.everywhere(person)
    return cost, allowed, by_map


def _weights(data: Mapping[str, Any], shape: tuple[int, ...]) -> Ints:
    table = data.get("weights")
    if table is None:
        return np.broadcast_to(np.int64(1), shape)
    if len(table) != shape[0] or any(len(line) != shape[1] for line in table):
        raise InstanceError(f"weights 应有 {shape[0]} 行，每行 {shape[1]} 个")
    rows = [[_whole(value, "weights") for value in line] for line in table]
    return np.array(rows, np.int64)


class Ways:
    """How far people have it to rooms, for any few of the pairs; rules: complete, as RULES.

    told: by person the metres to every room and whether the map said so, where no places are known.
    """

    def __init__(
        self,
        rooms: Sequence[Mapping[str, Any]],
        rules: Mapping[str, Any],
        *,
        told: Mapping[str, tuple[Sequence[int], bool]] | None = None,
    ) -> None:
        self.rooms, self.told = rooms, told or {}
        self.near = {a: frozenset(b) for a, b in rules.get("neighbours", {}).items()}
        self.places = [_place(room.get("place"), room["id"]) for room in rooms]
        self.shares = _whole(rules["home"], "home"), _whole(rules["work"], "work")
        self.field = _whole(rules["field"], "field")
        if sum(self.shares) == 0:
            raise InstanceError("home 和 work 不能都是 0")

    def of(self, person: Mapping[str, Any], rooms: Iterable[int]) -> Iterator[tuple[int, bool]]:
        """Metres to each of these rooms, and whether the map said so."""
        if person["id"] in self.told:
            metres_to, is_mapped = self.told[person["id"]]
            yield from ((metres_to[j], is_mapped) for j in rooms)
            return
        ways, parts = self._ends(person)
        for j in rooms:
            far = [distance(way, self.places[j], self.near) for way in ways]
            metres = sum(p * d for p, (d, _) in zip(parts, far, strict=True)) // sum(parts)
            fields = person.get("field"), self.rooms[j].get("field")
            if all(fields) and fields[0] != fields[1]:
                metres += self.field
            yield metres, all(m for p, (_, m) in zip(parts, far, strict=True) if p)

    def everywhere(self, person: Mapping[str, Any]) -> tuple[Ints, Flags]:
        """(rooms,): the same of every room, all at once."""
        if person["id"] in self.told:
            metres_to, by_map = self.told[person["id"]]
            return np.array(metres_to, np.int64), np.full(len(metres_to), by_map)
        ways, parts = self._ends(person)
        far = [self._targets.ways(way) for way in ways]
        weighed = [p * d for p, (d, _) in zip(parts, far, strict=True)]
        metres = (weighed[0] + weighed[1]) // sum(parts)
        if field := person.get("field"):
            metres += self.field * ((self._fields != "") & (self._fields != field))
        mapped = np.ones(len(metres), np.bool_)
        for part, (_, is_mapped) in zip(parts, far, strict=True):
            if part:
                mapped &= is_mapped
        return metres, mapped

    def _ends(self, person: Mapping[str, Any]) -> tuple[list[Place], list[int]]:
        """Where somebody lives and works, and the share of each in the way."""
        ways = [_place(person.get(name), person["id"]) for name in ("home", "work")]
        known = [bool(way.at or way.code) for way in ways]
        parts = [share * has for share, has in zip(self.shares, known, strict=True)]
        return ways, list(self.shares) if sum(parts) == 0 else parts

    @cached_property
    def _targets(self) -> Targets:
        return Targets(self.places, self.near)

    @cached_property
    def _fields(self) -> NDArray[np.str_]:
        return np.array([str(room.get("field") or "") for room in self.rooms])


def barred_for(person: Mapping[str, Any], rooms: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Of each room whether the rules keep one person out of it."""
    names = {row["id"]: number for number, row in enumerate(rooms)}
    return [not allowed for allowed in _eligible([person], rooms, names)[0]]


def _eligible(
    people: Sequence[Mapping[str, Any]],
    rooms: Sequence[Mapping[str, Any]],
    names: Mapping[str, int],
) -> Flags:
    allowed = np.ones((len(people), len(rooms)), np.bool_)
    shut = np.array([bool(room.get("locked")) for room in rooms])
    for i, person in enumerate(people):
        now = _room(names, person.get("now"), person)
        allowed[i] &= ~shut
        if now >= 0 and shut[now]:
            allowed[i] = False
            allowed[i, now] = True
        if person.get("rooms") is not None:
            only = np.zeros(len(rooms), np.bool_)
            only[[_room(names, name, person) for name in person["rooms"]]] = True
            allowed[i] &= only
        for name in person.get("banned", ()):
            allowed[i, _room(names, name, person)] = False
        if (locked := _room(names, person.get("locked"), person)) >= 0:
            only = np.zeros(len(rooms), np.bool_)
            only[locked] = True
            allowed[i] = only  # a lock is said of this very pair and goes before the general
    return allowed


def _loads(rooms: Sequence[Mapping[str, Any]], n: int) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
    m = len(rooms)
    least = np.array([_whole(room.get("least", 0), room["id"]) for room in rooms], np.int64)
    most = np.array([_whole(room.get("most", n), room["id"]) for room in rooms], np.int64)
    low = [_whole(room.get("ideal", n // m), room["id"]) for room in rooms]
    high = [_whole(room.get("ideal", -(-n // m)), room["id"]) for room in rooms]
    for room, few, many in zip(rooms, least, most, strict=True):
        if few > many:
            raise InstanceError(f"{room['id']} 的 least 大于 most")
    return least, most, (np.array(low, np.int64), np.array(high, np.int64))


def _quotas(
    people: Sequence[Mapping[str, Any]], m: int, said: Sequence[Mapping[str, Any]]
) -> Iterator[Quota]:
    for rule in said:
        who = [i for i, row in enumerate(people) if rule["trait"] in row.get("traits", ())]
        least = np.full(m, _whole(rule.get("least", 1), rule["trait"]), np.int64)
        price = rule.get("price")
        price = None if price is None else _whole(price, rule["trait"])
        yield Quota(np.array(who, np.int64), least, price, str(rule["trait"]))


def _groups(
    people: Sequence[Mapping[str, Any]], m: int, said: Sequence[Mapping[str, Any]]
) -> Iterator[Group]:
    for rule in said:
        together: dict[str, list[int]] = defaultdict(list)
        for i, row in enumerate(people):
            if row.get(rule["of"]):
                together[str(row[rule["of"]])].append(i)
        said = rule["price"] if isinstance(rule["price"], list) else [rule["price"]] * m
        if len(said) != m:
            raise InstanceError(f"{rule['of']} 的 price 应是一个数，或每个工作室一个")
        price = np.array([_whole(each, str(rule["of"])) for each in said], np.int64)
        for name, members in sorted(together.items()):
            if len(members) > 1:
                yield Group(np.array(members, np.int64), price, name)
