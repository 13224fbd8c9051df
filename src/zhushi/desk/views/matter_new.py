"""Take down what somebody says, at a desk, on the telephone or from the queue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhushi.activities.models import Turn
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.forms.matter_new import NewMatterForm
from zhushi.desk.respond import go_to
from zhushi.desk.views.receipts import fresh_url
from zhushi.rooms.models import Workroom


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.MATTER_RECEIVE)
def new_matter(request, scope):
    rooms = rooms_of(request, scope)
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    turn = _turn(request, scope)
    if turn:
        rooms = [turn.day.room]
    given = {"rooms": rooms, "today": clock.today(), "turn": turn}
    status = 200
    if request.method == "POST":
        form = NewMatterForm(request.POST, request.FILES, **given)
        status = 422
        if form.is_valid():
            try:
                received = form.carry_out(by=request.user, at=clock.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                if received.is_repeat:
                    messages.info(request, "这张表已经登记过，这是同一张回执。")
                return go_to(request, fresh_url(received.matter, request.user))
    else:
        form = NewMatterForm(**given)
    context = {"form": form, "turn": turn, "room": rooms[0] if len(rooms) == 1 else None}
    return render(request, "desk/matters/new.html", context, status=status)


def rooms_of(request, scope) -> list[Workroom]:
    """The rooms a login takes things down in, its own first; asks nothing where there is one."""
    home = request.user.person.district
    own = [p.room for p in held_by(request).postings if p.room and scope.has_room(p.room)]
    for room in own:
        if room.district_id == home.pk:
            room.district = home  # came with the login: not asked for again
    if {room.pk for room in own} >= scope.rooms and not scope.districts:
        return own
    reached = Workroom.objects.in_scope(scope).open_on(clock.today())
    reached = reached.select_related("unit", "district")
    first = {room.pk for room in own}
    return sorted(reached, key=lambda room: room.pk not in first)


def _turn(request, scope) -> Turn | None:
    """The visitor of the queue this is for, within the rooms of the login."""
    given = request.POST.get("turn") or request.GET.get("turn")
    if not given:
        return None
    turns = Turn.objects.select_related("day__room__district", "identity", "received_by")
    reached = turns.filter(day__room__in=Workroom.objects.in_scope(scope))
    return get_object_or_404(reached, pk=given if given.isdecimal() and len(given) < 16 else 0)
