"""What a room does for residents, as far as it made it public; nobody is named."""

from django.db.models import F
from django.shortcuts import get_object_or_404

from zhushi.activities.lifecycle import ONGOING
from zhushi.activities.models import Project
from zhushi.core import clock
from zhushi.portal.access import at_room
from zhushi.portal.shell import page

SHOWN = 30
SHIFTS = 8


@at_room
def projects(request, room):
    """The public projects of a room, the newest first."""
    found = Project.objects.published().filter(room=room)[:SHOWN]
    context = {"room": room, "projects": found}
    return _page(request, "portal/projects.html", context)


@at_room
def project(request, room, pk: str):
    """Goal, stage, the next shifts with free places, and what came of it."""
    found = get_object_or_404(Project.objects.published().filter(room=room), pk=pk)
    shifts = []
    if found.stage in ONGOING:
        ahead = found.shifts.open_from(clock.today()).filter(taken__lt=F("capacity"))
        shifts = list(ahead[:SHIFTS])
    context = {"room": room, "project": found, "shifts": shifts}
    return _page(request, "portal/project.html", context | {"is_ongoing": found.stage in ONGOING})


def _page(request, template: str, context: dict):
    room = context["room"]
    return page(request, template, context, district=room.district, room=room, current="rooms")
