"""A delegate's own study, on the phone: what is to do, a note, and what it was good for."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions.add_own_study import add_own_study
from zhushi.activities.actions.say_study_use import drop_study_use, say_study_use
from zhushi.activities.actions.write_study_note import drop_study_note, write_study_note
from zhushi.activities.models import Activity, Project, StudyItem, StudyNote, StudyUse
from zhushi.activities.study import progress_of_person
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.study import ItemForm, NoteForm, UseForm
from zhushi.desk.study_links import with_links
from zhushi.desk.views.study import item_dropped, item_page
from zhushi.matters.models import Matter
from zhushi.people.access import Scope

RECENT = timedelta(days=370)
OFFERED = 20


def studied(scope: Scope):
    """What a delegate is to study: of their rooms, and of their own."""
    return StudyItem.objects.for_person(scope).select_related("plan__room")


def own_items(scope: Scope):
    """What they added for themselves."""
    return StudyItem.objects.filter(plan__person=scope.own).select_related("plan__room")


def own_uses(scope: Scope):
    return StudyUse.objects.filter(person=scope.own).select_related("item")


@require_safe
@never_cache
@allowed(Perm.STUDY_OWN)
def mine(request, scope):
    """One year of study: what is to come, what is done; from the records alone."""
    today = clock.today()
    named = StudyPeriod.named(request.GET.get("period", ""))
    year = StudyPeriod((named or StudyPeriod(today.year)).year)
    items = studied(scope).filter(plan__since__lte=year.until, plan__until__gte=year.since)
    progress = progress_of_person(request.user.person, items)
    context = {
        "progress": progress,
        "uses": with_links(progress, held_by(request)),
        "year": year,
        "before": StudyPeriod(year.year - 1),
        "after": StudyPeriod(year.year + 1),
        "is_now": year.year == today.year,
        "today": today,
    }
    return render(request, "desk/study/mine.html", context)


@require_http_methods(["GET", "POST"])
@allowed(Perm.STUDY_OWN)
def new_item(request, scope):
    """Something of one's own for this year."""
    today, status = clock.today(), 200
    data = request.POST if request.method == "POST" else None
    form = ItemForm(data)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                period = StudyPeriod(form.cleaned_data["due_on"].year)
                add_own_study(
                    request.user.person,
                    period=period,
                    aim=form.aim,
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, "加到您的计划里了。")
                return redirect("desk:study_mine")
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "today": today, "back": "desk:study_mine"}
    return render(request, "desk/study/item.html", context, status=status)


@in_scope(Perm.STUDY_OWN, own_items, pk="pk")
def edit_item(request, item: StudyItem):
    return item_page(request, item, back="desk:study_mine", removal="desk:drop_own_study")


@require_POST
@in_scope(Perm.STUDY_OWN, own_items, pk="pk")
def drop_item(request, item: StudyItem):
    return item_dropped(request, item, back="desk:study_mine")


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.STUDY_OWN, studied, pk="pk")
def note(request, item: StudyItem):
    """A few words about an item, written by the delegate."""
    person, status = request.user.person, 200
    standing = StudyNote.objects.filter(item=item, person=person).first()
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, initial={"text": standing.text if standing else ""})
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                write_study_note(
                    item, person=person, **form.cleaned_data, by=request.user, at=clock.now()
                )
                messages.success(request, "记下了，这一项算学过了。")
                return redirect("desk:study_mine")
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "item": item, "standing": standing}
    return render(request, "desk/study/note.html", context, status=status)


@require_POST
@in_scope(Perm.STUDY_OWN, studied, pk="pk")
def drop_note(request, item: StudyItem):
    standing = get_object_or_404(
        StudyNote.objects.select_related("item"), item=item, person=request.user.person
    )
    drop_study_note(standing, by=request.user, at=clock.now())
    messages.success(request, "笔记删去了。")
    return redirect("desk:study_mine")


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.STUDY_OWN, studied, pk="pk")
def use(request, item: StudyItem):
    """One or two sentences of what came of it, about something of one's own."""
    things, status = _things(request), 200
    data = request.POST if request.method == "POST" else None
    form = UseForm(data, groups=_groups(things))
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                say_study_use(
                    item,
                    person=request.user.person,
                    text=form.cleaned_data["text"],
                    about=things[form.cleaned_data["about"]][2],
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, "记下了。")
                return redirect("desk:study_mine")
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "item": item, "has_things": bool(things)}
    return render(request, "desk/study/use.html", context, status=status)


@require_POST
@in_scope(Perm.STUDY_OWN, own_uses, pk="pk")
def drop_use(request, use: StudyUse):
    drop_study_use(use, by=request.user, at=clock.now())
    messages.success(request, "删去了。")
    return redirect("desk:study_mine")


def _things(request) -> dict[str, tuple[str, str, Activity | Project | str]]:
    """What somebody took part in lately and may see: key → group, words, the thing."""
    held, person = held_by(request), request.user.person
    since = clock.today() - RECENT
    matters = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(receiver=person)
    activities = Activity.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW)).filter(
        participants__person=person, on__gte=since, on__lte=clock.today()
    )
    projects = Project.objects.seen_by(held.scope(Perm.SERVICE_VIEW)).filter(
        Q(owner=person) | Q(shifts__signups__person=person)
    )
    found: dict[str, tuple[str, str, Activity | Project | str]] = {}
    recent = matters.filter(received_at__date__gte=since).order_by("-received_at", "-pk")
    for matter in recent.only("ref", "title")[:OFFERED]:
        found[f"M{matter.ref}"] = ("我记下的事项", f"{matter.ref} {matter.title}", matter.ref)
    for activity in activities.order_by("-on", "-pk")[:OFFERED]:
        day = f"{activity.on.month}月{activity.on.day}日"
        found[f"A{activity.pk}"] = ("我参加的活动", f"{day} {activity.title}", activity)
    for project in projects.distinct()[:OFFERED]:
        found[f"P{project.pk}"] = ("我参加的服务项目", project.title, project)
    return found


def _groups(things: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for key, (group, words, _) in things.items():
        grouped.setdefault(group, []).append((key, words))
    return list(grouped.items())
