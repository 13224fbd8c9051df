"""“交接”: what names somebody who is gone, and who takes it over."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render

from zhushi.activities.queries import duties_unposted
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.handover import HandoverForm
from zhushi.desk.views.rooms import rooms_in
from zhushi.matters.actions.hand_over_work import HandedOver, hand_over_work
from zhushi.matters.queries import PARTS, left_behind, naming, parts_of, work_left
from zhushi.people.access import Scope
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import numbered

SHOWN = 3


@allowed(Perm.WORK_HAND_OVER)
def handovers(request, scope: Scope):
    """Whose work in which room has nobody; four statements, however much it is."""
    page = numbered(left_in(scope), request.GET, unit="人次")
    return render(request, "desk/people/handovers.html", {"page": page})


def left_in(scope: Scope) -> list[dict]:
    """Per room and person who is gone: how many open matters and later duties have nobody."""
    on = clock.today()
    rooms = Workroom.objects.in_scope(scope)
    matters = left_behind(rooms, on=on)
    unposted = duties_unposted(on=on).filter(day__room__in=rooms.order_by().values("pk"))
    counted = unposted.order_by().values_list("day__room", "person").annotate(count=Count("pk"))
    duties = {(room, person): count for room, person, count in counted}
    keys = {*matters, *duties}
    names = Person.objects.only("ref", "name").in_bulk({person for _, person in keys})
    places = rooms.order_by().only("code", "name").in_bulk({room for room, _ in keys})
    rows = [
        {
            "room": places[room],
            "person": names[person],
            "matters": matters.get((room, person), 0),
            "duties": duties.get((room, person), 0),
        }
        for room, person in keys
    ]
    return sorted(rows, key=lambda row: (row["room"].name, row["person"].name))


@in_scope(Perm.WORK_HAND_OVER, rooms_in, code="code")
def handover(request, room: Workroom, ref: str):
    """One person's work in one room, and the form that passes it on."""
    person = _known(room, ref)
    work = work_left([person], room, on=clock.today())
    candidates = _candidates(person, room, work.matters)
    form = HandoverForm(request.POST if request.method == "POST" else None, postings=candidates)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = hand_over_work(
                    person, room=room, **form.cleaned_data, by=request.user, at=clock.now()
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                _say(request, done, form)
                return redirect("desk:handover", code=room.code, ref=ref)
    context = {
        "room": room,
        "person": person,
        "rows": [(m, "、".join(PARTS[p] for p in parts_of(m, person))) for m in work.matters],
        "duties": work.duties,
        "form": form,
        "has_candidates": bool(candidates),
    }
    return render(request, "desk/people/handover.html", context, status=status)


def _say(request, done: HandedOver, form: forms.Form) -> None:
    to = form.cleaned_data["to"]
    messages.success(request, f"{done.matters} 件事项、{done.duties} 次值班交给了{to.name}。")
    if done.left:
        more = f"还有 {len(done.left)} 项要另找人：" + "".join(done.left[:SHOWN])
        messages.warning(request, more)


def _known(room: Workroom, ref: str) -> Person:
    """Somebody who is or was in the room or is named in its open matters; else 404."""
    person = Person.objects.filter(ref=ref, district=room.district_id).first()
    if person is None:
        raise Http404
    was_here = Posting.objects.filter(person=person, room=room).exists()
    if not was_here and not naming([person], [room]).exists():
        raise Http404
    return person


def _candidates(person: Person, room: Workroom, matters) -> list[Posting]:
    """The room's teams, the street's head, who answers for the units that lead; else the office."""
    units = {matter.lead_unit_id for matter in matters if matter.responder_id == person.pk}
    held = Posting.objects.current_on(clock.today()).exclude(person=person)
    wanted = Q(room=room) | Q(role=Role.HEAD, room__unit=room.unit.parent_id)
    wanted |= Q(unit__in=units - {None}, role=Role.HANDLER)
    desk = held.filter(room=room, role__in=(Role.HEAD, Role.LIAISON))
    if not desk.exists():
        wanted |= Q(role=Role.OFFICE, district=room.district_id)
    found = held.filter(wanted).select_related("person", "room", "unit")
    return list(found.order_by("role", "person__name", "pk"))
