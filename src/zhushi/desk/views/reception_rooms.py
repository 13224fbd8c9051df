"""Reception days of all rooms, and the rules and plan of one room."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.set_rule import end_rule, set_rule
from zhushi.activities.actions.settle_days import settle_days
from zhushi.activities.choices import DayStatus, DutyPart, TurnStatus
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay, Turn
from zhushi.activities.queries import Settled, days_to_make, days_to_settle
from zhushi.activities.rules import planned_for
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.receptions import EndRuleForm, PlanForm, RuleForm
from zhushi.desk.month import Entry, between, day_named, month_of, shift, weeks_of
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.matters.reference import calendar_of
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset
from zhushi.ui.templatetags.ui import zh_time

SHOWN = (
    ("coming", "接下来"),
    ("unannounced", "还没公布"),
    ("month", "月历"),
    ("held", "开过的"),
    ("gone", "过去的"),
)
TOLD = {DayStatus.PLANNED: "（未公布）", DayStatus.CANCELLED: "（取消）"}
HALF_YEAR = timedelta(days=183)
ROOMS_SHOWN = 10


def rooms(scope):
    return Workroom.objects.in_scope(scope).select_related("unit", "district")


@allowed(Perm.RECEPTION_VIEW)
def receptions(request, scope):
    """Days to come, days gone, or one month as a calendar; for all rooms or one."""
    today = clock.today()
    choice = RoomChoice.among(rooms(scope).order_by("tier", "unit__code", "pk"))
    words = request.GET.get("room", "").replace("\0", "").strip()
    chosen = _chosen(scope, choice, words)
    found = ReceptionDay.objects.in_scope(scope).select_related("room__unit")
    if chosen:
        found = found.filter(room=chosen)
    elif words and choice.is_many:
        found = found.filter(named(words, "room__"))
    if on := day_named(request.GET.get("on", "")):
        found = found.filter(on=on)
    show = request.GET.get("show", "coming")
    if show != "month":
        found = between(found, request.GET)
    context = {
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "words": words,
        "on": on,
        "chosen": chosen,
        "show": show,
        "today": today,
    }
    context["choices"] = SHOWN
    if show == "month":
        counts_only = choice.is_many and not words
        calendar = calendar_of(request.user.person.district)
        context |= _month(request, found, today, calendar, counts_only=counts_only)
    else:
        if show == "gone":
            page = keyset(found.filter(on__lt=today), request.GET, ("-on", "-pk"), unit="天")
        elif show == "held":
            held = found.filter(status=DayStatus.CLOSED)
            page = keyset(held, request.GET, ("-on", "-pk"), unit="天")
        elif show == "unannounced":
            waiting = found.filter(on__gte=today, status=DayStatus.PLANNED)
            page = keyset(waiting, request.GET, ("on", "pk"), unit="天")
        else:
            coming = found.filter(on__gte=today)
            if request.GET.get("since"):  # counted on the board without those called off
                coming = coming.exclude(status__in=DAY_OVER)
            page = keyset(coming, request.GET, ("on", "pk"), unit="天")
        _count(page.rows)
        context["page"] = page
    context["may_plan"] = held_by(request).has(Perm.RECEPTION_PLAN)
    return render(request, "desk/receptions/list.html", context)


def _count(days: Iterable[ReceptionDay]) -> None:
    """How many receive and how many come, told of the days of one page; two statements."""
    duties = Duty.objects.filter(day__in=days, part=DutyPart.RECEIVE)
    turns = Turn.objects.filter(day__in=days).exclude(status=TurnStatus.CANCELLED)
    receivers, visitors = (
        dict(found.order_by().values_list("day").annotate(count=Count("pk")))
        for found in (duties, turns)
    )
    for day in days:
        day.receiver_count = receivers.get(day.pk, 0)  # type: ignore[attr-defined]
        day.turn_count = visitors.get(day.pk, 0)  # type: ignore[attr-defined]


def _chosen(scope, choice: RoomChoice, words: str) -> Workroom | None:
    """The room that was picked, or the only one that the words fit."""
    if not choice.is_many:
        return next((room for room in choice.rooms if room.code == words), None)
    fitting = list(rooms(scope).filter(named(words))[:2]) if words else []
    return fitting[0] if len(fitting) == 1 else None


def _month(request, found, today: date, calendar, *, counts_only: bool) -> dict[str, object]:
    """A month as a calendar; counts_only: how many rooms receive on a day, where they are many."""
    first = month_of(request.GET.get("month", ""), today)
    within = found.held_between(first, shift(first, 1) - timedelta(days=1))
    if counts_only:
        standing = within.exclude(status=DayStatus.CANCELLED).order_by()
        counts = dict(standing.values_list("on").annotate(count=Count("pk")))
        return weeks_of(first, (), today=today, calendar=calendar, counts=counts)
    days = within.order_by("on", "starts_at", "pk")
    return weeks_of(first, map(entry_of, days), today=today, calendar=calendar)


def entry_of(day: ReceptionDay) -> Entry:
    """A reception day as it stands in a month."""
    kwargs = {"code": day.room.code, "on": day.on.isoformat()}
    words = f"{zh_time(day.starts_at)} {day.room.unit.label}{TOLD.get(day.status, '')}"
    is_off = day.status == DayStatus.CANCELLED
    return Entry(day.on, reverse("desk:reception", kwargs=kwargs), words, is_off, day.starts_at)


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
    days = days_in(scope, on=today)
    if request.method == "POST":
        found = settle_days(days, calendar=calendar, by=request.user, at=clock.now())
        moved = sum(one.is_moved and not one.obstacle for one in found)
        messages.success(request, f"核对好了，挪了 {moved} 天。值班的人和联络员都通知到了。")
        for one in found:
            if said := _trouble(one):
                messages.warning(request, said)
        return redirect("desk:provisional_days")
    changed = [first for first, on in _dates(days) if _is_changed(first, on, calendar)]
    there = days.filter(nominal_on__in=changed).order_by().values("room")
    page = keyset(
        rooms(scope).filter(pk__in=there),
        request.GET,
        ("name", "pk"),
        size=ROOMS_SHOWN,
        unit="个工作室",
    )
    found = days_to_settle(days.filter(room__in=page.rows), calendar, on=today)
    context = {"found": found, "page": page, "waiting": days.count()}
    return render(request, "desk/receptions/provisional.html", context)


def _trouble(one: Settled) -> str:
    """Who cannot come on the new date of a day; empty where everybody can."""
    off = [f"{name}来不了，已取下" for name in one.taken_off]
    off += [f"{name}说过那天不方便，还排着" for name in one.unsuited]
    day = one.day
    return f"{day.room.name}{day.on.month}月{day.on.day}日：{'；'.join(off)}。" if off else ""


def days_in(scope, *, on: date):
    """The provisional days of a scope from a day on."""
    return ReceptionDay.objects.in_scope(scope).filter(is_provisional=True, on__gte=on)


def _dates(days) -> list[tuple[date, date]]:
    return list(days.order_by().values_list("nominal_on", "on").distinct())


def _is_changed(first: date, on: date, calendar) -> bool:
    planned = planned_for(first, calendar)
    return planned.on != on or not planned.is_provisional
