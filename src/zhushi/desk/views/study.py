"""The rooms' study plans: who has one, what is in it, how far it is; kept by the liaison."""

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions.keep_study_item import (
    add_study_item,
    change_study_item,
    drop_study_item,
)
from zhushi.activities.actions.make_study_plan import make_study_plan, take_over_study_plan
from zhushi.activities.models import StudyItem, StudyPlan
from zhushi.activities.study import progress_of_person, progress_of_room, with_progress
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.study import ItemForm, PlanForm
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.desk.study_links import with_links
from zhushi.desk.views.matter_new import rooms_of
from zhushi.people.access import Scope
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

CHIPS = (("with", "有计划的"), ("without", "还没有计划的"))


def plans_of(scope: Scope):
    """The rooms' own plans that a scope reaches."""
    return StudyPlan.objects.of_rooms().in_scope(scope).select_related("room")


def items_of(scope: Scope):
    """What stands in them."""
    plans = plans_of(scope).order_by().values("pk")
    return StudyItem.objects.filter(plan__in=plans).select_related("plan__room")


def people_of(scope: Scope):
    """Whose study the room's desk reads: the delegates of its rooms."""
    held = Posting.objects.current_on(clock.today()).filter(role=Role.DELEGATE)
    held = held.filter(Q(room__in=scope.rooms) | Q(district__in=scope.districts))
    return Person.objects.filter(pk__in=held.values("person"))


def period_of(request) -> StudyPeriod:
    """The period an address names, else the half-year that runs."""
    named_one = StudyPeriod.named(request.GET.get("period", ""))
    return named_one or StudyPeriod.half_of(clock.today())


def periods_ahead(today: date) -> list[StudyPeriod]:
    """What can be planned now: this year and the next, and what is left of their halves."""
    years = (*StudyPeriod.of_year(today.year), *StudyPeriod.of_year(today.year + 1))
    return [one for one in years if one.until >= today]


@require_safe
@allowed(Perm.STUDY_VIEW)
def plan_list(request, scope):
    """Which rooms have a plan for a period and how far it is, or which have none."""
    period, held = period_of(request), held_by(request)
    show = request.GET.get("show", "with")
    rooms = Workroom.objects.in_scope(scope).order_by("tier", "unit__code", "pk")
    choice = RoomChoice.among(rooms)
    words = request.GET.get("room", "").replace("\0", "").strip()
    found = plans_of(scope).touching(period.since, period.until)
    if show == "without":
        asked = min(max(clock.today(), period.since), period.until)
        lacking = rooms.open_on(asked).exclude(pk__in=found.order_by().values("room"))
        lacking = lacking.filter(named(words)) if words else lacking
        page = keyset(lacking, request.GET, ("tier", "unit__code", "pk"), unit="个工作室")
    else:
        show = "with"
        found = found.filter(named(words, "room__")) if words else found
        order = ("room__tier", "room__unit__code", "since", "-until", "pk")
        page = keyset(with_progress(found), request.GET, order, unit="份")
    context = {
        "period": period,
        "before": StudyPeriod(period.year - 1, period.part),
        "periods": StudyPeriod.of_year(period.year),
        "after": StudyPeriod(period.year + 1, period.part),
        "show": show,
        "chips": CHIPS,
        "page": page,
        "words": words,
        "rooms": choice.rooms,
        "is_many": choice.is_many,
        "may_keep": held.has(Perm.STUDY_KEEP),
        "may_lay_down": held.has(Perm.STUDY_LAY_DOWN),
        "has_own": held.has(Perm.STUDY_OWN),
    }
    return render(request, "desk/study/list.html", context)


