"""The first page, by what a person is here."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render

from zhushi.activities.choices import DayStatus
from zhushi.activities.models import Duty, ReceptionDay, StudyItem
from zhushi.activities.study import still_open
from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import everybody, held_by
from zhushi.desk.agenda import (
    WAITS_FOR_HEAD,
    agenda_of,
    announce_by,
    coming,
    days_ahead,
)
from zhushi.desk.day_board import board_of
from zhushi.desk.own_days import expected
from zhushi.desk.shell import FOREMOST, address
from zhushi.desk.views.inbox import inbox
from zhushi.matters.choices import Status
from zhushi.matters.lifecycle import ANSWER_READY, HAS_LEAD, TRIAGE, UNSETTLED
from zhushi.matters.models import Commitment, Extension, Matter
from zhushi.matters.reference import calendar_of
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.models import Workroom

UNDER_WAY = TRIAGE | HAS_LEAD | {Status.ESCALATED}

STUDY_AHEAD, STUDY_BACK, STUDY_SHOWN = timedelta(days=21), timedelta(days=60), 3
"""What a delegate is reminded to study: what is due soon, or was due lately."""


@everybody
def today(request):
    """What to do next, for the foremost of the person's roles or the one asked for."""
    held = held_by(request)
    roles = [role for role in FOREMOST if role in held.roles]
    role = next((r for r in roles if r == request.GET.get("as")), roles[0] if roles else None)
    view = PAGES.get(role, _plain)
    return view(request, held, [r for r in roles if r != role])


def _room_desk(request, held, others):
    """The liaison: the reception day in the middle, what is new and due at its side."""
    on, at, calendar = clock.today(), clock.now(), calendar_of(request.user.person.district)
    scope = held.scope(Perm.RECEPTION_RUN)
    days = ReceptionDay.objects.in_scope(scope).filter(on=on).exclude(status=DayStatus.CANCELLED)
    todays = list(days.select_related("room__unit", "district").order_by("starts_at", "pk"))
    day = next((d for d in todays if d.room.code == request.GET.get("room")), None)
    day = day or next((d for d in todays if d.status == DayStatus.OPEN), None)
    day = day or (todays[0] if todays else None)
    ahead = days_ahead(scope, on=on)
    matters = held.scope(Perm.MATTER_VIEW)
    reached = Matter.objects.in_scope(matters).filter(pk=OuterRef("matter"))
    promises = (
        Commitment.objects.filter(Exists(reached), settled_at=None, status__in=UNSETTLED)
        .select_related("matter", "unit")
        .only("text", "due_on", "matter__ref", "unit__name", "unit__short_name")
        .order_by("due_on", "pk")[:2]
    )
    context = {
        "others": others,
        "board": board_of(day, held, person_id=request.user.person_id, at=at) if day else None,
        "day": day,
        "todays": todays if len(todays) > 1 else [],
        "upcoming": ahead[0] if ahead else None,
        "announce_by": announce_by(ahead[0]) if ahead else None,
        "announce_in_time": bool(ahead) and announce_by(ahead[0]) >= on,
        "agenda": agenda_of(matters, on=on, calendar=calendar),
        "coming": coming(ahead, on=on, calendar=calendar),
        "promises": list(promises),
        "today": on,
        "back": "today",
    }
    return render(request, "desk/today/liaison.html", context)


def _head(request, held, others):
    """The head: what waits for a decision, what is late, what is planned, who is missing."""
    on, calendar = clock.today(), calendar_of(request.user.person.district)
    matters = held.scope(Perm.MATTER_DECIDE)
    days = ReceptionDay.objects.in_scope(held.scope(Perm.RECEPTION_PLAN))
    asked = Extension.objects.filter(
        decided_at=None, dispatch__matter__in=Matter.objects.in_scope(matters)
    ).select_related("dispatch__matter", "dispatch__unit")
    ahead = days_ahead(held.scope(Perm.RECEPTION_PLAN), on=on, days=31)
    context = {
        "others": others,
        "agenda": agenda_of(matters, on=on, calendar=calendar, waits=WAITS_FOR_HEAD),
        "extensions": list(asked.order_by("at", "pk")[:5]),
        "todays": list(days.filter(on=on).select_related("room").order_by("starts_at", "pk")),
        "ahead": ahead[:6],
        "vacant": _vacant(held.scope(Perm.ROOM_EDIT), on),
        "expected": expected(request.user.person, on=on),
        "today": on,
    }
    return render(request, "desk/today/head.html", context)


