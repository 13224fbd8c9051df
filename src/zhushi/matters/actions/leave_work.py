from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions.assign_duty import release_duty
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.core import outbox
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.matters.queries import work_left
from zhushi.people.choices import Role
from zhushi.people.models import Person
from zhushi.people.queries import logins_in_room
from zhushi.rooms.models import Workroom

SHOWN = 3
"""So many numbers or days stand in a notice; the page behind it has them all."""


@transaction.atomic
def leave_work(
    leaving: Mapping[Workroom, Sequence[Person]],
    *,
    since: date,
    releases: bool,
    event: str,
    by,
    at: datetime,
) -> int:
    """Tell each room's liaisons what those who left it from a day on leave there, to hand over.

    Their places in the rooms have been ended before. releases: take their duties from them, who
    are told as always. event: what the notices are called by. Returns the duties released.
    """
    left = {room: work_left(people, room, on=since) for room, people in leaving.items()}
    if releases:
        duties = [duty for work in left.values() for duty in work.duties]
        lock(ReceptionDay.objects.filter(pk__in={duty.day_id for duty in duties}))
        for duty in duties:
            release_duty(duty, by=by, at=at)
    for room, work in left.items():
        if work.duties:
            days = {duty.day.pk: duty.day for duty in work.duties}.values()
            text = _of_days(days, releases=releases)
            _tell(room, f"{event}:days", text, f"receptions:{room.code}", at=at)
        if work.matters:
            listed = _listed(sorted(matter.ref for matter in work.matters), "件")
            text = f"有人换到别的室，这些事项留在本室，请另定责任人：{listed}"
            _tell(room, f"{event}:matters", text, f"matters:{room.code}", at=at)
    return sum(len(work.duties) for work in left.values()) if releases else 0


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


def _tell(room: Workroom, event: str, text: str, about: str, *, at: datetime) -> None:
    outbox.tell(
        logins_in_room(room.pk, Role.LIAISON, on=day_of(at)),
        event=f"{event}:{room.code}",
        text=text,
        about=about,
        at=at,
    )
