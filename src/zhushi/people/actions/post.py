from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.people.choices import ROOM_ROLES, TEAM_OF, Role, Team
from zhushi.people.models import Person, Posting
from zhushi.people.roles import ADMINISTRATORS
from zhushi.rooms.models import Unit, Workroom


@transaction.atomic
def post(
    person: Person,
    *,
    role: Role,
    place: Workroom | Unit,
    starts_on: date,
    ends_on: date | None = None,
    by,
    at: datetime,
) -> Posting:
    """Give a person a place in a room or a unit from a day on; rights follow.

    Raises Refused if the place is of another district or the wrong kind, it ends before it
    begins, or on any of its days the person holds the place already, the room has another head,
    or one person would hold two of the three administrations (trust.md §2.2).
    """
    room = place if isinstance(place, Workroom) else None
    unit = place if isinstance(place, Unit) else None
    if (role in ROOM_ROLES) != (room is not None):
        raise Refused(f"{role.label}须派到{'工作室' if role in ROOM_ROLES else '单位'}。")
    if place.district_id != person.district_id:
        raise Refused("不能派到别的区。")
    if ends_on and ends_on < starts_on:
        raise Refused("结束日期不能早于开始日期。")
    _lock(person, room)
    current = Posting.objects.current_between(starts_on, ends_on)
    if current.filter(person=person, room=room, unit=unit, role=role).exists():
        raise Refused(f"{person.name}已经是{place.name}的{role.label}。")
    if role == Role.HEAD and current.filter(room=room, role=Role.HEAD).exists():
        raise Refused(f"{place.name}已有组长，请先结束原来的任职。")
    if (
        role in ADMINISTRATORS
        and current.filter(person=person, role__in=ADMINISTRATORS - {role}).exists()
    ):
        raise Refused("系统、安全、审计三种管理员不能由一人兼任。")
    posting = Posting.objects.create(
        district_id=person.district_id,
        person=person,
        room=room,
        unit=unit,
        role=role,
        team=TEAM_OF.get(role, Team.STAFF),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    audit.record(
        "posting.begin",
        target=person.ref,
        district_id=person.district_id,
        by=by,
        at=at,
        role=role,
        place=str(place),
    )
    return posting


def _lock(person: Person, room: Workroom | None) -> None:
    """The room before the person, so that two heads of one room cannot be posted at once."""
    if room is not None:
        lock(Workroom.objects.filter(pk=room.pk))
    lock(Person.objects.filter(pk=person.pk))
