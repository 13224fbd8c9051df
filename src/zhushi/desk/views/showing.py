"""A second person reads what is to stand in public, or takes it back at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.activities.actions.show import hide, show
from zhushi.activities.models import Pledge, Project
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.views.pledges import pledges
from zhushi.desk.views.projects import projects_of

SHOWN = "审定了。列入公开名单的，工作室的公开页上看得到。"
HIDDEN = "已撤回，公开页上马上看不到了。"


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, projects_of, pk="project")
def show_one_project(request, project: Project):
    return _done(request, show, project, "desk:project", project=project.pk)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, projects_of, pk="project")
def hide_one_project(request, project: Project):
    hide(project, by=request.user, at=clock.now())
    messages.success(request, HIDDEN)
    return redirect("desk:project", project=project.pk)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, pledges, pk="pk")
def show_result(request, pledge: Pledge):
    return _done(request, show, pledge, "desk:pledge", pk=pledge.pk)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, pledges, pk="pk")
def hide_result(request, pledge: Pledge):
    hide(pledge, by=request.user, at=clock.now())
    messages.success(request, HIDDEN)
    return redirect("desk:pledge", pk=pledge.pk)


def _done(request, action, thing, page: str, **parts):
    try:
        action(thing, seen=request.POST.get("seen"), by=request.user, at=clock.now())
        messages.success(request, SHOWN)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(page, **parts)
