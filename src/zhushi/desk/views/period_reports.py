"""Month, half-year and year reports of a room and of the district: generated, opened, printed."""

from django.db.models import Count, Q, Sum
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.activities.models.shift import hours_of
from zhushi.activities.queries import norms_of
from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.month import day_named
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.desk.views.reception_rooms import rooms as rooms_seen
from zhushi.insight.indicators.by_room import shifts_served, visitors_of
from zhushi.insight.periods import BACK, MONTH, YEAR, Days, Period, offered
from zhushi.insight.report import COLUMNS, report_of
from zhushi.insight.scopes import report_scopes
from zhushi.rooms.choices import Tier
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

CAME = Q(signups__minutes__gt=0)
SERVED = {
    "times": Count("signups", filter=CAME),
    "minutes_": Sum("signups__minutes", filter=CAME),
}

TIERS = list(Tier)


@require_safe
@never_cache
@allowed(Perm.ACTIVITY_VIEW)
def reports(request, scope):
    """Whose report and of which period; what is chosen is opened."""
    today = clock.today()
    is_office = request.user.person.district_id in scope.districts
    choice = RoomChoice.among(Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk"))
    words = request.GET.get("room", "").replace("\0", "").strip()
    period = Period.named(request.GET.get("period", ""))
    found = []
    if period and not words and is_office:
        return redirect("desk:district_report", period=period)
    if words:
        found = list(Workroom.objects.in_scope(scope).filter(named(words)).order_by("code")[:20])
        if len(found) == 1 and period:
            return redirect("desk:room_report", code=found[0].code, period=period)
    context = {
        "is_office": is_office,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "words": words,
        "found": found,
        "chosen": period or Period.around(today, MONTH).before,
        "periods": offered(today),
        "lately": [Period.around(today, MONTH).before, *(Period.around(today, n) for n in BACK)],
        "only": choice.rooms[0] if len(choice.rooms) == 1 else None,
    }
    return render(request, "desk/reports/choose.html", context)


@require_safe
@never_cache
@in_scope(Perm.ACTIVITY_VIEW, rooms_seen, code="code")
def room_report(request, room: Workroom, period: Period):
    """What a room did, and what is missing."""
    return _paper(request, period, room.district, [room], room)


@require_safe
@never_cache
@allowed(Perm.ACTIVITY_VIEW)
def district_report(request, scope, period: Period):
    """What the whole district did, with one line for each room, by the order of their codes."""
    district = request.user.person.district
    if district.pk not in scope.districts:
        raise Http404
    rooms = Workroom.objects.filter(district=district, opened_on__lte=period.until)
    rooms = rooms.exclude(closed_on__lt=period.since).order_by("unit__code", "pk")
    by_tier = sorted(rooms, key=lambda room: TIERS.index(room.tier))
    return _paper(request, period, district, by_tier, None)


def _paper(request, period: Period, district, rooms, room: Workroom | None):
    today, held = clock.today(), held_by(request)
    scopes = report_scopes(held)
    found = report_of(
        scopes, district, rooms, norms_of(district), period=period, on=today, room=room
    )
    name = "desk:room_report" if room else "desk:district_report"
    context = {
        "report": found,
        "title": (room or district).name,
        "columns": COLUMNS,
        "address": name,
        "made_at": clock.now(),
        "made_by": request.user.person.name,
        "back_url": reverse("desk:reports"),
        "paper": "portrait" if room else "landscape",
    }
    return render(request, "desk/reports/report.html", context)


@require_safe
@allowed(Perm.RECEPTION_VIEW)
def visitors(request, scope):
    """Who came to receptions, a line each and no name: what a report counts."""
    span = _span(request)
    rows = visitors_of(scope, span).select_related("day__room")
    if words := request.GET.get("room", "").replace("\0", "").strip():
        rows = rows.filter(named(words, "day__room__"))
    page = keyset(rows, request.GET, ("-day__on", "-pk"), unit="人次")
    return render(request, "desk/reports/visitors.html", {"page": page, "span": span})


@require_safe
@allowed(Perm.SERVICE_VIEW)
def service(request, scope):
    """The shifts whose hours are noted: what a report counts."""
    span = _span(request)
    rows = shifts_served(scope, span).select_related("project__room").annotate(**SERVED)
    if words := request.GET.get("room", "").replace("\0", "").strip():
        rows = rows.filter(named(words, "project__room__"))
    page = keyset(rows, request.GET, ("-on", "-pk"), unit="场")
    for one in page.rows:
        one.hours = hours_of(one.minutes_)
    return render(request, "desk/reports/service.html", {"page": page, "span": span})


def _span(request) -> Days:
    """The days a figure names; this year where an address names none."""
    year = Period.around(clock.today(), YEAR)
    since, until = (day_named(request.GET.get(name, "")) for name in ("since", "until"))
    return Days(since or year.since, until or year.until)
