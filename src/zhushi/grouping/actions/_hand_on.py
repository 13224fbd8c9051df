from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from zhushi.activities.actions.assign_duty import release_duty
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.core import outbox
from zhushi.core.moments import day_of
from zhushi.grouping.left_behind import Moves, duties_left, matters_left
from zhushi.grouping.models import Draft
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_room
from zhushi.rooms.models import Workroom

SHOWN = 3
"""So many numbers or days stand in a notice; the page behind it has them all."""


def hand_on(draft: Draft, moves: Moves, *, since: date, releases: bool, by, at: datetime) -> int:
    """Tell each old room's liaisons what those who move leave there; returns the duties released.

    releases: take the duties from ``since`` on from them, who are told as always.
    """
    duties = duties_left(moves, since=since)
    if releases:
        for duty in duties:
            release_duty(duty, by=by, at=at)
    codes = [old for old, _ in moves.values() if old]
    rooms = {room.code: room for room in Workroom.objects.filter(code__in=codes)}
    days: dict[str, dict[date, ReceptionDay]] = defaultdict(dict)
    for duty in duties:
        days[duty.day.room.code][duty.day.on] = duty.day
    for code in sorted(set(days) & set(rooms)):
        text = _of_days(days[code].values(), releases=releases)
        _tell(draft, rooms[code], "days", text, f"receptions:{code}", at=at)
    matters: dict[str, set[str]] = defaultdict(set)
    for ref, found in matters_left(moves).items():
        matters[moves[ref][0] or ""] |= {matter.ref for matter in found}
    for code in sorted(set(matters) & set(rooms)):
        said = _listed(sorted(matters[code]), "件")
        text = f"有人换到别的室，这些事项留在本室，请另定责任人：{said}"
        _tell(draft, rooms[code], "matters", text, f"matters:{code}", at=at)
    return len(duties) if releases else 0


def _of_days(days: Iterable[ReceptionDay], *, releases: bool) -> str:
    found = sorted(days, key=lambda day: day.on)
    said = _listed([f"{day.on.month}月{day.on.day}日" for day in found], "天")
    if not releases:
        return f"有人换到别的室，还排着{said}的值班，请换人"
    manned = set(
        Duty.objects.filter(day__in=found, part=DutyPart.RECEIVE).values_list("day", flat=True)
    )
    empty = sum(day.pk not in manned for day in found)
    alone = f"，其中{empty}天没有人接待" if empty else ""
    return f"有人换到别的室，{said}少了值班的人{alone}，请补排"


def _listed(items: list[str], unit: str) -> str:
    shown = "、".join(items[:SHOWN])
    return f"{shown}等{len(items)}{unit}" if len(items) > SHOWN else shown


def _tell(draft: Draft, room: Workroom, what: str, text: str, about: str, *, at: datetime) -> None:
    outbox.tell(
        logins_in_room(room.pk, Role.LIAISON, on=day_of(at)),
        event=f"grouping.{what}:{draft.pk}:{room.code}",
        text=text,
        about=about,
        at=at,
    )
