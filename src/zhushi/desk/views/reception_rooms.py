"""Reception days of all rooms, and the rules and plan of one room."""

from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.set_rule import end_rule, set_rule
from zhushi.activities.actions.settle_days import settle_days
from zhushi.activities.choices import DayStatus, DutyPart, TurnStatus
from zhushi.activities.models import ReceptionDay
from zhushi.activities.queries import Settled, days_to_make, days_to_settle
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.receptions import EndRuleForm, PlanForm, RuleForm
from zhushi.desk.month import month_of, shift
from zhushi.matters.reference import calendar_of
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

SHOWN = (
    ("coming", "接下来"),
    ("unannounced", "还没公布"),
    ("month", "月历"),
    ("gone", "过去的"),
)
HALF_YEAR = timedelta(days=183)


def rooms(scope):
    return Workroom.objects.in_scope(scope).select_related("unit", "district")


@allowed(Perm.RECEPTION_VIEW)
def receptions(request, scope):
    """Days to come, days gone, or one month as a calendar; for all rooms or one."""
    today = clock.today()
    reached = list(rooms(scope).order_by("tier", "unit__code", "pk"))
    chosen = next((r for r in reached if r.code == request.GET.get("room")), None)
    found = ReceptionDay.objects.in_scope(scope).select_related("room__unit")
    if chosen:
        found = found.filter(room=chosen)
    show = request.GET.get("show", "coming")
    context = {"rooms": reached, "chosen": chosen, "show": show, "today": today}
    context["choices"] = SHOWN
    if show == "month":
        context |= _month(request, found, today, calendar_of(request.user.person.district))
    else:
        found = found.annotate(
            receiver_count=Count("duties", filter=Q(duties__part=DutyPart.RECEIVE), distinct=True),
            turn_count=Count("turns", filter=~Q(turns__status=TurnStatus.CANCELLED), distinct=True),
        )
        if show == "gone":
            page = keyset(found.filter(on__lt=today), request.GET, ("-on", "-pk"), unit="天")
        elif show == "unannounced":
            waiting = found.filter(on__gte=today, status=DayStatus.PLANNED)
            page = keyset(waiting, request.GET, ("on", "pk"), unit="天")
        else:
            page = keyset(found.filter(on__gte=today), request.GET, ("on", "pk"), unit="天")
        context["page"] = page
    context["may_plan"] = held_by(request).has(Perm.RECEPTION_PLAN)
    return render(request, "desk/receptions/list.html", context)


def _month(request, found, today: date, calendar) -> dict[str, object]:
    first = month_of(request.GET.get("month", ""), today)
    last = shift(first, 1) - timedelta(days=1)
    by_day: dict[date, list[ReceptionDay]] = {}
    for day in found.held_between(first, last).order_by("on", "starts_at", "pk"):
        by_day.setdefault(day.on, []).append(day)
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        week = [start + timedelta(days=n) for n in range(7)]
        weeks.append(
            [
                {
                    "date": on,
                    "inside": on.month == first.month,
                    "off": not calendar.is_workday(on),
                    "holiday": calendar.holiday(on) or ("调休上班" if on in calendar.on else ""),
                    "today": on == today,
                    "days": by_day.get(on, []),
                }
                for on in week
            ]
        )
        start += timedelta(days=7)
    count = sum(map(len, by_day.values()))
    return {
        "weeks": weeks,
        "first": first,
        "before": shift(first, -1),
        "after": shift(first, 1),
        "count": count,
    }


def room_page(request, room: Workroom, *, status: int = 200, **forms):
    """Rules and coming days of one room; ``forms`` replaces an empty form by a refused one."""
    today = clock.today()
    coming = room.reception_days.filter(on__gte=today).annotate(
        receiver_count=Count("duties", filter=Q(duties__part=DutyPart.RECEIVE))
    )
    context = {
        "room": room,
        "today": today,
        "rules": list(room.reception_rules.all()),
        "days": list(coming.order_by("on")[:30]),
        "may_plan": held_by(request).scope(Perm.RECEPTION_PLAN).has_room(room),
        "rule_form": RuleForm(initial={"starts_on": today}),
        "end_form": EndRuleForm(initial={"ends_on": today}),
        **forms,
    }
    return render(request, "desk/receptions/room.html", context, status=status)


