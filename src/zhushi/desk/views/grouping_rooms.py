"""What a submitted draft means for the rooms that somebody leads: names, nothing of the ways."""

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
        "rooms": [_room(draft, room) for room in rooms] if is_told else [],
    }
    return render(request, "desk/grouping/rooms.html", context)


def _room(draft: Draft, room: Workroom) -> dict[str, Any]:
    names, seats = names_of(draft), draft.result["assignment"]
    people = [(row["name"], row["now"], seats[row["id"]]) for row in draft.question["people"]]
    return {
        "room": room,
        "stays": [who for who, now, then in people if now == then == room.code],
        "comes": [(who, names.get(now)) for who, now, then in people if then == room.code != now],
        "goes": [(who, names[then]) for who, now, then in people if now == room.code != then],
    }
