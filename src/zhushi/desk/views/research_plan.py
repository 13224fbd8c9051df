"""A theme and its plan: what is asked, where somebody goes when, and who takes part."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.research_plan import (
    PlanItemForm,
    QuestionsForm,
    ThemeGuestForm,
    TopicsForm,
)
from zhushi.desk.views.research import themes
from zhushi.desk.views.research_activities import activities_of, may_go
from zhushi.people.access import Holdings
from zhushi.research.actions.ask_questions import ask_questions
from zhushi.research.actions.invite_delegate import invite_delegate, leave_out_delegate
from zhushi.research.actions.invite_guest import invite_guest, leave_out_guest
from zhushi.research.actions.keep_plan_item import (
    add_plan_item,
    change_plan_item,
    remove_plan_item,
)
from zhushi.research.models import PlanItem, Theme, ThemeGuest, ThemeMember
from zhushi.research.queries import able_to_look_into

FEW = 30
"""So many delegates are offered at once; of more one is found by name."""


def _themes(scope):
    return Theme.objects.in_scope(scope).select_related("room", "priority", "district")


def _of_themes(model):
    """What hangs on the themes of a scope."""

    def found(scope):
        reached = model.objects.filter(theme__in=Theme.objects.in_scope(scope))
        return reached.select_related("theme__room")

    return found


def may_plan(held: Holdings, theme: Theme) -> bool:
    """A room's desk plans its own themes; the district's who may lay it down."""
    if theme.room is None:
        return theme.district_id in held.scope(Perm.RESEARCH_LAY_DOWN).districts
    return held.scope(Perm.RESEARCH_PLAN).has_room(theme.room)


def planning(things=_themes):
    """Hand the view a theme, or what hangs on one, whose plan the login may write; else 404."""

    def decorate(view):
        @in_scope(Perm.RESEARCH_PLAN, things, pk="pk")
        @wraps(view)
        def inner(request, thing, **kwargs):
            theme = thing if isinstance(thing, Theme) else thing.theme
            if not may_plan(held_by(request), theme):
                raise Http404
            return view(request, thing, **kwargs)

        return inner

    return decorate


@require_safe
@never_cache
@in_scope(Perm.RESEARCH_VIEW, themes, pk="pk")
def theme(request, theme: Theme):
    """Its questions, what is planned, who takes part, and what was found at its activities."""
    held, items = held_by(request), list(theme.items.all())
    found = activities_of(request, theme, held)
    for item in items:
        item.activities = found["planned"].get(item.pk, [])
    context = {
        "theme": theme,
        "questions": list(theme.questions.all()),
        "items": items,
        **_people(theme),
        **found,
        "may_plan": may_plan(held, theme),
        "may_go": may_go(held, theme),
        "today": clock.today(),
    }
    return render(request, "desk/research/theme.html", context)


def _people(theme: Theme) -> dict:
    members = list(theme.members.select_related("person").order_by("person__name", "pk"))
    return {"members": members, "guests": list(theme.guests.all())}


@require_http_methods(["GET", "POST"])
@never_cache
@planning()
def plan(request, theme: Theme):
    """Write the plan; what is posted here are the questions, one a line."""
    form, status = None, 200
    if request.method == "POST":
        form, status = QuestionsForm(request.POST), 422
        if form.is_valid():
            try:
                ask_questions(theme, questions=form.lines, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "问题记下了。")
                return redirect("desk:theme_plan", pk=theme.pk)
    return plan_page(request, theme, asking=form, status=status)


def plan_page(
    request, theme: Theme, *, asking=None, adding=None, inviting=None, sorting=None, status=200
):
    """The page of a plan's writer, with a form that was refused in place of a fresh one."""
    people, words = _people(theme), request.GET.get("who", "").replace("\0", "").strip()
    there = [member.person_id for member in people["members"]]
    able = able_to_look_into(theme, on=clock.today()).exclude(pk__in=there)
    if words:
        able = able.filter(name__contains=words)
    offered = list(able[: FEW + 1])
    first = "\n".join(question.text for question in theme.questions.all())
    context = {
        "theme": theme,
        "asking": asking or QuestionsForm(initial={"questions": first}),
        "adding": adding or PlanItemForm(),
        "inviting": inviting or ThemeGuestForm(),
        "sorting": sorting or _sorting(theme),
        "items": list(theme.items.all()),
        **people,
        "words": words,
        "offered": [] if len(offered) > FEW else offered,
        "is_many": len(offered) > FEW,
    }
    return render(request, "desk/research/plan.html", context, status=status)


def _sorting(theme: Theme) -> TopicsForm:
    named = [str(key) for key in theme.topics.values_list("pk", flat=True)]
    return TopicsForm(district=theme.district_id, initial={"topics": named})


@require_POST
@planning()
def add_item(request, theme: Theme):
    form = PlanItemForm(request.POST)
    if form.is_valid():
        try:
            add_plan_item(theme, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "列入计划了。")
            return redirect("desk:theme_plan", pk=theme.pk)
    return plan_page(request, theme, adding=form, status=422)


@require_http_methods(["GET", "POST"])
@never_cache
@planning(_of_themes(PlanItem))
def item(request, item: PlanItem):
    """Another day, place or purpose."""
    first, status = {"on": item.on, "place": item.place, "what": item.what}, 200
    form = PlanItemForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_plan_item(item, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "已改好。")
                return redirect("desk:theme_plan", pk=item.theme_id)
    context = {"form": form, "theme": item.theme}
    return render(request, "desk/research/plan_item.html", context, status=status)


@require_POST
@planning(_of_themes(PlanItem))
def remove_item(request, item: PlanItem):
    remove_plan_item(item, by=request.user, at=clock.now())
    messages.success(request, f"“{item.what}”不在计划里了。")
    return redirect("desk:theme_plan", pk=item.theme_id)


@require_POST
@planning()
def invite(request, theme: Theme):
    """One delegate, by the button beside the name."""
    ref = request.POST.get("person", "").replace("\0", "")
    person = able_to_look_into(theme, on=clock.today()).filter(ref=ref).first()
    if person is None:
        messages.error(request, "请从能参加的代表里选一位。")
        return redirect("desk:theme_plan", pk=theme.pk)
    try:
        invite_delegate(theme, person=person, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{person.name}参加，已经告诉本人。")
    return redirect("desk:theme_plan", pk=theme.pk)


@require_POST
@planning(_of_themes(ThemeMember))
def leave_out(request, member: ThemeMember):
    leave_out_delegate(member, by=request.user, at=clock.now())
    messages.success(request, f"已去掉{member.person.name}。")
    return redirect("desk:theme_plan", pk=member.theme_id)


@require_POST
@planning()
def add_guest(request, theme: Theme):
    form = ThemeGuestForm(request.POST)
    if form.is_valid():
        try:
            invite_guest(theme, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "加上了。")
            return redirect("desk:theme_plan", pk=theme.pk)
    return plan_page(request, theme, inviting=form, status=422)


@require_POST
@planning(_of_themes(ThemeGuest))
def remove_guest(request, guest: ThemeGuest):
    leave_out_guest(guest, by=request.user, at=clock.now())
    messages.success(request, f"已去掉{guest.name}。")
    return redirect("desk:theme_plan", pk=guest.theme_id)
