"""Topics, limits and the calendar of a district."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.activities.actions.set_norm import set_norm
from zhushi.activities.choices import Heading, Period
from zhushi.activities.queries import norms_of
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.models import CalendarDay
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.settings import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarForm,
    LimitsForm,
    NormForm,
    TopicEditForm,
    TopicForm,
)
from zhushi.matters.actions.recompute import recompute
from zhushi.matters.actions.set_reference import edit_topic, enter_topic, set_limits
from zhushi.matters.choices import ClockStep, LimitClass
from zhushi.matters.models import LimitProfile, Topic
from zhushi.matters.reference import calendar_of, limits_of
from zhushi.rooms.actions.set_calendar_day import clear_calendar_day, set_calendar_day
from zhushi.rooms.models import Unit


def _district(scope) -> Unit:
    return Unit.objects.get(pk=min(scope.districts))


@allowed(Perm.SETTINGS_EDIT)
def settings(request, scope):
    """What can be set, and how it stands now."""
    district = _district(scope)
    profile = LimitProfile.objects.filter(district=district).first()
    calendar = calendar_of(district)
    context = {
        "topics": Topic.objects.filter(district=district, is_active=True).count(),
        "profile": profile,
        "official_until": max(calendar.official_years, default=None),
        "year": clock.today().year,
    }
    return render(request, "desk/settings/index.html", context)


@allowed(Perm.SETTINGS_EDIT)
def topics(request, scope):
    """The topics in two levels, and a form for one more."""
    district = _district(scope)
    form = TopicForm(request.POST or None, district_id=district.pk)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                topic = enter_topic(district, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"类别里加了“{topic.name}”。")
                return redirect("desk:topics")
    below = Prefetch("children", Topic.objects.order_by("position", "pk"))
    tops = Topic.objects.filter(district=district, parent=None).prefetch_related(below)
    context = {"form": form, "tops": list(tops)}
    return render(request, "desk/settings/topics.html", context, status=status)


@in_scope(
    Perm.SETTINGS_EDIT, lambda scope: Topic.objects.filter(district__in=scope.districts), pk="pk"
)
def topic(request, topic: Topic):
    """Another name for a topic, or out of use."""
    initial = {"name": topic.name, "is_active": topic.is_active}
    form, status = TopicEditForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_topic(topic, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "类别已改。")
                return redirect("desk:topics")
    context = {"form": form, "topic": topic}
    return render(request, "desk/settings/topic.html", context, status=status)


@allowed(Perm.SETTINGS_EDIT)
def limits(request, scope):
    """The limits in force, each a field; saving makes a new version."""
    district = _district(scope)
    today = clock.today()
    table = dict(limits_of(district, on=today))
    labels = {(step, kind): _label(step, kind) for step, kind in table}
    versions = list(LimitProfile.objects.filter(district=district))
    initial = {"name": f"办理时限方案（{today.year}年版）", "starts_on": today}
    form = LimitsForm(request.POST or None, table=table, labels=labels, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                profile = set_limits(
                    district,
                    name=form.cleaned_data["name"],
                    starts_on=form.cleaned_data["starts_on"],
                    limits=form.limits(),
                    by=request.user,
                    at=clock.now(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(
                    request,
                    f"第 {profile.version} 版已保存，{profile.starts_on:%Y-%m-%d} 起用。"
                    "正在计时的事项仍按原来的版本。",
                )
                return redirect("desk:limits")
    standing = next((one for one in versions if one.starts_on <= today), None)
    context = {"form": form, "versions": versions, "standing": standing}
    return render(request, "desk/settings/limits.html", context, status=status)


@allowed(Perm.SETTINGS_EDIT)
def calendar(request, scope, year: int):
    """Days off and days worked in exchange of one year, shipped and entered here."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    district = _district(scope)
    form, status = CalendarForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            set_calendar_day(district, **form.cleaned_data, by=request.user, at=clock.now())
            told = f"{form.cleaned_data['on']:%Y-%m-%d} 已记下。"
            if form.cleaned_data["is_official"]:
                moved = recompute(district, by=request.user, at=clock.now())
                told += f"暂按推算的期限重算过，{moved} 个到期日有变动。"
            messages.success(request, told)
            return redirect("desk:calendar", year=form.cleaned_data["on"].year)
    entered = CalendarDay.objects.filter(
        district_id=district.pk, on__gte=date(year, 1, 1), on__lte=date(year, 12, 31)
    )
    own = {day.on: day for day in entered}
    held = calendar_of(district)
    days = sorted(
        (on, is_off, name, own.get(on))
        for is_off, shelf in ((True, held.off), (False, held.on))
        for on, name in shelf.items()
        if on.year == year
    )
    context = {
        "form": form,
        "year": year,
        "days": days,
        "is_official": year in held.official_years,
        "before": year - 1,
        "after": year + 1,
    }
    return render(request, "desk/settings/calendar.html", context, status=status)


@require_POST
@in_scope(
    Perm.SETTINGS_EDIT,
    lambda scope: CalendarDay.objects.filter(district_id__in=scope.districts),
    pk="pk",
)
def clear_day(request, day: CalendarDay):
    """Take a local entry back; the shipped table holds again."""
    district = Unit.objects.get(pk=day.district_id)
    clear_calendar_day(district, on=day.on, by=request.user, at=clock.now())
    messages.success(request, f"{day.on:%Y-%m-%d} 的本地记录已删去，按随软件带的放假表。")
    return redirect("desk:calendar", year=day.on.year)


def _label(step: str, kind: str) -> str:
    return ClockStep(step).label + (f"·{LimitClass(kind).label}" if kind else "")


@allowed(Perm.SETTINGS_EDIT)
def norms(request, scope):
    """How often each of the eight is owed, with its source."""
    district = _district(scope)
    own = {Heading(one.heading) for one in district.own_norms.all()}
    rows = [(norm, norm.heading in own) for norm in norms_of(district).values()]
    return render(request, "desk/settings/norms.html", {"rows": rows})


@allowed(Perm.SETTINGS_EDIT)
def norm(request, scope, heading: str):
    """Set one; who owes it stays as it is."""
    if heading not in Heading:
        raise Http404
    district, status = _district(scope), 200
    now = norms_of(district)[Heading(heading)]
    first = {"least": now.least, "period": now.period, "source": now.source}
    form = NormForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            wanted = replace(now, **{**given, "period": Period(given["period"])})
            set_norm(district, wanted, by=request.user, at=clock.now())
            messages.success(request, f"{now.heading.label}：{wanted.words}。")
            return redirect("desk:norms")
    return render(request, "desk/settings/norm.html", {"form": form, "norm": now}, status=status)
