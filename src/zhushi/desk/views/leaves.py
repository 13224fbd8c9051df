"""Leave and stand-ins: noted for oneself or by the room's desk, who stands in, back early."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zhushi.activities.actions.cover_leave import cover_leave
from zhushi.activities.queries import duties_of
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import everybody, held_by, in_scope
from zhushi.desk.forms.leaves import BackForm, LeaveForm, StandInForm
from zhushi.desk.views.people import people_in
from zhushi.people.access import Scope
from zhushi.people.actions.name_stand_in import name_stand_in
from zhushi.people.actions.note_leave import end_leave, note_leave
from zhushi.people.choices import Role
from zhushi.people.models import Leave, Person, Posting
from zhushi.people.queries import stand_ins_for

SHOWN = 3


def leaves_in(scope: Scope):
    """The leaves of the people a scope reaches."""
    people = people_in(scope).order_by().values("pk")
    return Leave.objects.filter(person__in=people).select_related("person", "stand_in")


@in_scope(Perm.PERSON_LEAVE, people_in)
def new_leave(request, person: Person):
    return _noting(request, person, "desk:person", {"ref": person.ref})


@everybody
def new_own_leave(request):
    """Everybody notes the own leave, on the phone, with two days and no reason."""
    return _noting(request, request.user.person, "desk:me", {})


@in_scope(Perm.PERSON_LEAVE, leaves_in, person__ref="ref", pk="pk")
def leave(request, leave: Leave):
    """Who is away, whose duties fall into these days, who stands in."""
    return _page(request, leave)


@in_scope(Perm.PERSON_LEAVE, leaves_in, person__ref="ref", pk="pk")
@require_POST
def create_stand_in(request, leave: Leave):
    form = StandInForm(request.POST, postings=_candidates(request, leave))
    if form.is_valid():
        try:
            named = name_stand_in(
                leave, **form.cleaned_data, scope=_reach(request), by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            until = f"{named.stands_until:%-m月%-d日}"
            messages.success(request, f"{named.stand_in.name}代班到{until}，到期自动结束。")
            return redirect("desk:leave", ref=leave.person.ref, pk=leave.pk)
    return _page(request, leave, stand_in_form=form, status=422)


@in_scope(Perm.PERSON_LEAVE, leaves_in, person__ref="ref", pk="pk")
@require_POST
def create_cover(request, leave: Leave):
    """The stand-in takes over the duties of these days."""
    try:
        count, left = cover_leave(leave, scope=_reach(request), by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{count} 次值班改由{leave.stand_in.name}值。")
        if left:
            messages.warning(request, f"还有 {len(left)} 次要另找人。" + "".join(left[:SHOWN]))
    return redirect("desk:leave", ref=leave.person.ref, pk=leave.pk)


@in_scope(Perm.PERSON_LEAVE, leaves_in, person__ref="ref", pk="pk")
@require_POST
def close_leave(request, leave: Leave):
    """Back early, noted by the room's desk."""
    form = BackForm(request.POST)
    if _ended(request, leave, form):
        return redirect("desk:person", ref=leave.person.ref)
    return _page(request, leave, back_form=form, status=422)


@everybody
@require_POST
def close_own_leave(request, pk: int):
    """Back from today on, or not going after all."""
    own = get_object_or_404(Leave, person=request.user.person_id, pk=pk)
    form = BackForm({"back_on": clock.today()})
    if not _ended(request, own, form):
        messages.error(request, "".join(form.non_field_errors()))
    return redirect("desk:me")


def _noting(request, person: Person, back: str, kwargs: dict) -> HttpResponse:
    form, status = LeaveForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = note_leave(person, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _said(made))
                if back == "desk:person":
                    return redirect("desk:leave", ref=person.ref, pk=made.pk)
                return redirect(back)
    is_own = back == "desk:me"
    context = {"form": form, "person": person, "is_own": is_own}
    return render(request, "desk/people/new_leave.html", context, status=status)


def _said(made: Leave) -> str:
    duties = len(duties_of(made.person, since=made.starts_on, until=made.ends_on))
    more = f"这几天有 {duties} 次值班，要换人。" if duties else "这几天没有排值班。"
    return f"{made.person.name}{made.starts_on:%-m月%-d日}到{made.ends_on:%-m月%-d日}请假。{more}"


def _ended(request, leave: Leave, form: BackForm) -> bool:
    if not form.is_valid():
        return False
    try:
        ended = end_leave(leave, **form.cleaned_data, by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "已销假，代班同时结束。" if ended else "请假已取消。")
    return True


def _reach(request) -> Scope:
    """The rooms in which whoever acts may name and move: others' rooms are others' business."""
    return held_by(request).scope(Perm.PERSON_LEAVE)


def _candidates(request, leave: Leave):
    on = max(leave.starts_on, clock.today())
    return stand_ins_for(leave, on=on, scope=_reach(request))


def _page(
    request, leave: Leave, *, stand_in_form=None, back_form=None, status: int = 200
) -> HttpResponse:
    today = clock.today()
    is_over = leave.is_over_on(today)
    candidates = [] if is_over or stand_in_form else _candidates(request, leave)
    others = [one for one in candidates if one.person_id != request.user.person_id]
    context = {
        "leave": leave,
        "person": leave.person,
        "is_over": is_over,
        "postings": leave.postings.select_related("room"),
        "heads": Posting.objects.filter(person=leave.person, role=Role.HEAD).current_between(
            leave.starts_on, leave.ends_on
        ),
        "duties": duties_of(leave.person, since=max(leave.starts_on, today), until=leave.ends_on),
        "stand_in_form": stand_in_form or (StandInForm(postings=others) if others else None),
        "back_form": back_form or BackForm(initial={"back_on": today}),
    }
    return render(request, "desk/people/leave.html", context, status=status)
