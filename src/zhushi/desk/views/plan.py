"""The plan: what each room owes, has planned and has done, month by month; a gap plans one."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from zhushi.activities.choices import Heading
from zhushi.activities.kinds import KINDS
from zhushi.activities.queries import norms_of
from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.insight.eight import SHORT
from zhushi.insight.periods import HALF, YEAR, Period
from zhushi.insight.plan import PlanRow, plan_of
from zhushi.insight.scopes import ActivityScopes
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import numbered

FIRST = Heading.VISIT


@require_safe
@allowed(Perm.ACTIVITY_VIEW)
def plan(request, scope):
    """One room with all its headings, or one heading over the rooms, page by page."""
    today, held = clock.today(), held_by(request)
    period = Period.named(request.GET.get("period", ""))
    if period is None or period.months not in (HALF, YEAR):
        period = Period.around(today, HALF)
    norms = {h: n for h, n in norms_of(request.user.person.district).items() if h in SHORT}
    chosen = request.GET.get("heading", "")
    words = request.GET.get("room", "").replace("\0", "").strip()
    reached = Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk")
    standing = reached.open_in(period.since, period.until, on=today)
    choice = RoomChoice.among(standing)
    if words:
        found = list(reached.filter(named(words)))
    else:
        found = list(standing if choice.is_many else choice.rooms)
    room = found[0] if len(found) == 1 else None
    if room is None:
        heading = Heading(chosen) if chosen in norms else FIRST
        norms, chosen = {heading: norms[heading]}, heading
    page = numbered(found, request.GET, unit="个工作室")
    scopes = ActivityScopes(
        activities=scope,
        receptions=held.scope(Perm.RECEPTION_VIEW),
        talks=held.scope(Perm.TALK_PLAN),
        services=held.scope(Perm.SERVICE_VIEW),
    )
    rows = plan_of(scopes, page.rows, norms, period=period, on=today) if page.rows else []
    context = {
        "period": period,
        "periods": [period.before, period.after, _other(period, today)],
        "months": period.each_month,
        "rows": [_row(row, held, today, of_room=room is not None) for row in rows],
        "page": page,
        "room": room,
        "norm": None if room else norms[Heading(chosen)],
        "chosen": chosen,
        "headings": [(h, SHORT[h]) for h in SHORT],
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "words": words,
    }
    return render(request, "desk/eight/plan.html", context)


def _other(period: Period, today) -> Period:
    """The year of a half-year, or this half-year."""
    if period.months == HALF:
        return Period.around(period.since, YEAR)
    return Period.around(today if today.year == period.year else period.since, HALF)


def _row(row: PlanRow, held, today, *, of_room: bool) -> dict[str, object]:
    """A row with, for each month to come, where one is planned if anything is missing."""
    perm = Perm.RECEPTION_PLAN if row.heading == Heading.RECEPTION else Perm.ACTIVITY_KEEP
    may_plan = held.scope(perm).has_room(row.room) and row.whole.lacking > 0
    return {
        "title": _title(row.heading) if of_room else row.room.name,
        "url": "" if of_room else f"?{urlencode({'room': row.room.code})}",
        "norm": row.norm if of_room else None,
        "whole": row.whole,
        "months": [
            (month, cell, _new(row, month) if may_plan and today <= _last(row, month) else "")
            for month, cell in row.months
        ],
    }


def _last(row: PlanRow, month: Period) -> date:
    """The last day of a month on which something can be held in the room."""
    closed_on = row.room.closed_on
    if closed_on is None or closed_on >= month.until:
        return month.until
    return closed_on if closed_on >= month.since else date.min


def _title(heading: Heading) -> str:
    """The heading; of contact only the meetings are planned here."""
    return "见面会" if heading == Heading.CONTACT else heading.label


def _new(row: PlanRow, month: Period) -> str:
    """Where one more is planned: room, kind and month stand there already."""
    if row.heading == Heading.RECEPTION:
        days = {"since": max(month.since, clock.today()), "until": month.until}
        address = reverse("desk:plan_receptions", kwargs={"code": row.room.code})
        return f"{address}?{urlencode(days)}"
    kind = next(kind.code for kind in KINDS.values() if kind.heading == row.heading)
    query = {"kind": kind, "room": row.room.code, "month": str(month)}
    return f"{reverse('desk:new_activity')}?{urlencode(query)}"
