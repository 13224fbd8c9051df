"""Questions about reception days, and how often each of the eight is owed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from zhushi.activities.choices import DayStatus, DutyPart, Heading, ShiftStatus, SwapStatus
from zhushi.activities.lifecycle import CAME, DAY_OVER
from zhushi.activities.models import (
    Activity,
    BlockOut,
    Duty,
    ReceptionDay,
    ReceptionRule,
    Shift,
    Signup,
    Swap,
    Turn,
    WeekdayOff,
)
from zhushi.activities.norms import SHIPPED, Norm
from zhushi.activities.rules import Planned, days_of, planned_for
from zhushi.activities.shift_clashes import busy_at
from zhushi.core.workdays import Calendar
from zhushi.people.choices import Role
from zhushi.people.models import Leave, Person, Posting
from zhushi.rooms.models import Unit, Workroom


@dataclass(frozen=True)
class Candidate:
    """Somebody of a room who can be put on duty; ``clash``: the room or shift that has them.

    ``away_until``: the last day of a leave that covers the day.
    """

    person: Person
    role: str
    clash: str
    away_until: date | None = None


def norms_of(district: Unit) -> dict[Heading, Norm]:
    """How often a district wants each of the eight: its own norms before the shipped."""
    own = {Heading(one.heading): one.norm for one in district.own_norms.all()}
    return {heading: own.get(heading, norm) for heading, norm in SHIPPED.items()}


def invitations_of(person: Person, *, since: date) -> QuerySet[Activity]:
    """The activities somebody was told of, from a day on, those called off among them."""
    told = Activity.objects.filter(participants__person=person, on__gte=since)
    return told.exclude(announced_at=None).select_related("room").order_by("on", "starts_at", "pk")


def days_to_make(
    room: Workroom, *, since: date, until: date, calendar: Calendar
) -> Iterator[tuple[ReceptionRule, Planned]]:
    """The days a room's rules ask for in a period and that do not stand yet; two statements."""
    held = list(room.reception_days.values_list("on", "nominal_on"))
    standing, nominal = {on for on, _ in held}, {first for _, first in held}
    for rule in room.reception_rules.all():
        first, last = max(since, rule.starts_on), min(until, rule.ends_on or until)
        for planned in days_of(
            rule.kind,
            nth=rule.nth,
            weekday=rule.weekday,
            month_day=rule.month_day,
            since=first,
            until=last,
            calendar=calendar,
        ):
            if planned.on not in standing and planned.nominal_on not in nominal:
                standing.add(planned.on)
                yield rule, planned


def candidates_for(day: ReceptionDay) -> list[Candidate]:
    """The people of the room's teams on a day who are not on duty yet; three statements."""
    away = Leave.objects.away_on(day.on).filter(person=OuterRef("person")).order_by("-ends_on")
    held = (
        Posting.objects.current_on(day.on)
        .filter(room=day.room_id)
        .annotate(away_until=Subquery(away.values("ends_on")[:1]))
        .exclude(person__duties__day=day)
        .select_related("person")
        .order_by("team", "person__name", "pk")
    )
    found = {posting.person_id: posting for posting in held}
    busy = Duty.objects.filter(
        person__in=found,
        day__on=day.on,
        day__starts_at__lt=day.ends_at,
        day__ends_at__gt=day.starts_at,
    ).exclude(day__status=DayStatus.CANCELLED)
    elsewhere = dict(busy.values_list("person_id", "day__room__name")) if found else {}
    for key, title in (busy_at(found, day.on, day.starts_at, day.ends_at) if found else {}).items():
        elsewhere.setdefault(key, f"“{title}”的场次")
    return [
        Candidate(
            posting.person, posting.get_role_display(), elsewhere.get(key, ""), posting.away_until
        )
        for key, posting in found.items()
    ]


def who_could_take(duty: Duty) -> list[Person]:
    """Delegates and heads of the room who are free on the day of a duty; three statements.

    Left out are those on duty that day in any room or in a shift at these hours, and who said
    that they cannot come then.
    """
    day = duty.day
    held = Posting.objects.current_on(day.on).filter(
        room=day.room_id, role__in=(Role.DELEGATE, Role.HEAD)
    )
    busy = Duty.objects.filter(day__on=day.on).exclude(day__status=DayStatus.CANCELLED)
    serving = Signup.objects.filter(
        shift__on=day.on,
        shift__starts_at__lt=day.ends_at,
        shift__ends_at__gt=day.starts_at,
        shift__status=ShiftStatus.OPEN,
        is_waiting=False,
    )
    return list(
        Person.objects.filter(pk__in=held.values("person"))
        .exclude(pk__in=busy.values("person"))
        .exclude(pk__in=serving.values("person"))
        .exclude(away_on(day.on))
    )


def away_on(on: date) -> Q:
    """Which people said that they cannot be on duty on a day, or are on leave."""
    blocked = BlockOut.objects.filter(starts_on__lte=on, ends_on__gte=on)
    weekday = WeekdayOff.objects.filter(weekday=on.weekday())
    on_leave = Leave.objects.away_on(on)
    said = Q(pk__in=blocked.values("person")) | Q(pk__in=weekday.values("person"))
    return said | Q(pk__in=on_leave.values("person"))


def duties_of(person: Person, *, since: date, until: date | None = None) -> list[Duty]:
    """What a person is on duty for from a day on, with the open request of each; two statements.

    until: the last day that is asked for.
    """
    open_ones = Swap.objects.filter(status=SwapStatus.ASKED).select_related("asked")
    coming = person.duties.filter(day__on__gte=since).exclude(day__status=DayStatus.CANCELLED)
    if until is not None:
        coming = coming.filter(day__on__lte=until)
    return list(
        coming.select_related("day__room")
        .prefetch_related(Prefetch("swaps", open_ones, to_attr="open_swaps"))
        .order_by("day__on", "day__starts_at")
    )


