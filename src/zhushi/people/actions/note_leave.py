from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.actions._stand_in import withdraw
from zhushi.people.choices import Role
from zhushi.people.models import Leave, Person, Posting, User
from zhushi.people.queries import logins_in_room

LONGEST = 366


@transaction.atomic
def note_leave(person: Person, *, starts_on: date, ends_on: date, by, at: datetime) -> Leave:
    """Note that somebody is away for some days, without a reason; the desks of the rooms hear it.

    Raises Refused if the days are over, in the wrong order, more than a year, or overlap another
    leave, or the person is in no room's team.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    today = day_of(at)
    if ends_on < starts_on:
        raise Refused("最后一天不能早于第一天。")
    if ends_on < today:
        raise Refused("这几天已经过去，不用再登记。")
    if (ends_on - starts_on).days >= LONGEST:
        raise Refused("一次最多登记一年。长期不能来的，请党联办结束任职。")
    seats = Posting.objects.current_between(starts_on, ends_on).filter(person=person)
    rooms = set(seats.exclude(room=None).values_list("room_id", flat=True))
    if not rooms:
        raise Refused(f"{person.name}这几天不在任何工作室的队伍里，不用请假。")
    if Leave.objects.away_between(starts_on, ends_on).filter(person=person).exists():
        raise Refused(f"{person.name}这几天已经登记过请假，要改请先销假。")
    leave = Leave.objects.create(
        person=person, starts_on=starts_on, ends_on=ends_on, noted_at=at, noted_by=by
    )
    _record("leave.note", leave, by=by, at=at)
    span = f"{starts_on:%-m月%-d日}到{ends_on:%-m月%-d日}"
    own = User.objects.filter(person=person, is_active=True).values_list("pk", flat=True)
    desks = _desks(rooms, today) - set(own)
    event = f"leave.note:{leave.pk}"
    text = f"{person.name}{span}请假，请看看这几天的值班"
    outbox.tell(desks, event=event, text=text, about=f"person:{person.ref}", but=by, at=at)
    outbox.tell(set(own), event=event, text=f"您{span}请假已登记", about="own:", but=by, at=at)
    return leave


@transaction.atomic
def end_leave(leave: Leave, *, back_on: date, by, at: datetime) -> Leave | None:
    """Note that somebody is back from a day on; the stand-in's rights end the day before.

    A leave that has not begun by then is forgotten altogether: None. Raises Refused if it is over,
    the day is past, or it lies after the leave.
    """
    leave = Leave.objects.select_for_update(of=("self",)).select_related("person").get(pk=leave.pk)
    if leave.is_over_on(day_of(at)):
        raise Refused("这次请假已经结束。")
    if back_on < day_of(at):
        raise Refused("请填今天或以后的一天。")
    if back_on > leave.ends_on:
        raise Refused(f"请假本来就到{leave.ends_on:%-m月%-d日}，不用提前。")
    withdraw(leave, back_on=back_on, by=by, at=at)
    _record("leave.end", leave, by=by, at=at)
    _tell_desks(leave, back_on, by=by, at=at)
    if back_on <= leave.starts_on:
        leave.delete()
        return None
    leave.ends_on, leave.ended_at = date.fromordinal(back_on.toordinal() - 1), at
    leave.save(update_fields=["ends_on", "ended_at"])
    return leave


def _tell_desks(leave: Leave, back_on: date, *, by, at: datetime) -> None:
    """The desks that heard of a leave hear of its end, and who was away if others noted it."""
    seats = Posting.objects.current_between(leave.starts_on, leave.ends_on)
    seats = seats.filter(person=leave.person_id).exclude(room=None)
    name, event = leave.person.name, f"leave.end:{leave.pk}:{back_on}"
    cancelled = back_on <= leave.starts_on
    own = set(User.objects.filter(person=leave.person_id).values_list("pk", flat=True))
    outbox.tell(
        _desks(set(seats.values_list("room_id", flat=True)), day_of(at)) - own,
        event=event,
        text=f"{name}不请这次假了" if cancelled else f"{name}{back_on:%-m月%-d日}起照常值班",
        about=f"person:{leave.person.ref}",
        but=by,
        at=at,
    )
    said = "您的请假已取消" if cancelled else f"您的请假提前结束，{back_on:%-m月%-d日}起照常值班"
    outbox.tell(own, event=event, text=said, about="own:", but=by, at=at)


def _desks(rooms: Iterable[int | None], on: date) -> set[int]:
    return {
        login
        for room in rooms
        if room is not None
        for login in logins_in_room(room, Role.LIAISON, Role.HEAD, on=on)
    }


def _record(event: str, leave: Leave, *, by, at: datetime) -> None:
    person = leave.person
    audit.record(event, target=person.ref, district_id=person.district_id, by=by, at=at)
