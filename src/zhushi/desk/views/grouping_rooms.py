"""What a submitted draft means for the rooms that somebody leads: names, nothing of the ways."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.grouping.explain import names_of
from zhushi.grouping.models import Draft
from zhushi.people.access import Scope
from zhushi.rooms.models import Workroom


def shown(scope: Scope):
    return Draft.objects.shown_to_rooms(scope)


@require_safe
@never_cache
@in_scope(Perm.GROUPING_VIEW, shown, pk="pk")
def own_rooms(request, draft):
    """Who would stay, come and go in each room of the login's; empty once it was sent back."""
    scope = held_by(request).scope(Perm.GROUPING_VIEW)
    rooms = Workroom.objects.filter(pk__in=scope.rooms).order_by("pk")
    is_told = draft.is_under_review or draft.since is not None
    context = {
        "draft": draft,
        "rooms": _told(draft, rooms) if is_told else [],
    }
    return render(request, "desk/grouping/rooms.html", context)


def _told(draft: Draft, rooms: Iterable[Workroom]) -> list[dict[str, Any]]:
    """Of each room who stays, comes and goes; goes through the people once."""
    names, seats = names_of(draft), draft.result["assignment"]
    found: dict[str | None, dict[str, Any]] = {
        room.code: {"room": room, "stays": [], "comes": [], "goes": []} for room in rooms
    }
    for row in draft.question["people"]:
        who, now, then = row["name"], row["now"], seats[row["id"]]
        if now == then:
            if now in found:
                found[now]["stays"].append(who)
            continue
        if then in found:
            found[then]["comes"].append((who, names.get(now)))
        if now in found:
            found[now]["goes"].append((who, names[then]))
    return list(found.values())
