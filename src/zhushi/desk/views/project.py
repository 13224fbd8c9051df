"""One service project: its steps, what it serves, what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zhushi.activities.actions.move_project import finish_project, start_project
from zhushi.activities.actions.move_project import look_back as look_back_on
from zhushi.activities.actions.plan_project import change_project
from zhushi.activities.actions.set_milestone import (
    drop_milestone,
    reach_milestone,
    set_milestone,
)
from zhushi.activities.actions.stop_project import stop_project
from zhushi.activities.choices import ProjectStage
from zhushi.activities.fitting import Fit, who_fits
from zhushi.activities.lifecycle import ONGOING, project_verbs
from zhushi.activities.models import Project
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.service import (
    MilestoneForm,
    OutlineForm,
    ReasonForm,
    ResultForm,
    WordForm,
)
from zhushi.desk.room_choice import partner_rooms
from zhushi.desk.showing import showing_of
from zhushi.desk.views.activities import team
from zhushi.desk.views.projects import projects_of, projects_seen, rooms_to_ask

SHIFTS = 30
"""So many shifts of a project on its page, the newest first."""


@in_scope(Perm.SERVICE_VIEW, projects_seen, pk="project")
def project(request, project: Project):
    return _page(request, project)


@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def edit(request, project: Project):
    """Change what an ongoing project is about."""
    if project.stage not in ONGOING:
        messages.error(request, "做完的、停了的项目不能再改。")
        return redirect("desk:project", project=project.pk)
    plain = ("title", "goal", "form", "partners", "budget_note", "is_public")
    first = {name: getattr(project, name) for name in plain}
    first["lead"] = project.owner.ref if project.owner else ""
    first["others"] = list(project.others.values_list("code", flat=True))
    data, status = (request.POST if request.method == "POST" else None), 200
    postings, rooms = team(project.room, clock.today()), partner_rooms(project.room)
    form = OutlineForm(data, postings=postings, rooms=rooms, initial=first)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                change_project(project, outline=form.outline, by=request.user, at=clock.now())
                messages.success(request, "已改好。")
                return redirect("desk:project", project=project.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "room": project.room, "project": project}
    return render(request, "desk/service/outline.html", context, status=status)


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def start(request, project: Project):
    try:
        start_project(project, by=request.user, at=clock.now())
        messages.success(request, "开始做了。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:project", project=project.pk)


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def finish(request, project: Project):
    form = ResultForm(request.POST)
    return _moved(request, project, form, finish_project, "finishing", "记下了，项目做完了。")


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def look_back(request, project: Project):
    """What residents say of it afterwards."""
    form = WordForm(request.POST)
    return _moved(request, project, form, look_back_on, "looking_back", "记下了。")


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def stop(request, project: Project):
    said = "项目停了，它接的需求回到清单上。"
    return _moved(request, project, ReasonForm(request.POST), stop_project, "stopping", said)


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def add_step(request, project: Project):
    form = MilestoneForm(request.POST)
    return _moved(request, project, form, set_milestone, "adding", "加上了。")


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def reach(request, project: Project, pk: int):
    return _step(request, project, pk, reach_milestone)


@require_POST
@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def drop_step(request, project: Project, pk: int):
    return _step(request, project, pk, drop_milestone)


def _step(request, project: Project, pk: int, action: Callable):
    """Do something to one of the project's steps; it is not there without its project."""
    milestone = get_object_or_404(project.milestones, pk=pk)
    try:
        action(milestone, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:project", project=project.pk)


def _moved(request, project: Project, form, action: Callable, name: str, said: str):
    """Do it with what the form says, or show the page with what the form lacks."""
    if form.is_valid():
        try:
            action(project, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, said)
        except Refused as refused:  # over meanwhile: its form is no longer on the page
            messages.error(request, str(refused))
        return redirect("desk:project", project=project.pk)
    return _page(request, project, status=422, **{name: form})


def _page(request, project: Project, *, status=200, **forms):
    may_keep = held_by(request).scope(Perm.SERVICE_KEEP).has_room(project.room)
    steps, needs = list(project.milestones.all()), list(project.needs.select_related("room"))
    may_change = may_keep and project.stage in ONGOING
    is_meant = project.is_public and project.stage != ProjectStage.STOPPED
    context = {
        "project": project,
        "is_meant": is_meant,
        "verbs": project_verbs(project.stage) if may_keep else frozenset(),
        "may_keep": may_keep,
        "may_change": may_change,
        "fitting": _fitting(request, project, needs) if may_change else [],
        "others": list(project.others.all()),
        "steps": steps,
        "reached": sum(1 for one in steps if one.done_on),
        "needs": needs,
        "shifts": project.shifts.select_related("project").order_by("-on", "-starts_at")[:SHIFTS],
        "today": clock.today(),
        "adding": MilestoneForm(),
        "finishing": ResultForm(),
        "looking_back": WordForm(initial={"word": project.word}),
        "stopping": ReasonForm(),
        **(showing_of(project, request) if is_meant else {}),
        **forms,
    }
    return render(request, "desk/service/project.html", context, status=status)


def _fitting(request, project: Project, needs) -> list[Fit]:
    """Who could help with what the needs ask for, among the people this login may ask."""
    wanted = "、".join(need.wished for need in needs if need.wished)
    if not wanted:
        return []
    rooms = rooms_to_ask(project, held_by(request).scope(Perm.SERVICE_KEEP))
    return who_fits(project, wanted=wanted, rooms=rooms, on=clock.today())
