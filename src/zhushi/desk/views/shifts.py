"""Shifts of service projects: put up, signed up for on the phone, kept by the room's desk."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.activities.actions.change_shift import change_shift
from zhushi.activities.actions.confirm_shift import confirm_shift
from zhushi.activities.actions.plan_shift import cancel_shift, plan_shift
from zhushi.activities.actions.sign_up import sign_up, withdraw
from zhushi.activities.choices import ShiftStatus
from zhushi.activities.fitting import who_fits
from zhushi.activities.lifecycle import ONGOING
from zhushi.activities.models import Project, Shift, Signup
from zhushi.activities.models.shift import hours_of
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.moments import moment_of
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.activities import CancelForm
from zhushi.desk.forms.service import ConfirmForm, HoursForm, PutOnForm
from zhushi.desk.views.projects import projects_of, rooms_to_ask
from zhushi.people.choices import SERVING
from zhushi.people.models import Person, Posting

SHOWN = 50


def shifts_of(scope):
    """The shifts of the projects that a scope's rooms keep."""
    return Shift.objects.in_scope(scope).select_related("project__room__unit")


def shifts_seen(scope):
    """Those, and the shifts of projects in which its rooms take part."""
    return Shift.objects.seen_by(scope).select_related("project__room__unit")


def with_own(shifts, person: Person):
    """Shifts with the sign-up of one person, if any, as ``own``."""
    own = Signup.objects.filter(person=person)
    return shifts.prefetch_related(Prefetch("signups", own, to_attr="own"))


@require_safe
@never_cache
@allowed(Perm.SERVICE_JOIN)
def mine(request, scope):
    """Where I come, where I wait, and what I could sign up for."""
    today, person = clock.today(), request.user.person
    coming = shifts_seen(scope).open_from(today).filter(project__stage__in=ONGOING)
    own = Shift.objects.select_related("project__room__unit").open_from(today)
    own = own.filter(signups__person=person)
    served = Signup.objects.filter(person=person, minutes__gt=0)
    served = served.select_related("shift__project__room").order_by("-shift__on", "-pk")
    this_year = served.filter(shift__on__year=today.year).values_list("minutes", flat=True)
    context = {
        "own": with_own(own, person)[:SHOWN],
        "served": served[:SHOWN],
        "proofs": person.service_proofs.select_related("room"),
        "hours": hours_of(sum(this_year)),
        "others": coming.exclude(signups__person=person)[:SHOWN],
        "today": today,
    }
    return render(request, "desk/service/mine.html", context)


@in_scope(Perm.SERVICE_KEEP, projects_of, pk="project")
def new_shift(request, project: Project):
    """Hours for which people are wanted."""
    if project.stage not in ONGOING:
        messages.error(request, "做完的、停了的项目不再排场次。")
        return redirect("desk:project", project=project.pk)
    data, status = (request.POST if request.method == "POST" else None), 200
    form = HoursForm(data, initial={"place": project.room.name})
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = plan_shift(project, hours=form.hours, by=request.user, at=clock.now())
                messages.success(request, "排好了，本项目的党代表和志愿者现在可以报名。")
                return redirect("desk:shift", shift=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "project": project}
    return render(request, "desk/service/new_shift.html", context, status=status)


@in_scope(Perm.SERVICE_KEEP, shifts_of, pk="shift")
def edit(request, shift: Shift):
    """Another time or place, or more or fewer people."""
    if not _is_open(shift):
        messages.error(request, "开始了的、取消了的场次不能再改。")
        return redirect("desk:shift", shift=shift.pk)
    data, status = (request.POST if request.method == "POST" else None), 200
    plain = ("on", "starts_at", "ends_at", "place", "capacity", "skills")
    form = HoursForm(data, initial={name: getattr(shift, name) for name in plain})
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                change_shift(shift, hours=form.hours, by=request.user, at=clock.now())
                messages.success(request, "已改好。时间地点变了的，报了名的都会知道。")
                return redirect("desk:shift", shift=shift.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "project": shift.project, "shift": shift}
    return render(request, "desk/service/new_shift.html", context, status=status)


def _is_open(shift: Shift) -> bool:
    """Whether it is still to come and goes on."""
    is_ahead = moment_of(shift.on, shift.starts_at) > clock.now()
    return shift.status == ShiftStatus.OPEN and is_ahead and shift.project.stage in ONGOING


@never_cache
@in_scope(Perm.SERVICE_VIEW, shifts_seen, pk="shift")
def shift(request, shift: Shift):
    return _page(request, shift)


@require_POST
@in_scope(Perm.SERVICE_JOIN, shifts_seen, pk="shift")
def join(request, shift: Shift):
    """I come, or wait for a place."""
    try:
        made = sign_up(shift, request.user.person, by=request.user, at=clock.now())
        if made.is_waiting:
            messages.success(request, "这一场满了，您排在候补里，有空位会通知您。")
        else:
            messages.success(request, "报上了，前一天会提醒您。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:shift", shift=shift.pk)


