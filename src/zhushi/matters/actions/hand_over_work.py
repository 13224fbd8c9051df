from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions.hand_over_duty import hand_over_duty
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Dispatch, Matter
from zhushi.matters.queries import PARTS, parts_of, work_left
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting, User
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class HandedOver:
    """How much somebody took over, and a sentence for each thing they may not take."""

    matters: int
    duties: int
    left: tuple[str, ...]


@dataclass(frozen=True)
class _Successor:
    """What somebody may take over in a room, by the places they hold."""

    is_desk: bool
    is_delegate: bool
    units: frozenset[int]

    def takes(self, part: str, matter: Matter, units_left: set[int]) -> bool:
        """A delegate collects; a room's desk does all that is not a unit's own to answer."""
        if part == "responder" and matter.lead_unit_id in units_left:
            return matter.lead_unit_id in self.units
        return self.is_desk or (part == "collector" and self.is_delegate)


@transaction.atomic
def hand_over_work(person: Person, *, room: Workroom, to: Person, by, at: datetime) -> HandedOver:
    """Pass to a named successor what names a person in a room's open matters and on later days.

    Each matter gets a line in its record. Duties are those on days on which the person is no
    longer in the room. What the successor may not take stays and is told. Raises Refused if they
    may take nothing at all.
    """
    if to.pk == person.pk:
        raise Refused("请选另一位接手的人。")
    able = _able(to, room, day_of(at))
    held = Posting.objects.filter(person=person, role=Role.HANDLER)
    units_left = {unit for unit in held.values_list("unit_id", flat=True) if unit is not None}
    answering = set(
        held.current_on(day_of(at)).values_list("unit_id", flat=True)  # type: ignore[attr-defined]
    )
    left: list[str] = []
    taken = 0
    work = work_left([person], room, on=day_of(at))
    for matter in work.matters:
        parts = parts_of(matter, person)
        if matter.lead_unit_id in answering:  # still in post: the unit itself says who answers
            parts = [part for part in parts if part != "responder"]
        fitting = [part for part in parts if able.takes(part, matter, units_left)]
        if fitting:
            _pass_on(matter, fitting, person, to, by=by, at=at)
            taken += 1
        left += [f"{matter.ref} 的{PARTS[p]}不能由{to.name}接。" for p in parts if p not in fitting]
    duties, refused = _pass_duties(work.duties, to, by=by, at=at)
    left += refused
    if not taken and not duties:
        raise Refused(left[0] if left else f"{person.name}在{room.name}没有要交接的。")
    audit.record(
        "work.hand_over", target=person.ref, district_id=room.district_id, by=by, at=at,
        person=to.ref, room=room.code, count=taken, days=duties,
    )  # fmt: skip
    logins = User.objects.filter(person=to, is_active=True)
    outbox.tell(
        set(logins.values_list("pk", flat=True)),
        event=f"work.hand_over:{person.ref}:{room.code}:{at.isoformat()}",
        text=f"{person.name}在{room.name}的 {taken} 件事项、{duties} 次值班交给您",
        about=f"work:{room.code}",
        but=by,
        at=at,
    )
    return HandedOver(taken, duties, tuple(left))


def _able(to: Person, room: Workroom, on: date) -> _Successor:
    held = list(Posting.objects.current_on(on).filter(person=to).select_related("room"))
    roles = {posting.role for posting in held if posting.room_id == room.pk}
    is_office = any(
        posting.role == Role.OFFICE and posting.district_id == room.district_id for posting in held
    )
    is_street_head = any(
        posting.role == Role.HEAD and posting.room and posting.room.unit_id == room.unit.parent_id
        for posting in held
    )
    units = {posting.unit_id for posting in held if posting.role == Role.HANDLER}
    return _Successor(
        is_desk=is_office or is_street_head or bool(roles & {Role.HEAD, Role.LIAISON}),
        is_delegate=Role.DELEGATE in roles,
        units=frozenset(unit for unit in units if unit is not None),
    )


def _pass_on(
    matter: Matter, parts: list[str], person: Person, to: Person, *, by, at: datetime
) -> None:
    """Write the successor's name into a matter, with a line of its record."""
    matter = take(matter, "note")
    parts = [part for part in parts if getattr(matter, f"{part}_id") == person.pk]
    for part in parts:
        setattr(matter, part, to)
    if "responder" in parts:
        led = Dispatch.objects.filter(matter=matter, is_lead=True, ended_at=None, handler=person)
        led.update(handler=to)
    words = "、".join(PARTS[part] for part in parts)
    said = f"交接：{words}由{person.name}改为{to.name}"
    move(matter, "note", by=by, at=at, said=said, public="", tell=False)


def _pass_duties(duties: list[Duty], to: Person, *, by, at: datetime) -> tuple[int, list[str]]:
    count, refused = 0, []
    lock(ReceptionDay.objects.filter(pk__in={duty.day_id for duty in duties}))
    for duty in duties:
        try:
            with transaction.atomic():
                hand_over_duty(duty, to, by=by, at=at)
            count += 1
        except Refused as refusal:
            refused.append(f"{duty.day.on:%-m月%-d日}的值班：{refusal}")
    return count, refused
