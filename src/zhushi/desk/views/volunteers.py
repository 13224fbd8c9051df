"""The volunteers of a room: who can do what and when, their teams, and who wants to join."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.volunteers import DeclineForm, TeamForm, VolunteerFilter, VolunteerForm
from zhushi.desk.respond import declined
from zhushi.desk.views.rooms import rooms_in
from zhushi.people.access import Scope
from zhushi.people.actions.decide_joining import (
    approve_joining,
    decline_joining,
    look_at_joining,
)
from zhushi.people.actions.keep_volunteer import (
    drop_volunteer_team,
    enter_volunteer_team,
    keep_volunteer,
)
from zhushi.people.choices import JoiningStatus, Role
from zhushi.people.models import Joining, Posting, VolunteerTeam
from zhushi.rooms.models import Workroom

KEEP = Perm.VOLUNTEER_KEEP


def joinings_in(scope: Scope):
    """The applications a scope reaches, while anything is known of them."""
    rooms = Workroom.objects.in_scope(scope)
    found = Joining.objects.filter(room__in=rooms.order_by().values("pk"), forgotten_at=None)
    return found.select_related("room__district", "person")


@in_scope(KEEP, rooms_in, code="code")
def volunteers(request, room: Workroom):
    return _page(request, room)


@in_scope(KEEP, rooms_in, code="code")
@require_POST
def create_team(request, room: Workroom):
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            made = enter_volunteer_team(
                room, name=form.cleaned_data["name"], by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"设了“{made.name}”。")
            return redirect("desk:volunteers", code=room.code)
    return _page(request, room, team_form=form, status=422)


@in_scope(KEEP, rooms_in, code="code")
@require_POST
def drop_team(request, room: Workroom, pk: int):
    team = get_object_or_404(VolunteerTeam, room=room, pk=pk)
    try:
        drop_volunteer_team(team, by=request.user, at=clock.now())
        messages.success(request, f"“{team.name}”已撤。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:volunteers", code=room.code)


@in_scope(KEEP, rooms_in, code="code")
def edit_volunteer(request, room: Workroom, ref: str):
    """What a volunteer is, can do, when they are free, which teams they are in."""
    held = _held(room).filter(person__ref=ref).first()
    if held is None:
        raise Http404
    person = held.person
    known = getattr(person, "volunteer", None)
    teams = list(room.volunteer_teams.all())
    initial = {}
    if known:
        own = {str(team.pk) for team in known.teams.all()}
        initial = {"kind": known.kind, "skills": known.skills, "free": known.free, "teams": own}
    form = VolunteerForm(
        request.POST if request.method == "POST" else None, initial=initial, teams=teams
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                keep_volunteer(
                    person, room=room, **form.cleaned_data, by=request.user, at=clock.now()
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{person.name}的资料已记。")
                return redirect("desk:volunteers", code=room.code)
    context = {"room": room, "person": person, "form": form}
    return render(request, "desk/rooms/volunteer.html", context, status=status)


@never_cache
@in_scope(KEEP, joinings_in, room__code="code", pk="pk")
def joining(request, joining: Joining):
    """One application: what was told, and the answer; the telephone is shown once it is asked."""
    form, number, status = DeclineForm(), "", 200
    if request.method == "POST":  # asks for the number; leaves a line
        try:
            number = look_at_joining(joining, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
    return _joining_page(request, joining, form, number=number, status=status)


@in_scope(KEEP, joinings_in, room__code="code", pk="pk")
@require_POST
def approve(request, joining: Joining):
    try:
        made = approve_joining(joining, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:joining", code=joining.room.code, pk=joining.pk)
    messages.success(request, f"{made.name}已是本室志愿者。要用手机看任务，请党联办发登录邀请。")
    return redirect("desk:volunteers", code=joining.room.code)


@in_scope(KEEP, joinings_in, room__code="code", pk="pk")
@require_POST
def decline(request, joining: Joining):
    form = DeclineForm(request.POST)
    said = "已答复。申请人填的内容 30 天后删除。"
    if declined(request, form, decline_joining, joining, said=said):
        return redirect("desk:volunteers", code=joining.room.code)
    return _joining_page(request, joining, form, status=422)


def _joining_page(request, joining: Joining, form: DeclineForm, *, number="", status=200):
    context = {
        "joining": joining,
        "room": joining.room,
        "form": form,
        "number": number,
        "is_pending": joining.status == JoiningStatus.PENDING,
    }
    return render(request, "desk/rooms/joining.html", context, status=status)


def _held(room: Workroom):
    """The volunteers of a room today, with what they bring."""
    own = VolunteerTeam.objects.filter(room=room)
    return (
        Posting.objects.current_on(clock.today())
        .filter(room=room, role=Role.VOLUNTEER)
        .select_related("person__volunteer")
        .prefetch_related(Prefetch("person__volunteer__teams", own, to_attr="own_teams"))
        .order_by("person__name", "pk")
    )


def _page(request, room: Workroom, *, team_form: TeamForm | None = None, status: int = 200):
    teams = list(room.volunteer_teams.all())
    form = VolunteerFilter(request.GET, teams=teams)
    form.is_valid()
    shown = list(_filtered(_held(room), form.cleaned_data))
    waiting = room.joinings.filter(status=JoiningStatus.PENDING)
    context = {
        "room": room,
        "form": form,
        "rows": shown,
        "is_filtered": any(form.cleaned_data.values()),
        "teams": teams,
        "team_form": team_form or TeamForm(),
        "waiting": waiting,
        "may_staff": held_by(request).scope(Perm.PERSON_EDIT).has_room(room),
    }
    return render(request, "desk/rooms/volunteers.html", context, status=status)


def _filtered(found, wanted: dict):
    if kind := wanted.get("kind"):
        found = found.filter(person__volunteer__kind=kind)
    if team := wanted.get("team"):
        found = found.filter(person__volunteer__teams=team)
    half = wanted.get("free")
    for posting in found:
        brought = getattr(posting.person, "volunteer", None)
        if not half or (brought and half in brought.free):
            posting.brings = brought
            yield posting