@require_POST
@in_scope(Perm.SERVICE_JOIN, shifts_seen, pk="shift")
def leave(request, shift: Shift):
    """I cannot come after all; nobody asks why."""
    try:
        withdraw(shift, request.user.person, by=request.user, at=clock.now())
        messages.success(request, "退出了，空位给候补的人。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:shift", shift=shift.pk)


@require_POST
@in_scope(Perm.SERVICE_KEEP, shifts_of, pk="shift")
def put_on(request, shift: Shift):
    """The room's desk asks somebody to come."""
    rooms = rooms_to_ask(shift.project, held_by(request).scope(Perm.SERVICE_KEEP))
    form = PutOnForm(request.POST, people=_people(shift, rooms))
    if form.is_valid():
        try:
            made = sign_up(shift, form.chosen, by=request.user, at=clock.now())
            words = "排进了候补" if made.is_waiting else "排上了"
            messages.success(request, f"{form.chosen.name}{words}，会收到通知。")
            return redirect("desk:shift", shift=shift.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, shift, adding=form, status=422)


@require_POST
@in_scope(Perm.SERVICE_KEEP, shifts_of, pk="shift")
def take_off(request, shift: Shift, pk: int):
    standing = get_object_or_404(shift.signups.select_related("person"), pk=pk)
    try:
        withdraw(shift, standing.person, by=request.user, at=clock.now())
        messages.success(request, f"{standing.person.name}不来了，会收到通知。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:shift", shift=shift.pk)


@require_POST
@in_scope(Perm.SERVICE_KEEP, shifts_of, pk="shift")
def cancel(request, shift: Shift):
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            cancel_shift(shift, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "已取消，报了名的都会知道。")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:shift", shift=shift.pk)
    return _page(request, shift, cancelling=form, status=422)


@require_POST
@in_scope(Perm.SERVICE_KEEP, shifts_of, pk="shift")
def confirm(request, shift: Shift):
    """Who came, and for how long; nobody checks in."""
    form = _confirming(request, shift, request.POST)
    if form.is_valid():
        try:
            confirm_shift(
                shift,
                minutes=form.minutes,
                unasked=form.came_unasked,
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, "时长记好了，各人在“我的服务”里看得到自己的。")
            return redirect("desk:shift", shift=shift.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, shift, confirming=form, status=422)


def _confirming(request, shift: Shift, data=None) -> ConfirmForm:
    rooms = rooms_to_ask(shift.project, held_by(request).scope(Perm.SERVICE_KEEP))
    people = _people(shift, rooms, but=shift.signups.filter(is_waiting=False))
    seated = shift.signups.filter(is_waiting=False).select_related("person")
    return ConfirmForm(data, signups=seated, length=shift.minutes, people=people)


def _people(shift: Shift, rooms: set[int], *, but=None) -> list[Person]:
    """Who of these rooms can be asked and is not on it yet; but: whom to leave out instead."""
    held = Posting.objects.current_on(shift.on).filter(room__in=rooms, role__in=SERVING)
    found = Person.objects.filter(pk__in=held.values("person"))
    there = shift.signups.all() if but is None else but
    return list(found.exclude(pk__in=there.values("person")).order_by("name", "pk"))


def _page(request, shift: Shift, *, adding=None, cancelling=None, confirming=None, status=200):
    held = held_by(request)
    may_keep = held.scope(Perm.SERVICE_KEEP).has_room(shift.project.room)
    is_open = _is_open(shift)
    signups = list(shift.signups.select_related("person")) if may_keep else []
    waiting = [one for one in signups if one.is_waiting]
    is_over = moment_of(shift.on, shift.ends_at) <= clock.now()
    if may_keep and is_over and shift.status != ShiftStatus.CANCELLED:
        confirming = confirming or _confirming(request, shift)
    fitting = []
    if may_keep and is_open:
        rooms = rooms_to_ask(shift.project, held.scope(Perm.SERVICE_KEEP))
        adding = adding or PutOnForm(people=_people(shift, rooms))
        fitting = who_fits(
            shift.project, wanted=shift.skills, rooms=rooms, on=shift.on, shift=shift
        )
    context = {
        "shift": shift,
        "project": shift.project,
        "own": shift.signups.filter(person=request.user.person).first(),
        "is_open": is_open,
        "may_join": held.has(Perm.SERVICE_JOIN),
        "may_keep": may_keep,
        "seated": [one for one in signups if not one.is_waiting],
        "waiting": waiting,
        "adding": adding,
        "fitting": fitting,
        "confirming": confirming,
        "cancelling": cancelling or CancelForm(),
        "today": clock.today(),
    }
    return render(request, "desk/service/shift.html", context, status=status)
