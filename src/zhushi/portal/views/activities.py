"""What happens in a room for everybody: what is announced, and what was reported of the past."""

from zhushi.activities.choices import ActivityStatus
from zhushi.activities.kinds import PUBLIC
from zhushi.activities.models import Activity
from zhushi.core import clock
from zhushi.portal.access import at_room
from zhushi.portal.shell import page
from zhushi.ui.paging import keyset

TO_COME_SHOWN = 20


@at_room
def activities(request, room):
    """The announced public activities to come and the published reports; two statements.

    Never the record, nor who was asked, nor what was said.
    """
    public = Activity.objects.filter(room=room, kind__in=PUBLIC)
    coming = public.filter(status=ActivityStatus.ANNOUNCED, on__gte=clock.today())
    told = public.filter(published_at__isnull=False)
    context = {
        "room": room,
        "coming": coming.order_by("on", "starts_at", "pk")[:TO_COME_SHOWN],
        "page": keyset(told, request.GET, ("-on", "-pk"), size=10, unit="篇"),
    }
    district = room.district
    return page(
        request, "portal/activities.html", context, district=district, room=room, current="rooms"
    )
