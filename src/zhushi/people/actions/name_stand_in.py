from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.people.access import Scope
from zhushi.people.actions._stand_in import withdraw
from zhushi.people.actions.post import post
from zhushi.people.choices import FOR_LIAISON, RECEIVING, Role
from zhushi.people.models import Leave, Person, Posting, User
from zhushi.rooms.models import Workroom

LONGEST = timedelta(days=30)
"""A stand-in is named for 30 days at most (trust.md §4); for longer leaves, again."""


@transaction.atomic
def name_stand_in(
    leave: Leave, person: Person, *, scope: Scope | None = None, by, at: datetime
) -> Leave:
    """Name who stands in during a leave, from its beginning or today on, for 30 days at most.

    For a liaison the stand-in is posted as liaison of all their rooms for exactly these days; for
    a delegate it is one who receives people there anyway, and no right follows: what a head alone
    decides goes to the office meanwhile. It ends with the stand-in's own place at the latest. A
    stand-in named before ends. scope: only seats in rooms it reaches are stood in for. Raises
    Refused if the leave is over, the person is away too, stands in for another or here already,
    is who acts, is of no room with them, or the seat is none that is stood in for.
    """
    leave = Leave.objects.select_for_update(of=("self",)).select_related("person").get(pk=leave.pk)
    since = max(leave.starts_on, day_of(at))
    until = min(leave.ends_on, since + LONGEST - timedelta(days=1))
    if leave.is_over_on(day_of(at)):
        raise Refused("这次请假已经结束。")
    if person.pk == leave.person_id:
        raise Refused("请假的人不能给自己代班。")
    if by is not None and by.person_id == person.pk:
        raise Refused("不能派自己代班，请由别的联络员、组长或党联办来定。")
    seat = _seat(leave.person, person, since, scope)
    rooms = _rooms(leave.person, seat, since, scope)
    lock(Workroom.objects.filter(pk__in=[room.pk for room in rooms]))
    lock(Person.objects.filter(pk=person.pk))
    until = min(until, _last_day(person, seat, since) or until)
    _is_free(leave, person, since, until)
    withdraw(leave, back_on=since, by=by, at=at)
    if seat.role == Role.LIAISON:
        leave.postings.set(
            post(
                person, role=Role.LIAISON, place=room, starts_on=since, ends_on=until,
                by=by, at=at,
            )
            for room in rooms
            if not _is_liaison(person, room, since, until)
        )  # fmt: skip
    leave.stand_in, leave.stands_from, leave.stands_until = person, since, until
    leave.save(update_fields=["stand_in", "stands_from", "stands_until"])
    audit.record(
        "leave.stand_in", target=leave.person.ref, district_id=leave.person.district_id,
        by=by, at=at, person=person.ref,
    )  # fmt: skip
    logins = User.objects.filter(person__in=(person, leave.person), is_active=True)
    outbox.tell(
        set(logins.values_list("pk", flat=True)),
        event=f"leave.stand_in:{leave.pk}:{person.ref}:{since}",
        text=f"{since:%-m月%-d日}到{until:%-m月%-d日}由{person.name}替{leave.person.name}代班",
        about="own:",
        but=by,
        at=at,
    )
    return leave


def _seat(away: Person, stand_in: Person, on: date, scope: Scope | None) -> Posting:
    """The seat stood in for: of a room of both, a liaison's before a delegate's."""
    held = Posting.objects.current_on(on).exclude(room=None)
    roles: dict[int, set[str]] = {}
    for room_id, role in held.filter(person=stand_in).values_list("room_id", "role"):
        if room_id is not None:
            roles.setdefault(room_id, set()).add(role)
    common = held.filter(person=away, room__in=roles).select_related("room")
    seats = [s for s in common if s.room and (scope is None or scope.has_room(s.room))]
    if not seats:
        raise Refused(f"{stand_in.name}和{away.name}不在同一个工作室的队伍里。")
    for seat in seats:
        if seat.role == Role.LIAISON and seat.room_id and roles[seat.room_id] & FOR_LIAISON:
            return seat
    for seat in seats:
        if seat.role in RECEIVING and seat.room_id and roles[seat.room_id] & RECEIVING:
            return seat
    if any(seat.role in RECEIVING for seat in seats):
        raise Refused(f"接待要由党代表代班，{stand_in.name}不是本室的党代表。")
    if any(seat.role == Role.LIAISON for seat in seats):
        raise Refused("志愿者不能替联络员代班：来访人的身份不给志愿者看。请派本室的代表或组长。")
    raise Refused("志愿者请假不用派人代班。")


def _rooms(away: Person, seat: Posting, on: date, scope: Scope | None) -> list[Workroom]:
    """The rooms stood in for: of a liaison all of theirs, also where the stand-in does not sit."""
    if seat.role != Role.LIAISON or seat.room is None:
        return [seat.room] if seat.room else []
    held = Posting.objects.current_on(on).filter(person=away, role=Role.LIAISON)
    rooms = [one.room for one in held.select_related("room") if one.room]
    return [room for room in rooms if scope is None or scope.has_room(room)]


def _last_day(person: Person, seat: Posting, since: date) -> date | None:
    """The last day on which the stand-in holds a place of their own in the room; None: no end."""
    given = Leave.objects.filter(stand_in=person, postings__isnull=False).values("postings")
    ends = list(
        Posting.objects.current_on(since)
        .filter(person=person, room=seat.room_id, role__in=FOR_LIAISON)
        .exclude(pk__in=given)
        .values_list("ends_on", flat=True)
    )
    return None if not ends or None in ends else max(end for end in ends if end)


def _is_free(leave: Leave, person: Person, since: date, until: date) -> None:
    """Refuse who is away, stands in for somebody else, or stands in here on all these days."""
    if Leave.objects.away_between(since, until).filter(person=person).exists():
        raise Refused(f"{person.name}这几天也请假。")
    standing = Leave.objects.standing_between(since, until).filter(stand_in=person)
    for other in standing.select_related("person"):
        if other.pk != leave.pk:
            raise Refused(f"{person.name}这几天已经替{other.person.name}代班，请换一位。")
        if other.stands_until and other.stands_until >= until:
            raise Refused(f"已经派了{person.name}代班到{other.stands_until:%-m月%-d日}。")


def _is_liaison(person: Person, room: Workroom, since: date, until: date) -> bool:
    """Whether the person is a liaison of the room anyway, on all these days."""
    own = Posting.objects.filter(person=person, room=room, role=Role.LIAISON)
    return own.current_on(since).filter(pk__in=own.current_on(until)).exists()
