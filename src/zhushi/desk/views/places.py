"""Where a person lives and works: put on the map by hand, for grouping alone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.places import PlaceForm
from zhushi.desk.room_map import Mark, RoomMap, room_map
from zhushi.desk.views.people import people_in
from zhushi.grouping.explain import short
from zhushi.people.actions.place_person import SPOTS, place_person
from zhushi.people.models import Person, PersonPlace
from zhushi.rooms.models import Workroom


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.PERSON_EDIT, people_in)
def place(request, person):
    """Two pairs of degrees beside a map of the rooms; a script lets a mark be moved instead."""
    known = PersonPlace.objects.filter(person=person).first() or PersonPlace(person=person)
    fields = [f"{spot}_{axis}" for spot in SPOTS for axis in ("longitude", "latitude")]
    initial = {name: getattr(known, name) for name in fields}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = place_person(person, by=request.user, at=clock.now(), **form.points())
                messages.success(
                    request, "位置已记下，下次编组就按它算。" if changed else "没有改动。"
                )
                return redirect("desk:person", ref=person.ref)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    drawing = _map(person, known)
    context = {
        "person": person,
        "form": form,
        "map": drawing,
        "spots": [
            {"key": spot, "label": label, "at": drawing.place(at) if drawing and at else None}
            for spot, label, at in (("home", "住处", known.home), ("work", "单位", known.work))
        ],
    }
    return render(request, "desk/people/place.html", context, status=status)


def _map(person: Person, known: PersonPlace) -> RoomMap | None:
    rooms = Workroom.objects.of_district(person.district).open_on(clock.today())
    marks = [
        Mark(room.code, short(room.name), (room.longitude, room.latitude))
        for room in rooms.order_by("pk")
        if room.longitude is not None and room.latitude is not None
    ]
    return room_map(marks, [at for at in (known.home, known.work) if at])