@dataclass(frozen=True)
class OnDuty:
    """One day of a room with who receives, the lead first, and who stands by."""

    day: ReceptionDay
    receiving: list[Duty]
    standing_by: list[Duty]

    @property
    def lead(self) -> Duty | None:
        return next((duty for duty in self.receiving if duty.is_lead), None)

    @property
    def others(self) -> list[Duty]:
        return [duty for duty in self.receiving if not duty.is_lead]


def duties_between(room: Workroom, since: date, until: date) -> list[OnDuty]:
    """The days of a room in a period that were not called off; two statements."""
    days = room.reception_days.held_between(since, until).exclude(status=DayStatus.CANCELLED)
    serving = Duty.objects.select_related("person").order_by("-is_lead", "pk")
    found = []
    for day in days.prefetch_related(Prefetch("duties", serving)).order_by("on", "starts_at"):
        parts = {part: [d for d in day.duties.all() if d.part == part] for part in DutyPart}
        found.append(OnDuty(day, parts[DutyPart.RECEIVE], parts[DutyPart.BACKUP]))
    return found


def swaps_for(person: Person, *, on: date) -> list[Swap]:
    """Requests that a person could take over, put to them alone or to all; two statements."""
    found = swaps_put_to(person, on=on).filter(status=SwapStatus.ASKED, duty__day__on__gt=on)
    found = found.select_related("duty__day__room", "asker", "returns__day__room")
    taken = set(
        Duty.objects.filter(person=person, day__on__gt=on)
        .exclude(day__status=DayStatus.CANCELLED)
        .values_list("day__on", flat=True)
    )
    return [swap for swap in found if swap.asked_id or swap.duty.day.on not in taken]


def swaps_put_to(person: Person, *, on: date) -> QuerySet[Swap]:
    """Requests of others that a person was asked, alone or with their rooms, also those over."""
    rooms = Posting.objects.current_on(on).filter(
        person=person, role__in=(Role.DELEGATE, Role.HEAD), room__isnull=False
    )
    to_all = Q(asked=None, duty__day__room__in=rooms.values("room"))
    return Swap.objects.filter(Q(asked=person) | to_all).exclude(asker=person)


@dataclass(frozen=True)
class Settled:
    """A provisional day, its date so far, where the calendar of today puts it, and why it stays.

    taken_off: on duty before, and cannot be there now; unsuited: stay on duty although they said
    that they cannot come on the new date. Both by name, once it has been settled.
    """

    day: ReceptionDay
    before: date
    planned: Planned
    obstacle: str
    taken_off: tuple[str, ...] = ()
    unsuited: tuple[str, ...] = ()

    @property
    def is_moved(self) -> bool:
        return self.planned.on != self.before


def days_to_settle(days: QuerySet[ReceptionDay], calendar: Calendar, *, on: date) -> list[Settled]:
    """The provisional days from a day on whose date or doubt today's calendar changes."""
    waiting = days.filter(is_provisional=True, on__gte=on).exclude(status__in=DAY_OVER)
    found = []
    for day in waiting.select_related("room").order_by("on", "pk"):
        planned = planned_for(day.nominal_on, calendar)
        if planned.on == day.on and planned.is_provisional:
            continue
        obstacle = ""
        if planned.on != day.on and day.status != DayStatus.PLANNED:
            obstacle = "已经公布，请取消这天再另排"
        found.append(Settled(day, day.on, planned, obstacle))
    taken = set(
        ReceptionDay.objects.filter(room__in={one.day.room_id for one in found}).values_list(
            "room", "on"
        )
    )
    return [_cleared(one, taken) for one in found]


def _cleared(one: Settled, taken: set) -> Settled:
    """The same with an obstacle where the new date is taken; takes it where it is free."""
    wanted = (one.day.room_id, one.planned.on)
    if not one.is_moved or one.obstacle:
        return one
    if wanted in taken:
        return replace(one, obstacle="那天本来就有接待日，请取消其中一天")
    taken.add(wanted)
    return one


def days_after(room: Workroom, on: date) -> list[ReceptionDay]:
    """The reception days of a room that stand after a day; one statement."""
    standing = room.reception_days.filter(on__gt=on).exclude(status__in=DAY_OVER)
    return list(standing.order_by("on"))


def duties_unposted(*, on: date) -> QuerySet[Duty]:
    """Duties on standing days from ``on`` of people who are not in the room's teams that day."""
    held = Posting.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=OuterRef("day__on")),
        person=OuterRef("person"),
        room=OuterRef("day__room"),
        starts_on__lte=OuterRef("day__on"),
    )
    ahead = Duty.objects.filter(day__on__gte=on).exclude(day__status__in=DAY_OVER)
    return ahead.filter(~Exists(held)).select_related("day__room", "person").order_by("day__on")


def visitors_between(scope: Any, since: date, until: date) -> QuerySet[Turn]:
    """Who came on the reception days of a scope's rooms in a period, once each day is over."""
    came = Turn.objects.filter(
        status__in=CAME, day__status=DayStatus.CLOSED, day__on__range=(since, until)
    )
    reached = Q(day__room__in=scope.rooms)
    if scope.districts:
        reached |= Q(day__district__in=scope.districts)
    return came.filter(reached)


def shifts_served_between(scope: Any, since: date, until: date) -> QuerySet[Shift]:
    """The shifts of a period whose hours the room's desk noted and to which somebody came."""
    done = Shift.objects.in_scope(scope).filter(
        status=ShiftStatus.CONFIRMED, on__range=(since, until)
    )
    return done.filter(pk__in=Signup.objects.filter(minutes__gt=0).values("shift"))
