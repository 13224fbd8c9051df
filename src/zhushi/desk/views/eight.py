"""三化五落实: what was done, is planned and is owed in a half-year; every number opens its list."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhushi.activities.halves import Half
from zhushi.activities.queries import norms_of
from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.insight.eight import eight_of
from zhushi.insight.scopes import ActivityScopes
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import numbered


@require_safe
@allowed(Perm.ACTIVITY_VIEW)
def eight(request, scope):
    """The half-year that runs, or the one ``half`` names; the rooms page by page."""
    today, held = clock.today(), held_by(request)
    half = Half.named(request.GET.get("half", "")) or Half.of(today)
    rooms = list(
        Workroom.objects.in_scope(scope)
        .open_in(half.since, half.until, on=today)
        .select_related("unit")
        .order_by("tier", "unit__code", "pk")
    )
    page = numbered(rooms, request.GET, unit="个工作室")
    scopes = ActivityScopes(
        activities=scope,
        receptions=held.scope(Perm.RECEPTION_VIEW),
        talks=held.scope(Perm.TALK_PLAN),
        study=held.scope(Perm.STUDY_VIEW),
        services=held.scope(Perm.SERVICE_VIEW),
        households=held.scope(Perm.HOUSEHOLD_VIEW),
        research=held.scope(Perm.RESEARCH_VIEW),
        papers=held.scope(Perm.MATTER_VIEW),
    )
    norms = norms_of(request.user.person.district)
    found = eight_of(scopes, rooms, norms, half=half, on=today, shown=page.rows)
    context = {
        "half": half,
        "page": page,
        "found": found,
        "rooms": len(rooms),
        "is_now": half == Half.of(today),
        "may_keep": held.has(Perm.ACTIVITY_KEEP),
    }
    return render(request, "desk/eight/eight.html", context)
