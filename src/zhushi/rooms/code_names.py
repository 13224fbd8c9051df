"""A suggestion for a room's capital letters: the initials of its unit's name; pure.

The characters of GB 2312's first level stand in the order of their sounds, so that the first
character of each letter is all one needs to know. Rare characters have no initial here.
"""

from bisect import bisect_right
from collections.abc import Container

from zhushi.rooms.choices import RESERVED_CODES

_FIRST_OF = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC,
    0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9,
    0xD4D1,
)  # fmt: skip
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_END = 0xD7FA
_ENDINGS = ("党代表工作室", "街道办事处", "街道", "社区", "村民委员会", "村", "镇", "乡")
LONGEST = 6


def initials(name: str) -> str:
    """“小寨路街道” → “XZL”: at most six letters, without what every unit's name ends in."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            name = name.removesuffix(ending)
    return "".join(map(_initial, name))[:LONGEST]


def suggest_code(name: str, taken: Container[str]) -> str:
    """A free code of two to six capital letters from a name; empty if none comes to mind."""
    start = initials(name)
    tries = [start, *(start[: LONGEST - 1] + letter for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ")]
    fits = (c for c in tries if len(c) >= 2 and c not in taken and c not in RESERVED_CODES)
    return next(fits, "")


def _initial(character: str) -> str:
    if character.isascii():
        return character.upper() if character.isalpha() else ""
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    place = int.from_bytes(encoded, "big")
    if not _FIRST_OF[0] <= place < _END:
        return ""
    return _LETTERS[bisect_right(_FIRST_OF, place) - 1]
