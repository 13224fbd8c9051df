"""The need list of the rooms: what residents need that delegates and volunteers could do."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.activities.actions.note_need import drop_need, note_need
from zhushi.activities.actions.plan_project import take_need
from zhushi.activities.choices import NeedStatus
from zhushi.activities.lifecycle import ONGOING
from zhushi.activities.models import Need, Project, Statement
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.service import NeedForm, ReasonForm, TakeForm
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.desk.shell import foremost
from zhushi.desk.views.matter_new import rooms_of
from zhushi.matters.models import Matter
from zhushi.people.choices import Role
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

SHOWN = [(status.value, status.label) for status in NeedStatus]


def needs_in(scope):
    """The needs of the rooms a scope reaches."""
    return Need.objects.in_scope(scope).select_related("room", "statement", "project")


@allowed(Perm.SERVICE_VIEW)
def need_list(request, scope):
    """The lines of one status, the newest first; of one room, with some words, if asked."""
    choice = RoomChoice.among(Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk"))
    given = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("room", "q")}
    show = request.GET.get("show", "")
    show = show if show in NeedStatus.values else NeedStatus.OPEN.value
    found = needs_in(scope).filter(status=show)
    if given["room"]:
        found = found.filter(named(given["room"], "room__"))
    if given["q"]:
        words = given["q"][:40]
        found = found.filter(text__contains=words) | found.filter(wished__contains=words)
    held = held_by(request)
    context = {
        "page": keyset(found, request.GET, ("-created_at", "-pk"), unit="条"),
        "show": show,
        "choices": SHOWN,
        "given": given,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "may_note": held.has(Perm.SERVICE_NOTE),
    }
    return render(request, "desk/service/needs.html", context)


@never_cache
@allowed(Perm.SERVICE_NOTE)
def note(request, scope):
    """A new line; from what somebody said at an activity, if its number is given."""
    rooms, status = rooms_of(request, scope), 200
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    statement = _statement(request, scope)
    if statement:
        rooms = [room for room in rooms if room.pk == statement.activity.room_id]
    held = held_by(request)
    matters = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW))
    initial = {"text": statement.text[:300] if statement else ""}
    initial["matter_ref"] = request.GET.get("matter", "")[:20]
    data = request.POST if request.method == "POST" else None
    form = NeedForm(data, rooms=rooms, matters=matters, statement=statement, initial=initial)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = note_need(
                    form.chosen_room,
                    wanted=form.wanted,
                    role=Role(foremost(held).role),
                    key=form.cleaned_data["key"],
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, "记到清单上了。")
                return redirect("desk:need", need=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "room": rooms[0] if len(rooms) == 1 else None, "statement": statement}
    return render(request, "desk/service/note_need.html", context, status=status)


@in_scope(Perm.SERVICE_VIEW, needs_in, pk="need")
def need(request, need: Need):
    return _page(request, need)


@require_POST
@in_scope(Perm.SERVICE_KEEP, needs_in, pk="need")
def drop(request, need: Need):
    """Not to be done, and why."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            drop_need(need, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "已从清单上划掉，理由留着。")
            return redirect("desk:need", need=need.pk)
        except Refused as refused:  # taken or crossed out meanwhile: the form is gone
            messages.error(request, str(refused))
            return redirect("desk:need", need=need.pk)
    return _page(request, need, dropping=form, status=422)


@require_POST
@in_scope(Perm.SERVICE_KEEP, needs_in, pk="need")
def take(request, need: Need):
    """Let a project that is under way serve it too."""
    form = TakeForm(request.POST, projects=_projects(need))
    if form.is_valid():
        try:
            take_need(need, project=form.chosen, by=request.user, at=clock.now())
            messages.success(request, f"并入“{form.chosen.title}”了。")
            return redirect("desk:project", project=form.chosen.pk)
        except Refused as refused:  # taken or crossed out meanwhile: the form is gone
            messages.error(request, str(refused))
            return redirect("desk:need", need=need.pk)
    return _page(request, need, taking=form, status=422)


def _projects(need: Need):
    """The ongoing projects of the need's room."""
    return Project.objects.filter(room=need.room_id, stage__in=ONGOING).order_by("title", "pk")


def _statement(request, scope) -> Statement | None:
    given = request.GET.get("statement", "")
    if not given:
        return None
    rooms = Workroom.objects.in_scope(scope).order_by().values("pk")
    found = Statement.objects.filter(activity__room__in=rooms).select_related("activity")
    statement = found.filter(pk=given).first() if given.isdecimal() and len(given) < 16 else None
    if statement is None:
        raise Http404
    return statement


def _page(request, need: Need, *, dropping=None, taking=None, status=200):
    held = held_by(request)
    seen = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(ref=need.matter_ref)
    may_keep = held.scope(Perm.SERVICE_KEEP).has_room(need.room)
    may_keep = may_keep and need.status == NeedStatus.OPEN
    context = {
        "need": need,
        "may_see_matter": bool(need.matter_ref) and seen.exists(),
        "may_keep": may_keep,
        "taking": taking or (TakeForm(projects=_projects(need)) if may_keep else None),
        "dropping": dropping or ReasonForm(),
    }
    return render(request, "desk/service/need.html", context, status=status)
