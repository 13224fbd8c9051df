"""The delegates of a room, and one of them: who they are here and when they receive."""

from django.http import Http404

from zhushi.core import clock
from zhushi.portal.access import at_room
from zhushi.portal.delegates import delegates_of
from zhushi.portal.shell import page


@at_room
def delegates(request, room):
    """Everybody of the room who is listed."""
    context = {"room": room, "delegates": delegates_of(room, on=clock.today())}
    return _page(request, "portal/delegates.html", context, room)


@at_room
def delegate(request, room, pk):
    """One of them; who is not listed is not there."""
    found = delegates_of(room, on=clock.today(), pk=pk)
    if not found:
        raise Http404
    return _page(request, "portal/delegate.html", {"room": room, "delegate": found[0]}, room)


def _page(request, template: str, context: dict, room):
    district = room.district
    return page(request, template, context, district=district, room=room, current="rooms")
