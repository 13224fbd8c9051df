"""Themes of the half-years, around the district committee's priorities."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.halves import Half
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.research import PriorityForm, ThemeForm
from zhushi.desk.month import day_named
from zhushi.research.actions.keep_priority import add_priority, end_priority
from zhushi.research.actions.set_theme import add_theme, lay_down_theme
from zhushi.research.models import PriorityArea, Theme
from zhushi.rooms.models import Unit, Workroom
from zhushi.ui.paging import keyset

WHOSE = {"district": "全区的", "rooms": "工作室自定的"}


def themes(scope):
    """The themes a scope reads: of its rooms, and those of its districts."""
    return Theme.objects.seen_by(scope).select_related("room", "priority")


@require_safe
@never_cache
@allowed(Perm.RESEARCH_VIEW)
def theme_list(request, scope):
    """By half-year, the newest first, the district's theme before those of rooms."""
    held = held_by(request)
    handed_in = Count("reports", filter=Q(reports__matter__isnull=False), distinct=True)
    found = _asked(themes(scope), request.GET).annotate(handed_in=handed_in)
    page = keyset(found, request.GET, ("-since", "-pk"), unit="个")
    rows = sorted(page.rows, key=lambda theme: (-theme.since.toordinal(), theme.room_id or 0))
    context = {
        "page": page,
        "halves": [(half, list(group)) for half, group in groupby(rows, lambda t: t.half)],
        "whose": WHOSE.get(request.GET.get("whose", ""), ""),
        "may_lay_down": held.has(Perm.RESEARCH_LAY_DOWN),
        "may_add": bool(held.scope(Perm.RESEARCH_PLAN).rooms),
        "may_write": held.has(Perm.RESEARCH_WRITE),
    }
    return render(request, "desk/research/themes.html", context)


def _asked(found, params):
    """Those a number of the eight opens: of the district or of rooms, touching some days."""
    whose = params.get("whose", "")
    if whose in WHOSE:
        found = found.filter(room__isnull=whose == "district")
    since, until = (day_named(params.get(name, "")) for name in ("since", "until"))
    return found.touching(since, until) if since and until else found


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.RESEARCH_PLAN)
def new_theme(request, scope):
    """Of the district by who may lay it down, else of a room."""
    lays_down = held_by(request).scope(Perm.RESEARCH_LAY_DOWN)
    now = Half.of(clock.today())
    rooms = Workroom.objects.filter(pk__in=scope.rooms).open_on(clock.today())
    district = min(lays_down.districts or scope.homes)
    form = ThemeForm(
        request.POST if request.method == "POST" else None,
        halves=[now, now.after],
        priorities=PriorityArea.objects.filter(district=district).in_force(clock.today()),
        rooms=None if lays_down.districts else list(rooms),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given, room = form.theme, form.room
            try:
                if room:
                    made = add_theme(room, **given, by=request.user, at=clock.now())
                else:
                    place = Unit.objects.get(pk=district)
                    made = lay_down_theme(place, **given, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{made.half.label}的主题“{made.title}”已定。")
                return redirect("desk:research")
    return render(request, "desk/research/new_theme.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.RESEARCH_LAY_DOWN)
def priorities(request, scope):
    """The district committee's priorities, and a form for one more."""
    district, status = Unit.objects.get(pk=min(scope.districts)), 200
    first = {"since": clock.today()}
    form = PriorityForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = add_priority(district, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"“{made.name}”已列入。")
                return redirect("desk:priorities")
    found = PriorityArea.objects.filter(district=district)
    context = {"form": form, "areas": found.filter(until=None), "past": found.exclude(until=None)}
    return render(request, "desk/research/priorities.html", context, status=status)


@require_POST
@in_scope(
    Perm.RESEARCH_LAY_DOWN,
    lambda scope: PriorityArea.objects.filter(district__in=scope.districts),
    pk="pk",
)
def end(request, area: PriorityArea):
    """Out of the list from today."""
    try:
        end_priority(area, on=clock.today(), by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{area.name}”不再列入。")
    return redirect("desk:priorities")