def _vacant(scope, on) -> list[dict[str, object]]:
    """Rooms of the scope that lack a head, a liaison or any delegate today; two statements."""
    rooms = list(Workroom.objects.in_scope(scope).open_on(on))
    held = Posting.objects.current_on(on).filter(room__in=[room.pk for room in rooms])
    filled = set(held.values_list("room_id", "role"))
    wanted = (Role.HEAD, Role.LIAISON, Role.DELEGATE)
    missing = [
        {"room": room, "roles": [r.label for r in wanted if (room.pk, r.value) not in filled]}
        for room in rooms
    ]
    return [line for line in missing if line["roles"]]


def _delegate(request, held, others):
    """The delegate on the phone: on duty today, one note, what came of what they took in."""
    on, at, calendar = clock.today(), clock.now(), calendar_of(request.user.person.district)
    person = request.user.person
    duties = list(
        Duty.objects.filter(person=person, day__on__gte=on)
        .exclude(day__status=DayStatus.CANCELLED)
        .select_related("day__room__unit", "day__district")
        .order_by("day__on", "pk")[:4]
    )
    now = [duty for duty in duties if duty.day.on == on]
    board = board_of(now[0].day, held, person_id=person.pk, at=at) if now else None
    later = [duty for duty in duties if duty.day.on > on]
    mine = list(
        Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW))
        .filter(receiver=person, status__in=ANSWER_READY | UNDER_WAY)
        .select_related("lead_unit", "room")
        .order_by("due_on", "pk")[:50]
    )
    context = {
        "others": others,
        "board": board,
        "day": now[0].day if now else None,
        "next": later[0] if later else None,
        "after": later[1:3],
        "companions": [p for p in board.receivers if p.pk != person.pk] if board else [],
        "answered": [m for m in mine if m.status in ANSWER_READY],
        "under_way": [m for m in mine if m.status in UNDER_WAY],
        "calendar": calendar,
        "expected": expected(person, on=on),
        "to_study": _to_study(held, person, on),
        "surname": person.name[:1],
        "today": on,
    }
    return render(request, "desk/today/delegate.html", context)


def _volunteer(request, held, others):
    """The volunteer: the next reception days of the room and the own duties."""
    on = clock.today()
    days = ReceptionDay.objects.in_scope(held.scope(Perm.RECEPTION_VIEW)).published()
    coming_days = list(days.filter(on__gte=on).select_related("room").order_by("on", "pk")[:6])
    own = set(
        Duty.objects.filter(
            person=request.user.person_id, day__in=[d.pk for d in coming_days]
        ).values_list("day_id", flat=True)
    )
    context = {
        "others": others,
        "days": coming_days,
        "own": own,
        "today": on,
        "expected": expected(request.user.person, on=on),
    }
    return render(request, "desk/today/volunteer.html", context)


def _to_study(held, person, on):
    """What is due for a delegate about now and that they have not studied."""
    items = StudyItem.objects.for_person(held.scope(Perm.STUDY_OWN)).filter(
        due_on__gte=on - STUDY_BACK, due_on__lte=on + STUDY_AHEAD
    )
    return list(still_open(items, person)[:STUDY_SHOWN])


def _plain(request, held, others):
    has_role = bool(held.roles)
    return render(request, "desk/today/plain.html", {"others": others, "has_role": has_role})


def _to(*names: str):
    """The first of these pages that exists."""

    def view(request, held, others):
        for name in names:
            if address(name):
                return redirect(address(name))
        return _plain(request, held, others)

    return view


def _inbox(request, held, others):
    return inbox(request, others=others) if others else redirect("desk:inbox")


PAGES = {
    Role.OFFICE: _to("board", "matters"),
    Role.HEAD: _head,
    Role.LIAISON: _room_desk,
    Role.DELEGATE: _delegate,
    Role.HANDLER: _inbox,
    Role.LEADER: _to("matters"),
    Role.CONFIDANT: _to("sealed"),
    Role.VOLUNTEER: _volunteer,
    Role.SYSTEM_ADMIN: _to("system"),
    Role.SECURITY_ADMIN: _to("grants"),
    Role.AUDITOR: _to("trail"),
}
