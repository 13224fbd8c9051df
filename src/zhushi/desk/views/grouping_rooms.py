"""What a submitted draft means for the rooms that somebody leads: names, nothing of the ways."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import Papers, papers_of
from zhushi.people.access import Scope
from zhushi.rooms.models import Workroom


def shown(scope: Scope):
    return Draft.objects.shown_to_rooms(scope).without_papers()


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
    """Of each room who stays, comes and goes."""
    papers = papers_of(draft)
    return [_room(papers, room) for room in rooms]


def _room(papers: Papers, room: Workroom) -> dict[str, Any]:
    there, names = papers.sitting.get(room.code, ()), papers.names
    return {
        "room": room,
        "stays": [row["name"] for row in there if row["now"] == room.code],
        "comes": [(row["name"], names.get(row["now"])) for row in there if row["now"] != room.code],
        "goes": [
            (row["name"], names[papers.seats[row["id"]]])
            for row in papers.leaving.get(room.code, ())
        ],
    }
