"""Numbers of a period of whole local days, both included, told by room; one statement each.

Each opens the list named in its first line. room: the only one that is asked for.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum, Value

from zhushi.activities.choices import PledgeStatus
from zhushi.activities.models import Pledge, Shift, Signup, Turn
from zhushi.activities.queries import shifts_served_between, visitors_between
from zhushi.core.moments import start_of
from zhushi.insight.indicators import open_matters
from zhushi.insight.indicators.flow import answered
from zhushi.insight.periods import Span
from zhushi.matters.choices import Channel
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Matter
from zhushi.people.access import Scope
from zhushi.rooms.models import Workroom

Room = Workroom | None


@dataclass(frozen=True)
class Received:
    """Matters received in the period: all, those taken down at a reception, those not over yet
    today, and those whose nearest running clock has run out by today."""

    all: int = 0
    at_receptions: int = 0
    unfinished: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Finished:
    """Matters whose written answer was signed in the period, and those closed in it."""

    answered: int = 0
    closed: int = 0


@dataclass(frozen=True)
class Promised:
    """Pledges whose day is in the period: all, kept, not kept, past their day without a word."""

    due: int = 0
    kept: int = 0
    not_kept: int = 0
    silent: int = 0


@dataclass(frozen=True)
class Served:
    """Shifts whose hours are noted: how many, who came to them counted each time, minutes."""

    shifts: int = 0
    times: int = 0
    minutes: int = 0


def received(scope: Scope, span: Span, on: date, room: Room = None) -> dict[int, Received]:
    """List of matters with ``since`` and ``until``; sealed ones are in no count."""
    rows = _of(room, Matter.objects.in_scope(scope).filter(**during("received_at", span)))
    counted = (
        rows.order_by()
        .values_list("room")
        .annotate(
            Count("pk"),
            by_reception=Count("pk", filter=Q(channel=Channel.RECEPTION)),
            unfinished=Count("pk", filter=~Q(status__in=FINAL)),
            overdue_=open_matters.overdue(on),
        )
    )
    return {key: Received(*counts) for key, *counts in counted}


def finished(scope: Scope, span: Span, room: Room = None) -> dict[int, Finished]:
    """Lists of matters with ``answered_since`` and ``answered_until``, and with ``closed_`` both;
    as in ``flow.answered`` and ``flow.closed``. Both in one statement."""
    closed = Matter.objects.in_scope(scope).filter(**during("closed_at", span)).order_by()
    written = answered(scope, span.since).filter(**during("answered_at", span))
    told = (
        _of(room, rows).values_list("room").annotate(Count("pk"), which=Value(which))
        for rows, which in ((written, 0), (closed, 1))
    )
    found: dict[int, list[int]] = {}
    for key, count, which in next(told).union(next(told), all=True):
        found.setdefault(key, [0, 0])[which] = count
    return {key: Finished(*counts) for key, counts in found.items()}


def visitors_of(scope: Scope, span: Span) -> QuerySet[Turn]:
    """List of visitors: who came on reception days that are over; nobody's name is in it."""
    return visitors_between(scope, span.since, span.until)


def visitors(scope: Scope, span: Span, room: Room = None) -> dict[int, int]:
    """How many there are in ``visitors_of``."""
    rows = _of(room, visitors_of(scope, span), "day__room").order_by()
    return dict(rows.values_list("day__room").annotate(Count("pk")))


def promised(scope: Scope, span: Span, on: date, room: Room = None) -> dict[int, Promised]:
    """List of pledges with ``since`` and ``until`` by their day, and each chip of it."""
    rows = Pledge.objects.in_scope(scope).filter(due_on__range=(span.since, span.until))
    counted = (
        _of(room, rows)
        .order_by()
        .values_list("room")
        .annotate(
            Count("pk"),
            kept=Count("pk", filter=Q(status=PledgeStatus.KEPT)),
            not_kept=Count("pk", filter=Q(status=PledgeStatus.NOT_KEPT)),
            silent=Count("pk", filter=Q(status=PledgeStatus.OPEN, due_on__lte=on)),
        )
    )
    return {key: Promised(*counts) for key, *counts in counted}


def shifts_served(scope: Scope, span: Span) -> QuerySet[Shift]:
    """List of shifts: those of the period whose hours the room's desk noted and somebody came."""
    return shifts_served_between(scope, span.since, span.until)


def served(scope: Scope, span: Span, room: Room = None) -> dict[int, Served]:
    """How many there are in ``shifts_served``, with the people and minutes of them."""
    came = Signup.objects.filter(
        minutes__gt=0, shift__in=shifts_served(scope, span).order_by().values("pk")
    )
    counted = _of(room, came, "shift__project__room").order_by()
    told = counted.values_list("shift__project__room").annotate(
        Count("shift", distinct=True), Count("pk"), Sum("minutes")
    )
    return {key: Served(*counts) for key, *counts in told}


def during(column: str, span: Span) -> dict[str, datetime]:
    """Lookups for a moment within a period of local days."""
    following = span.until + timedelta(days=1)
    return {f"{column}__gte": start_of(span.since), f"{column}__lt": start_of(following)}


def _of(room: Room, rows: QuerySet, column: str = "room") -> QuerySet:
    return rows if room is None else rows.filter(**{column: room})
