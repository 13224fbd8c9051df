"""What the district wants its rooms to study: laid down by the office, taken over by rooms."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zhushi.activities.actions.keep_study_item import add_study_item
from zhushi.activities.actions.make_study_plan import lay_down_study_plan
from zhushi.activities.models import StudyItem, StudyPlan
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.study import ItemForm, PeriodForm
from zhushi.desk.views.study import item_dropped, item_page, periods_ahead
from zhushi.people.access import Scope

SHOWN = 20


def laid_down(scope: Scope):
    """What a scope's districts laid down."""
    return StudyPlan.objects.laid_down().filter(district__in=scope.districts)


def items_of(scope: Scope):
    plans = laid_down(scope).order_by().values("pk")
    return StudyItem.objects.filter(plan__in=plans).select_related("plan")


@require_http_methods(["GET", "POST"])
@allowed(Perm.STUDY_LAY_DOWN)
def plans(request, scope):
    """What was laid down so far, newest first, and a new one."""
    data, status = (request.POST if request.method == "POST" else None), 200
    form = PeriodForm(data, periods=periods_ahead(clock.today()))
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = lay_down_study_plan(
                    request.user.person.district,
                    period=form.chosen_period,
                    by=request.user,
                    at=clock.now(),
                )
                return redirect("desk:district_study_plan", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    found = laid_down(scope).annotate(item_count=Count("items"))[:SHOWN]
    return render(
        request, "desk/study/district.html", {"plans": found, "form": form}, status=status
    )


@in_scope(Perm.STUDY_LAY_DOWN, laid_down, pk="pk")
def plan(request, plan: StudyPlan):
    return _page(request, plan)


@require_POST
@in_scope(Perm.STUDY_LAY_DOWN, laid_down, pk="pk")
def add_item(request, plan: StudyPlan):
    form = ItemForm(request.POST)
    if form.is_valid():
        try:
            add_study_item(plan, aim=form.aim, by=request.user, at=clock.now())
            messages.success(request, "加上了。")
            return redirect("desk:district_study_plan", pk=plan.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, plan, adding=form, status=422)


@in_scope(Perm.STUDY_LAY_DOWN, items_of, pk="pk")
def edit_item(request, item: StudyItem):
    removal = "desk:drop_district_study_item"
    return item_page(request, item, back="desk:district_study_plan", removal=removal)


@require_POST
@in_scope(Perm.STUDY_LAY_DOWN, items_of, pk="pk")
def drop_item(request, item: StudyItem):
    return item_dropped(request, item, back="desk:district_study_plan")


def _page(request, plan: StudyPlan, *, adding=None, status=200):
    taken = StudyPlan.objects.of_rooms().filter(items__source__plan=plan)
    context = {
        "plan": plan,
        "items": plan.items.all(),
        "taken": taken.select_related("room").distinct().order_by("room__tier", "room__unit__code"),
        "adding": adding or ItemForm(),
    }
    return render(request, "desk/study/district_plan.html", context, status=status)
