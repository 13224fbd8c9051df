"""Opening, editing and closing a room."""

from django.contrib import messages
from django.shortcuts import redirect, render

from zhushi.activities.actions.wind_up import wind_up
from zhushi.activities.queries import days_after
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.rooms import CloseRoomForm, HostForm, OpenRoomForm, RoomForm
from zhushi.desk.views.rooms import rooms_in
from zhushi.matters.choices import Visibility
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Matter
from zhushi.people.models import Posting
from zhushi.rooms.actions.edit_room import EDITABLE, edit_room
from zhushi.rooms.actions.open_room import TIER_OF, open_room
from zhushi.rooms.code_names import suggest_code
from zhushi.rooms.models import Unit, Workroom


@allowed(Perm.ROOM_OPEN)
def new_room(request, scope):
    """First the unit, then the room, with name and code suggested."""
    today = clock.today()
    hosts = Unit.objects.in_scope(scope).valid_on(today).filter(kind__in=list(TIER_OF))
    chooser = HostForm(request.GET if "unit" in request.GET else None, hosts=hosts)
    host = chooser.cleaned_data["unit"] if chooser.is_bound and chooser.is_valid() else None
    if host is None:
        status = 422 if chooser.is_bound else 200
        return render(request, "desk/rooms/new.html", {"chooser": chooser}, status=status)
    form, status = OpenRoomForm(request.POST or None, initial=_suggested(host, today)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                room = open_room(host, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{room.name}已设立。接着排队伍、定接待日。")
                return redirect("desk:room", code=room.code)
    standing = list(host.rooms.open_on(today))
    context = {"form": form, "host": host, "standing": standing}
    return render(request, "desk/rooms/new.html", context, status=status)


def _suggested(host: Unit, today) -> dict[str, object]:
    taken = set(Workroom.objects.values_list("code", flat=True))
    return {
        "code": suggest_code(host.label, taken),
        "name": f"{host.label}党代表工作室",
        "opened_on": today,
        "opening": "周一至周五 9:00–17:30",
    }


@in_scope(Perm.ROOM_EDIT, rooms_in, code="code")
def edit(request, room: Workroom):
    """What a visitor reads of the room."""
    initial = {name: getattr(room, name) for name in EDITABLE}
    form, status = RoomForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_room(room, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "资料已改，公开页和海报跟着变。")
                return redirect("desk:room", code=room.code)
    return render(request, "desk/rooms/edit.html", {"form": form, "room": room}, status=status)


@in_scope(Perm.ROOM_OPEN, rooms_in, code="code")
def close(request, room: Workroom):
    """Close a room; what stays is said before."""
    today = clock.today()
    form, status = CloseRoomForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                wind_up(room, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{room.name}的最后一天定好了。")
                return redirect("desk:room", code=room.code)
    context = {
        "form": form,
        "room": room,
        "open_matters": Matter.objects.filter(room=room, visibility=Visibility.NORMAL)
        .exclude(status__in=FINAL)
        .count(),
        "days": days_after(room, today),
        "members": Posting.objects.current_on(today).filter(room=room).count(),
    }
    return render(request, "desk/rooms/close.html", context, status=status)
