"""Everything with a day and an hour in one shape: receptions, activities, shifts, talks.

One list for pages and for feeds: of the rooms a login reaches, or of one person. No title holds
what was said, who came to a reception, or what a talk is about. Four statements at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import Q

from zhushi.activities.choices import ActivityStatus, DayStatus, ShiftStatus
from zhushi.activities.models import Activity, Duty, ReceptionDay, Shift, Talk
from zhushi.activities.queries import invitations_of
from zhushi.people.access import Scope
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Event:
    """One appointment; ``uid`` stays when it is moved, ``page`` is where it is told of.

    Hours are None where nobody has said them; ``room`` None: of no room. ``is_off``: called off.
    """

    uid: str
    on: date
    starts_at: time | None
    ends_at: time | None
    title: str
    place: str
    kind: str
    page: str = ""
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    room: Workroom | None = None
    is_off: bool = False


@dataclass(frozen=True)
class CalendarScopes:
    """What a login reaches with the right of each list."""

    activities: Scope
    receptions: Scope
    services: Scope
    talks: Scope


def events_in(
    scopes: CalendarScopes, *, since: date, until: date, room: Workroom | None = None
) -> list[Event]:
    """What happens in the rooms of a login, or in one of them, or with them; called off among it.

    Talks somebody was invited to are in it for who plans them, where no room is asked for.
    """
    days = (since, until)
    held = Activity.objects.seen_by(scopes.activities).filter(on__range=days)
    receptions = ReceptionDay.objects.in_scope(scopes.receptions).filter(on__range=days)
    shifts = Shift.objects.seen_by(scopes.services).filter(on__range=days)
    if room is not None:
        joint = room.joint_activities.order_by().values("pk")
        held = held.filter(Q(room=room) | Q(pk__in=joint))
        served = room.joint_projects.order_by().values("pk")
        shifts = shifts.filter(Q(project__room=room) | Q(project__in=served))
        receptions = receptions.filter(room=room)
    found = [_activity(one) for one in held.select_related("room")]
    found += [_reception(day) for day in receptions.select_related("room__unit")]
    found += [_shift(one) for one in shifts.select_related("project__room")]
    if room is None and not scopes.talks.is_empty:
        talks = Talk.objects.in_scope(scopes.talks).filter(meets_on__range=days)
        for talk in talks.select_related("person"):
            found.append(_talk(talk, f"和{talk.person.name}谈话", "talks"))
    return sorted(found, key=_order)


def events_of(person: Person, *, since: date, until: date | None = None) -> list[Event]:
    """What somebody is asked to come to from a day on: duties, activities told of, talks invited
    to, shifts with a place; called off among it."""

    def within(column: str) -> Q:
        found = Q(**{f"{column}__gte": since})
        return found & Q(**{f"{column}__lte": until}) if until else found

    duties = Duty.objects.filter(within("day__on"), person=person).select_related("day__room")
    asked = invitations_of(person, since=since).filter(within("on"))
    talks = Talk.objects.filter(within("meets_on"), person=person)
    shifts = Shift.objects.filter(
        within("on"), signups__person=person, signups__is_waiting=False
    ).select_related("project__room")
    found = [_duty(one) for one in duties]
    found += [_activity(one) for one in asked]
    found += [_talk(one, "党联办约见", "") for one in talks]
    found += [_shift(one) for one in shifts]
    return sorted(found, key=_order)


def _order(event: Event) -> tuple[date, time, str]:
    return (event.on, event.starts_at or time(), event.uid)


def _activity(one: Activity) -> Event:
    return Event(
        uid=f"activity-{one.pk}",
        on=one.on,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        title=one.title,
        place=one.place or one.room.place,
        kind=one.form_label,
        page="activity",
        kwargs={"pk": one.pk},
        room=one.room,
        is_off=one.status == ActivityStatus.CANCELLED,
    )


def _reception(day: ReceptionDay, title: str = "接待日") -> Event:
    return Event(
        uid=f"day-{day.pk}",
        on=day.on,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        title=title,
        place=day.room.place,
        kind="接待",
        page="reception",
        kwargs={"code": day.room.code, "on": day.on},
        room=day.room,
        is_off=day.status == DayStatus.CANCELLED,
    )


def _duty(duty: Duty) -> Event:
    part = "带班" if duty.is_lead else duty.get_part_display()
    return _reception(duty.day, f"值班（{part}）")


def _shift(shift: Shift) -> Event:
    return Event(
        uid=f"shift-{shift.pk}",
        on=shift.on,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        title=shift.project.title,
        place=shift.place,
        kind="服务场次",
        page="shift",
        kwargs={"shift": shift.pk},
        room=shift.project.room,
        is_off=shift.status == ShiftStatus.CANCELLED,
    )


def _talk(talk: Talk, title: str, page: str) -> Event:
    assert talk.meets_on is not None  # only those with a day are asked for
    return Event(
        uid=f"talk-{talk.pk}",
        on=talk.meets_on,
        starts_at=talk.meets_at,
        ends_at=None,
        title=title,
        place=talk.place,
        kind="谈话",
        page=page,
    )
