"""Made-up half-years of duties, for tests and the bench."""

import random
from datetime import date, timedelta
from typing import Any

FIRST = date(2027, 1, 4)
WEEKS = 26


def half_year(rooms: int, *, seed: int = 0) -> dict[str, Any]:
    """Rooms with one or two days a month and 4–11 people, a fifth of whom cannot on a day."""
    chance = random.Random(seed)
    days: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []
    for room in range(rooms):
        count = 6 * chance.choice([1, 1, 2])
        own = [_day(room, n, count, chance) for n in range(count)]
        days += own
        for number in range(chance.randint(4, 11)):
            people.append(
                {
                    "id": f"r{room}p{number}",
                    "days": [day["id"] for day in own if chance.random() < 0.8],
                    "employer": f"e{chance.randint(0, 5)}",
                    "carried": chance.randint(-2, 2),
                    "is_new": chance.random() < 0.2,
                }
            )
    return {"days": days, "people": people}


def _day(room: int, number: int, count: int, chance: random.Random) -> dict[str, Any]:
    on = FIRST + timedelta(days=7 * WEEKS * number // count + chance.randint(0, 3))
    name = f"r{room}d{number}"
    return {"id": name, "room": f"r{room}", "on": str(on), "starts": 540, "ends": 690}
