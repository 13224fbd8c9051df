"""A visit's route on the phone: its doors, each noted once, with or without network."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.activities.actions.plan_stop import drop_stop, plan_stop
from zhushi.activities.actions.visit_stop import look_at_stop, visit_stop
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.kinds import has_route
from zhushi.activities.models import Activity, Household, Stop
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.route import StopForm, VisitForm
from zhushi.desk.sayings import sayings_of
from zhushi.desk.views.activities import activities


def stops(scope):
    """The doors of the visits of the rooms a scope reaches."""
    reached = Stop.objects.filter(activity__in=Activity.objects.in_scope(scope))
    return reached.select_related("activity__room", "activity__lead", "household__room")


@require_safe
@never_cache
@in_scope(Perm.ACTIVITY_NOTE, activities, pk="pk")
def route(request, activity: Activity):
    if not has_route(activity.kind, activity.form):
        messages.error(request, "这一类活动不上门，没有路线。")
        return redirect("desk:activity", pk=activity.pk)
    return _page(request, activity)


@require_safe
@in_scope(Perm.ACTIVITY_NOTE, activities, pk="pk")
def worker(request, activity: Activity):
    """The script that keeps this one page at hand; its place says that it serves no other."""
    script = "desk/activities/route_worker.js"
    return render(request, script, content_type="text/javascript; charset=utf-8")


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def plan(request, activity: Activity):
    """One more door: of the households that the login itself may see, or a place in words."""
    form = StopForm(request.POST, households=_households(request, activity))
    if form.is_valid():
        try:
            plan_stop(activity, **form.door, by=request.user, at=clock.now())
            return redirect("desk:route", pk=activity.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, activity, planning=form, status=422)


@require_POST
@in_scope(Perm.ACTIVITY_NOTE, stops, pk="pk")
def visit(request, stop: Stop):
    """What was seen and heard there; a script that asks for JSON is answered in it."""
    form = VisitForm(request.POST, stop=stop)
    wants_json = "json" in request.headers.get("accept", "")
    refusal = "请写几个字：看到什么，听到什么。"
    if form.is_valid():
        try:
            visit_stop(stop, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            refusal = str(refused)
            form.add_error(None, refusal)
            if not Stop.objects.filter(pk=stop.pk, done_at=None).exists():
                messages.error(request, refusal)  # the page has no form there any more
        else:
            if wants_json:
                return JsonResponse({"words": "记下了"})
            messages.success(request, f"{_called(request, stop)}：记下了。")
            return redirect("desk:route", pk=stop.activity_id)
    if wants_json:
        return JsonResponse({"words": refusal}, status=409)
    return _page(request, stop.activity, visiting={stop.pk: form}, status=422)


@require_POST
@never_cache
@in_scope(Perm.ACTIVITY_NOTE, stops, pk="pk")
def opening(request, stop: Stop):
    """Show once what was written down there; the trail says who looked."""
    if not (stop.done_at and _may_open(request, stop)):
        messages.error(request, "记的人和工作室的联络员、组长才能打开看。")
        return redirect("desk:route", pk=stop.activity_id)
    try:
        text = look_at_stop(stop, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:route", pk=stop.activity_id)
    return _page(request, stop.activity, opened={stop.pk: text or "已经删除。"})


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, stops, pk="pk")
def drop(request, stop: Stop):
    try:
        drop_stop(stop, by=request.user, at=clock.now())
        messages.success(request, "已从路线上去掉。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:route", pk=stop.activity_id)


def _households(request, activity: Activity):
    """Those of the room that the login may see and that are looked after."""
    scope = held_by(request).scope(Perm.HOUSEHOLD_VIEW)
    if scope.is_empty:
        return []
    found = Household.objects.in_scope(scope).filter(room=activity.room, closed_on=None)
    return found.order_by("number")


def _sees(scope, household: Household, own) -> bool:
    is_own = household.keeper_id == own and household.room_id in scope.own_rooms
    return is_own or household.room_id in scope.rooms


def _may_open(request, stop: Stop) -> bool:
    """Who wrote it and the room's desk; of a household nobody who may not see it now."""
    held, me = held_by(request), request.user
    if stop.household and not _sees(held.scope(Perm.HOUSEHOLD_VIEW), stop.household, me.person_id):
        return False
    keeps = held.scope(Perm.ACTIVITY_KEEP).has_room(stop.activity.room)
    return keeps or stop.done_by_id == me.pk


def _called(request, stop: Stop) -> str:
    """The door as this login may know it: of a household not theirs only that it is one."""
    if stop.household is None:
        return stop.place
    scope = held_by(request).scope(Perm.HOUSEHOLD_VIEW)
    if _sees(scope, stop.household, request.user.person_id):
        return stop.household.called
    return f"困难家庭 {stop.household.number} 号"


def _page(request, activity: Activity, *, planning=None, visiting=None, opened=None, status=200):
    held, me = held_by(request), request.user
    may_keep = held.scope(Perm.ACTIVITY_KEEP).has_room(activity.room)
    is_off = activity.status == ActivityStatus.CANCELLED
    is_due = not is_off and activity.on <= clock.today()
    found = activity.stops.select_related("activity__room", "household__room", "done_by__person")
    sayings = {one.statement.pk: one for one in sayings_of(activity, held, own=me.person_id)}
    rows = []
    for stop in found:
        form = None
        if is_due and not stop.done_at:
            form = (visiting or {}).get(stop.pk) or VisitForm(stop=stop)
        rows.append(
            {
                "stop": stop,
                "called": _called(request, stop),
                "form": form,
                "opened": (opened or {}).get(stop.pk, ""),
                "may_open": bool(stop.done_at) and _may_open(request, stop),
                "saying": sayings.get(stop.statement_id),
            }
        )
    if may_keep and not is_off and planning is None:
        planning = StopForm(households=_households(request, activity))
    context = {
        "activity": activity,
        "rows": rows,
        "planning": planning,
        "may_keep": may_keep,
        "is_due": is_due,
        "is_off": is_off,
        "account": me.pk,
        "left": sum(row["stop"].done_at is None for row in rows),
    }
    return render(request, "desk/activities/route.html", context, status=status)