@in_scope(Perm.RECEPTION_VIEW, rooms, code="code")
def room_receptions(request, room):
    """When a room receives people, by which rules."""
    return room_page(request, room)


@in_scope(Perm.RECEPTION_PLAN, rooms, code="code")
@require_POST
def create_rule(request, room):
    """Fix one reception day a month."""
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            set_rule(room, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "规则已定。再点“生成接待日”，把日子排出来。")
            return redirect("desk:room_receptions", code=room.code)
    return room_page(request, room, rule_form=form, status=422)


@in_scope(Perm.RECEPTION_PLAN, rooms, code="code")
@require_POST
def end_one_rule(request, room):
    """Give a rule its last day."""
    form = EndRuleForm(request.POST)
    if form.is_valid():
        rule = get_object_or_404(room.reception_rules, pk=form.cleaned_data["rule"])
        try:
            end_rule(rule, ends_on=form.cleaned_data["ends_on"], by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "规则已停用。已经排定的日子不变，不接待的请逐个取消。")
            return redirect("desk:room_receptions", code=room.code)
    return room_page(request, room, end_form=form, status=422)


@in_scope(Perm.RECEPTION_PLAN, rooms, code="code")
def plan(request, room):
    """Show which days the rules make in a period, then make them."""
    today, calendar = clock.today(), calendar_of(room.district)
    usual = {"since": today, "until": today + HALF_YEAR}
    given = request.POST if request.method == "POST" else request.GET if request.GET else usual
    form = PlanForm(given, today=today)
    is_good = form.is_valid()
    if request.method == "POST" and is_good:
        made = plan_days(
            room, **form.cleaned_data, calendar=calendar, by=request.user, at=clock.now()
        )
        messages.success(
            request,
            f"排定 {len(made)} 个接待日。下一步：排值班的代表，再公布。"
            if made
            else "没有新的日子。",
        )
        return redirect("desk:room_receptions", code=room.code)
    planned = []
    if is_good:
        planned = sorted(
            days_to_make(room, **form.cleaned_data, calendar=calendar), key=lambda pair: pair[1].on
        )
    context = {"room": room, "form": form, "planned": planned, "is_good": is_good}
    context["any_provisional"] = any(one.is_provisional for _, one in planned)
    context["has_rules"] = bool(planned) or room.reception_rules.exists()
    return render(request, "desk/receptions/plan.html", context, status=200 if is_good else 422)


@allowed(Perm.RECEPTION_PLAN)
def provisional(request, scope):
    """Days that were planned before the year's holidays were known, and where they belong now."""
    today, calendar = clock.today(), calendar_of(request.user.person.district)
    days = ReceptionDay.objects.in_scope(scope).filter(is_provisional=True, on__gte=today)
    if request.method == "POST":
        found = settle_days(days, calendar=calendar, by=request.user, at=clock.now())
        moved = sum(one.is_moved and not one.obstacle for one in found)
        messages.success(request, f"核对好了，挪了 {moved} 天。值班的人和联络员都通知到了。")
        for one in found:
            if said := _trouble(one):
                messages.warning(request, said)
        return redirect("desk:provisional_days")
    context = {"found": days_to_settle(days, calendar, on=today), "waiting": days.count()}
    return render(request, "desk/receptions/provisional.html", context)


def _trouble(one: Settled) -> str:
    """Who cannot come on the new date of a day; empty where everybody can."""
    off = [f"{name}来不了，已取下" for name in one.taken_off]
    off += [f"{name}说过那天不方便，还排着" for name in one.unsuited]
    day = one.day
    return f"{day.room.name}{day.on.month}月{day.on.day}日：{'；'.join(off)}。" if off else ""
