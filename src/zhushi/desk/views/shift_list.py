"""Shifts of the rooms' service projects: to come, or over with their hours noted."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhushi.core import clock
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.month import between
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.desk.views.shifts import shifts_of
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

CHIPS = (("coming", "接下来"), ("open", "等记时长"), ("held", "办过的"), ("cancelled", "取消的"))


@require_safe
@allowed(Perm.SERVICE_VIEW)
def shifts(request, scope):
    """By their day; of one room if asked."""
    today, show = clock.today(), request.GET.get("show", "coming")
    choice = RoomChoice.among(Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk"))
    words = request.GET.get("room", "").replace("\0", "").strip()
    found = between(shifts_of(scope), request.GET)
    if words:
        found = found.filter(named(words, "project__room__"))
    order = ("on", "starts_at", "pk")
    if show == "held":
        found, order = found.took_place(), ("-on", "-starts_at", "-pk")
    elif show == "open":
        found = found.without_hours(today)
    elif show == "cancelled":
        found, order = found.called_off(), ("-on", "-starts_at", "-pk")
    else:
        show, found = "coming", found.to_come(today)
    context = {
        "page": keyset(found, request.GET, order, unit="场"),
        "show": show,
        "chips": CHIPS,
        "words": words,
        "given": {"room": words},
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "today": today,
        "may_keep": held_by(request).has(Perm.SERVICE_KEEP),
    }
    return render(request, "desk/service/shifts.html", context)
