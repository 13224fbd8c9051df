"""Which items of the room's study plans a session is about."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.activities.actions.link_study import link_study
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.models import Activity
from zhushi.activities.study import items_to_offer
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.study import SessionForm
from zhushi.people.access import Holdings


def _activities(scope):
    return Activity.objects.in_scope(scope).select_related("room")


@require_POST
@in_scope(Perm.ACTIVITY_NOTE, _activities, pk="pk")
def link(request, activity: Activity):
    """Said by the room's desk, or by the delegate who noted the session."""
    if not may_link(activity, held_by(request), own=request.user.person_id):
        messages.error(request, "学的是哪几项，由联络员或者记这次学习的代表来选。")
        return redirect("desk:activity", pk=activity.pk)
    form = SessionForm(request.POST, items=offers_for(activity))
    if form.is_valid():
        try:
            link_study(activity, items=form.chosen, by=request.user, at=clock.now())
            messages.success(request, "记下了，计划的进度跟着变。")
        except Refused as refused:
            messages.error(request, str(refused))
    else:
        messages.error(request, "计划有变动，请再选一次。")
    return redirect("desk:activity", pk=activity.pk)


def may_link(activity: Activity, held: Holdings, *, own) -> bool:
    """Whether somebody may say what a session of study was about."""
    if activity.kind != ActivityKind.STUDY or activity.status == ActivityStatus.CANCELLED:
        return False
    is_own = activity.lead_id == own and held.scope(Perm.ACTIVITY_NOTE).has_room(activity.room)
    return is_own or held.scope(Perm.ACTIVITY_KEEP).has_room(activity.room)


def offers_for(activity: Activity) -> list:
    """What can be chosen: the plans that hold on its day, and what was chosen before."""
    return items_to_offer(activity.room_id, activity, on=activity.on)


def study_of(activity: Activity, held: Holdings, *, own) -> dict:
    """What the page of a session shows of the plan."""
    if activity.kind != ActivityKind.STUDY:
        return {}
    linked = list(activity.study_items.select_related("plan"))
    found = {
        "study_items": linked,
        "sees_plan": held.scope(Perm.STUDY_VIEW).has_room(activity.room),
    }
    if not may_link(activity, held, own=own):
        return found
    items = offers_for(activity)
    first = {"study": [str(item.pk) for item in linked]}
    return {
        **found,
        "studying": SessionForm(items=items, initial=first),
        "has_plan": bool(items),
    }
