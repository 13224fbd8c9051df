"""The one queue of a reception day: who came, who is called, who is done."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from zhushi.activities.actions.end_turn import end_turn
from zhushi.activities.actions.queue import arrive, call, walk_in
from zhushi.activities.models import ReceptionDay, Turn
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by
from zhushi.desk.day_board import board_of
from zhushi.desk.forms.receptions import WalkInForm
from zhushi.desk.respond import region
from zhushi.desk.views.reception_days import (
    address_of,
    board_for,
    day_in_scope,
    day_page,
    moving,
)
from zhushi.people.models import Person

ENDS = {
    "leave": "{0} 号没有留下意见。",
    "miss": "{0} 号没有来。",
    "finish": "{0} 号接待完了。",
}


@day_in_scope(Perm.RECEPTION_VIEW)
def queue(request, day):
    """The queue alone, for the region that renews itself."""
    if not request.headers.get("HX-Request"):
        return redirect(address_of(day))
    context = {"board": board_for(request, day), "day": day, "back": request.GET.get("back", "")}
    return region(request, "desk/receptions/_queue.html", "queue", context)


@moving(Perm.RECEPTION_RUN)
def create_turn(request, day):
    """Register somebody who just came."""
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return day_page(request, day, walk_in_form=form, status=422)
    try:
        turn = walk_in(day, **form.cleaned_data, by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return day_page(request, day, walk_in_form=form, refused=" ", status=422)
    return f"{turn.visitor}是 {turn.number} 号。"


@moving(Perm.RECEPTION_RUN)
def call_next(request, day):
    """Call whoever is next to a delegate who is free."""
    board = board_for(request, day)
    if board.following is None:
        raise Refused("没有人在等候。来人先登记，预约的人到了先点“到了”。")
    turn = call(
        board.following, received_by=_receiver(request, board), by=request.user, at=clock.now()
    )
    return _called(turn)


@moving(Perm.RECEPTION_RUN)
def move_turn(request, day: ReceptionDay, number: int, verb: str):
    """One move of one visitor: ``arrive``, ``call``, ``leave``, ``miss`` or ``finish``."""
    turn = get_object_or_404(day.turns.select_related("received_by"), number=number)
    at = clock.now()
    if verb == "arrive":
        arrive(turn, by=request.user, at=at)
        return f"{number} 号到了，在等候。"
    if verb == "call":
        board = board_of(day, held_by(request), person_id=request.user.person_id, at=at)
        return _called(call(turn, received_by=_receiver(request, board), by=request.user, at=at))
    if verb not in ENDS:
        raise Http404
    end_turn(turn, verb=verb, by=request.user, at=at)
    return ENDS[verb].format(number)


def _receiver(request, board) -> Person | None:
    """The delegate chosen on the form, or the first on duty who receives nobody now."""
    wanted = request.POST.get("receiver", "")
    for person in board.receivers:
        if person.ref == wanted:
            return person
    choice = board.free_receivers or board.receivers
    return choice[0] if choice else None


def _called(turn: Turn) -> str:
    to = f"到{turn.received_by.name}这里" if turn.received_by else "进来"
    return f"请 {turn.number} 号{to}。"
