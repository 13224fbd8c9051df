"""All rooms by street and community, one room, and its poster."""

from django.shortcuts import render
from django.urls import reverse

from zhushi.core import clock
from zhushi.core.moments import moment_of
from zhushi.portal.access import at_room, in_district
from zhushi.portal.days import public_days
from zhushi.portal.places import places_of
from zhushi.portal.qr import qr
from zhushi.portal.shell import page
from zhushi.ui.calendars import Entry, calendar

DAYS_SHOWN = 8
FEED_DAYS = 60


@in_district
def room_list(request, district):
    """Every open room of a district; where they are many, those of one street at a time."""
    slug = request.GET.get("street", "").replace("\0", "")
    places = places_of(district, on=clock.today(), street=slug)
    street = places.street(slug)
    filled = [one for one in places.streets if not places.is_many or one == street]
    context = {"places": places, "street": street, "filled": filled}
    return page(request, "portal/rooms.html", context, district=district, current="rooms")


@at_room
def room(request, room):
    """Place, telephone, opening, and who receives people when."""
    today = clock.today()
    days = public_days([room], at=clock.now(), on=today, limit=DAYS_SHOWN)
    context = {
        "room": room,
        "days": days,
        "next": next((day for day in days if not day.is_cancelled), None),
        "today": today,
    }
    return page(
        request, "portal/room.html", context, district=room.district, room=room, current="rooms"
    )


@at_room
def poster(request, room):
    """A sheet for the door: scan, see who is there, say something."""
    address = request.build_absolute_uri(reverse("portal:room", args=[room.code]))
    context = {
        "room": room,
        "address": address,
        "code": qr(address, f"打开{room.name}的网页"),
        "back_url": reverse("portal:room", args=[room.code]),
        "rules": room.reception_rules.filter(ends_on=None),
    }
    return render(request, "portal/poster.html", context)


@at_room
def room_calendar(request, room):
    """The announced days of a room as a feed that a telephone subscribes to."""
    shown = public_days([room], at=clock.now(), on=clock.today(), limit=FEED_DAYS)
    entries = [
        Entry(
            uid=f"day-{one.day.pk}",
            begins=moment_of(one.day.on, one.day.starts_at),
            ends=moment_of(one.day.on, one.day.ends_at),
            title=f"{room.name}接待日",
            place=room.place,
            is_cancelled=one.is_cancelled,
        )
        for one in shown
    ]
    return calendar(f"{room.name}接待日", entries, at=clock.now())
