"""The board of what a room's delegates promised; who is not listed is not on it."""

from zhushi.activities.models import Pledge
from zhushi.core import clock
from zhushi.people.choices import RECEIVING, Publicity
from zhushi.people.models import Posting
from zhushi.portal.access import at_room
from zhushi.portal.shell import page
from zhushi.ui.paging import keyset


@at_room
def pledges(request, room):
    """The pledges of who stands on the room's public page today, the newest first."""
    held = Posting.objects.current_on(clock.today()).filter(room=room, role__in=RECEIVING)
    listed = held.exclude(person__publicity=Publicity.NONE).order_by().values("person")
    found = Pledge.objects.filter(room=room, person__in=listed).select_related("person")
    context = {
        "room": room,
        "page": keyset(found, request.GET, ("-said_at", "-pk"), size=20, unit="条"),
    }
    district = room.district
    return page(
        request, "portal/pledges.html", context, district=district, room=room, current="rooms"
    )
