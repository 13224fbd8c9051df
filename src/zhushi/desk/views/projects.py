"""Service projects: the board by stage, the list of one stage, a new one."""

from django.contrib import messages
from django.db.models import Count, Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from zhushi.activities.actions.plan_project import plan_project
from zhushi.activities.choices import ActivityKind, NeedStatus, ProjectStage
from zhushi.activities.kinds import KINDS
from zhushi.activities.models import Milestone, Need, Project
from zhushi.activities.shift_clashes import rooms_taking_part
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.forms.service import OutlineForm
from zhushi.desk.room_choice import RoomChoice, named, partner_rooms
from zhushi.desk.views.activities import team
from zhushi.desk.views.matter_new import rooms_of
from zhushi.desk.views.needs import needs_in
from zhushi.people.access import Scope
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

A_COLUMN = 12
"""So many cards of a stage on the board; the rest is in the list of the stage."""
COLUMNS = (
    ProjectStage.PLANNED,
    ProjectStage.RUNNING,
    ProjectStage.DONE,
    ProjectStage.REVIEWED,
)


def projects_of(scope: Scope):
    """The projects of the rooms a scope reaches: to be kept there."""
    return Project.objects.in_scope(scope).select_related("room__unit", "owner")


def projects_seen(scope: Scope):
    """Those, and the projects in which these rooms take part."""
    return Project.objects.seen_by(scope).select_related("room__unit", "owner")


def rooms_to_ask(project: Project, scope: Scope) -> set[int]:
    """The project's rooms whose people a login may ask: those of its own scope alone."""
    reached = Workroom.objects.in_scope(scope).filter(pk__in=rooms_taking_part(project))
    return set(reached.values_list("pk", flat=True))


@allowed(Perm.SERVICE_VIEW)
def board(request, scope):
    """The stages as columns; one stage page by page if asked."""
    today, stage = clock.today(), request.GET.get("stage", "")
    choice = RoomChoice.among(Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk"))
    given = {"room": request.GET.get("room", "").replace("\0", "").strip()}
    found = projects_seen(scope).annotate(
        steps=Count("milestones"), reached=Count("milestones__done_on")
    )
    ahead = Prefetch("milestones", Milestone.objects.filter(done_on=None), to_attr="ahead")
    open_needs = needs_in(scope).filter(status=NeedStatus.OPEN)
    if given["room"]:
        found = found.filter(named(given["room"], "room__"))
        open_needs = open_needs.filter(named(given["room"], "room__"))
    context = {
        "today": today,
        "given": given,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "open_needs": open_needs.count(),
        "may_keep": held_by(request).has(Perm.SERVICE_KEEP),
    }
    if stage in ProjectStage.values:
        context["stage"] = ProjectStage(stage)
        chosen = found.filter(stage=stage).prefetch_related(ahead)
        context["page"] = keyset(chosen, request.GET, ("-created_at", "-pk"), unit="个")
        return render(request, "desk/service/stage.html", context)
    counts = dict(
        Project.objects.filter(pk__in=found.order_by().values("pk"))
        .order_by()
        .values_list("stage")
        .annotate(Count("pk"))
    )
    cards = {one: list(found.filter(stage=one)[:A_COLUMN]) for one in COLUMNS}
    prefetch_related_objects([card for column in cards.values() for card in column], ahead)
    context["columns"] = [(one, counts.get(one.value, 0), cards[one]) for one in COLUMNS]
    context["stopped"] = counts.get(ProjectStage.STOPPED.value, 0)
    return render(request, "desk/service/board.html", context)


@allowed(Perm.SERVICE_KEEP)
def new_project(request, scope):
    """A new project of a room, perhaps out of a need of its list."""
    need = _need(request, scope)
    rooms = [need.room] if need else rooms_of(request, scope)
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    code = request.GET.get("room", "")
    room = rooms[0] if len(rooms) == 1 else next((r for r in rooms if r.code == code), None)
    if room is None:
        if code:
            raise Http404
        return render(request, "desk/service/choose_room.html", {"rooms": rooms})
    first = {"goal": need.text, "title": need.text[:20]} if need else {}
    first["form"] = KINDS[ActivityKind.SERVICE].usual
    data, status = (request.POST if request.method == "POST" else None), 200
    postings = team(room, clock.today())
    form = OutlineForm(data, postings=postings, rooms=partner_rooms(room), initial=first)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = plan_project(
                    room, outline=form.outline, need=need, by=request.user, at=clock.now()
                )
                messages.success(request, "立项了。接下来分几步、排场次。")
                return redirect("desk:project", project=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "room": room, "need": need}
    return render(request, "desk/service/outline.html", context, status=status)


def _need(request, scope) -> Need | None:
    given = request.GET.get("need", "")
    if not given:
        return None
    if not given.isdecimal() or len(given) > 15:
        raise Http404
    return get_object_or_404(needs_in(scope).select_related("room__unit"), pk=given)