@require_http_methods(["GET", "POST"])
@allowed(Perm.STUDY_KEEP)
def new_plan(request, scope):
    """A room's plan for a year or half of it."""
    rooms, status = rooms_of(request, scope), 200
    if not rooms:
        return render(request, "desk/matters/no_room.html", status=409)
    first = {"period": str(period_of(request)), "room": request.GET.get("room", "")}
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, rooms=rooms, periods=periods_ahead(clock.today()), initial=first)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = make_study_plan(
                    form.chosen_room,
                    period=form.chosen_period,
                    from_district=form.cleaned_data["from_district"],
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, "计划建好了，接着一项一项加。")
                return redirect("desk:study_plan", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    room = rooms[0] if len(rooms) == 1 else None
    return render(request, "desk/study/new.html", {"form": form, "room": room}, status=status)


@never_cache
@in_scope(Perm.STUDY_VIEW, plans_of, pk="pk")
def plan(request, plan: StudyPlan):
    return _page(request, plan)


@require_POST
@in_scope(Perm.STUDY_KEEP, plans_of, pk="pk")
def add_item(request, plan: StudyPlan):
    form = ItemForm(request.POST)
    if form.is_valid():
        try:
            add_study_item(plan, aim=form.aim, by=request.user, at=clock.now())
            messages.success(request, "加上了。")
            return redirect("desk:study_plan", pk=plan.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, plan, adding=form, status=422)


@require_POST
@in_scope(Perm.STUDY_KEEP, plans_of, pk="pk")
def take_over(request, plan: StudyPlan):
    """What the district laid down for the same time."""
    try:
        count = take_over_study_plan(plan, by=request.user, at=clock.now())
        messages.success(request, f"抄来 {count} 项。" if count else "区里定的都已经在计划里。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:study_plan", pk=plan.pk)


@in_scope(Perm.STUDY_KEEP, items_of, pk="pk")
def edit_item(request, item: StudyItem):
    return item_page(request, item, back="desk:study_plan", removal="desk:drop_study_item")


@require_POST
@in_scope(Perm.STUDY_KEEP, items_of, pk="pk")
def drop_item(request, item: StudyItem):
    return item_dropped(request, item, back="desk:study_plan")


@require_safe
@never_cache
@in_scope(Perm.STUDY_READ, people_of, ref="ref")
def of_person(request, person: Person):
    """One delegate's study as the desk of their room reads it: of that room alone."""
    scope = held_by(request).scope(Perm.STUDY_READ)
    year = StudyPeriod(period_of(request).year)
    seats = Posting.objects.current_on(clock.today()).filter(person=person, role=Role.DELEGATE)
    reached = Q(room__in=scope.rooms) | Q(district__in=scope.districts)
    plans = StudyPlan.objects.touching(*year.days).filter(
        Q(person=person) & reached
        | Q(person=None, room__in=seats.filter(reached).order_by().values("room"))
    )
    items = StudyItem.objects.filter(plan__in=plans.order_by().values("pk"))
    progress = progress_of_person(person, items.select_related("plan"))
    context = {
        "person": person,
        "year": year,
        "progress": progress,
        "uses": with_links(progress, held_by(request)),
        "today": clock.today(),
    }
    return render(request, "desk/study/person.html", context)


def item_page(request, item: StudyItem, *, back: str, removal: str):
    """Put one item right."""
    plain = ("title", "strand", "due_on", "material")
    data, status = (request.POST if request.method == "POST" else None), 200
    form = ItemForm(data, initial={name: getattr(item, name) for name in plain})
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                change_study_item(item, aim=form.aim, by=request.user, at=clock.now())
                messages.success(request, "已改好。")
                return _back(item, back)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "item": item, "back": back, "removal": removal}
    return render(request, "desk/study/item.html", context, status=status)


def item_dropped(request, item: StudyItem, *, back: str):
    """Take one item away, or say why it stays."""
    try:
        drop_study_item(item, by=request.user, at=clock.now())
        messages.success(request, "删去了。")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(item, back)


def _back(item: StudyItem, name: str):
    return redirect(name) if name == "desk:study_mine" else redirect(name, pk=item.plan_id)


def _page(request, plan: StudyPlan, *, adding=None, status=200):
    held = held_by(request)
    may_keep = held.scope(Perm.STUDY_KEEP).has_room(plan.room)
    reads = held.scope(Perm.STUDY_READ).has_room(plan.room)
    context = {
        "plan": plan,
        "progress": progress_of_room(plan, with_notes=reads),
        "may_keep": may_keep,
        "adding": adding or (ItemForm() if may_keep else None),
        "has_template": may_keep and _is_laid_down(plan),
        "delegates": list(_delegates(plan)) if reads else [],
        "reads": reads,
        "today": clock.today(),
    }
    return render(request, "desk/study/plan.html", context, status=status)


def _is_laid_down(plan: StudyPlan) -> bool:
    """Whether the district has items for the same time that are not in the plan."""
    same = StudyItem.objects.filter(
        plan__district=plan.district_id,
        plan__room=None,
        plan__since=plan.since,
        plan__until=plan.until,
    )
    return same.exclude(copies__plan=plan).exists()


def _delegates(plan: StudyPlan):
    """Whose study the desk may open from here, by name."""
    held = Posting.objects.current_on(clock.today()).filter(role=Role.DELEGATE, room=plan.room_id)
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk")
