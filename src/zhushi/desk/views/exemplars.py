"""Exemplary delegates: proposed by reason, confirmed by another, public only if they agree."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions.confirm_exemplar import answer_exemplar, confirm_exemplar
from zhushi.activities.actions.propose_exemplar import drop_exemplar, propose_exemplar
from zhushi.activities.actions.publish_exemplar import publish_exemplar, withdraw_exemplar
from zhushi.activities.models import Exemplar, ExemplarWork
from zhushi.activities.words_seen import words_seen
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.exemplars import ExemplarForm
from zhushi.desk.views.people import people_in
from zhushi.desk.works import offered_for, works_of
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person
from zhushi.ui.paging import keyset


def exemplars(scope):
    """Those of the rooms a scope reaches."""
    works = ExemplarWork.objects.select_related("activity__room", "project__room")
    found = Exemplar.objects.in_scope(scope).select_related(
        "room", "person", "activity", "proposed_by__person", "confirmed_by__person"
    )
    return found.prefetch_related(Prefetch("works", works))


@require_safe
@never_cache
@allowed(Perm.ACTIVITY_NOTE)
def exemplar_list(request, scope):
    """The newest first, in no other order."""
    found = Exemplar.objects.in_scope(scope).select_related("room", "person")
    context = {"page": keyset(found, request.GET, ("-proposed_at", "-pk"), unit="位")}
    return render(request, "desk/exemplars/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.PERSON_VIEW, people_in)
def new_exemplar(request, person: Person):
    """Propose a delegate in the room they sit in; of several, the first the login keeps."""
    held, on = held_by(request), clock.today()
    notes = held.scope(Perm.ACTIVITY_NOTE)
    seats = person.postings.current_on(on).filter(role__in=RECEIVING, room__isnull=False)
    rooms = [one.room for one in seats.select_related("room__district")]
    room = next((room for room in rooms if room and notes.has_room(room)), None)
    if room is None:
        messages.error(request, f"{person.name}不是您那里的党代表，不能推荐。")
        return redirect("desk:person", ref=person.ref)
    data = request.POST if request.method == "POST" else None
    form, status = ExemplarForm(data, offered=offered_for(person, room, held, on=on)), 200
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = propose_exemplar(
                    room, person=person, **form.proposal, by=request.user, at=clock.now()
                )
                messages.success(request, "推荐记下了，等另一个人确认。")
                return redirect("desk:exemplar", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "person": person, "room": room}
    return render(request, "desk/exemplars/form.html", context, status=status)


@require_safe
@never_cache
@in_scope(Perm.ACTIVITY_NOTE, exemplars, pk="pk")
def exemplar(request, exemplar: Exemplar):
    held, me = held_by(request), request.user
    is_own = exemplar.person_id == me.person_id
    approves = held.scope(Perm.PUBLISH_APPROVE).has_room(exemplar.room)
    proposed = exemplar.proposed_by_id == me.pk
    context = {
        "exemplar": exemplar,
        "seen": words_seen(exemplar),
        "works": works_of(exemplar.works.all(), held),
        "is_own": is_own,
        "may_confirm": approves and not (exemplar.confirmed_at or proposed or is_own),
        "awaits_other": proposed and not exemplar.confirmed_at,
        "may_publish": approves and exemplar.agreed_at and not exemplar.published_at,
        "may_withdraw": approves and exemplar.published_at,
        "may_drop": approves or (proposed and not exemplar.confirmed_at),
    }
    return render(request, "desk/exemplars/exemplar.html", context)


def _move(perm: Perm, verb, done: str, *, reads: bool = False):
    """A button of the page: one action, then the page again; reads: told what was read."""

    @require_POST
    @in_scope(perm, exemplars, pk="pk")
    def view(request, exemplar: Exemplar):
        try:
            told = {"seen": request.POST.get("seen")} if reads else {}
            verb(exemplar, **told, by=request.user, at=clock.now())
            messages.success(request, done)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:exemplar", pk=exemplar.pk)

    return view


confirm = _move(
    Perm.PUBLISH_APPROVE, confirm_exemplar, "已确认，已经问本人同意不同意公开。", reads=True
)
publish = _move(Perm.PUBLISH_APPROVE, publish_exemplar, "已公开在这位代表的公开页上。")
withdraw = _move(Perm.PUBLISH_APPROVE, withdraw_exemplar, "已撤回，公开页上马上看不到了。")


@require_POST
@in_scope(Perm.ACTIVITY_NOTE, exemplars, pk="pk")
def answer(request, exemplar: Exemplar):
    """The delegate's own answer; from anybody else it is refused."""
    agrees = request.POST.get("agrees") == "yes"
    try:
        answer_exemplar(exemplar, agrees=agrees, by=request.user, at=clock.now())
        messages.success(request, "记下了：同意公开。" if agrees else "记下了：不公开。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:exemplar", pk=exemplar.pk)


@require_POST
@in_scope(Perm.ACTIVITY_NOTE, exemplars, pk="pk")
def drop(request, exemplar: Exemplar):
    """By who approves, or by who proposed it as long as nobody confirmed."""
    approves = held_by(request).scope(Perm.PUBLISH_APPROVE).has_room(exemplar.room)
    is_mine = exemplar.proposed_by_id == request.user.pk and not exemplar.confirmed_at
    if not (approves or is_mine):
        messages.error(request, "确认过的由审定的人取消。")
        return redirect("desk:exemplar", pk=exemplar.pk)
    try:
        drop_exemplar(exemplar, by=request.user, at=clock.now())
        messages.success(request, "已取消。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:exemplars")
