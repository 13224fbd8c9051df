"""Who sits in which room: drafts, one person elsewhere and its price, and carrying one out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.models import Duty
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.grouping import AdoptForm, FrontierForm, RulesForm, WishForm
from zhushi.desk.views.imports import district_for
from zhushi.desk.views.jobs import asked, typed_before
from zhushi.grouping import jobs
from zhushi.grouping.actions.adopt_draft import adopt_draft
from zhushi.grouping.actions.change_draft import change_draft
from zhushi.grouping.actions.drop_draft import drop_draft
from zhushi.grouping.actions.make_draft import worded
from zhushi.grouping.choices import WishKind
from zhushi.grouping.explain import Column, Seat, columns_of, short, ways_of
from zhushi.grouping.frontier import frontier_of
from zhushi.grouping.models import Draft
from zhushi.grouping.solver import ImpossibleError
from zhushi.grouping.wishes import Trial, trial_of
from zhushi.ui.paging import keyset


def drafts(scope):
    return Draft.objects.in_scope(scope).select_related("district", "made_by__person")


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.GROUPING_MAKE)
def grouping(request, scope):
    """The drafts so far, and the form that makes another."""
    posted = request.POST if request.method == "POST" else None
    form, status = RulesForm(posted, initial=typed_before(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                district = district_for(request, scope)
                return asked(jobs.DRAFT, {"district": district.pk, "rules": form.rules()}, request)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    page = keyset(drafts(scope).without_papers(), request.GET, ("-pk",), unit="个")
    context = {"form": form, "page": page}
    return render(request, "desk/grouping/list.html", context, status=status)


@dataclass
class Chosen:
    """The person whose card was opened: every room's way, and the price of the one asked for."""

    seat: Seat
    ways: list
    target: str = ""
    trial: Trial | None = None
    chain: tuple[tuple[str, str | None, str], ...] = ()
    refusal: str = ""


@require_safe
@never_cache
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def draft(request, draft):
    """The rooms as columns; ``person`` opens a card, ``room`` asks what that person there costs."""
    columns = columns_of(draft)
    person, room = request.GET.get("person", ""), request.GET.get("room", "")
    context = {
        "draft": draft,
        "columns": columns,
        "chosen": _chosen(draft, columns, person, room),
        "people": len(draft.question["people"]),
        "kilometres": draft.result["parts"]["travel"] / 1000,
        "estimated": sum(way == "tree" for way in draft.result["ways"].values()),
        "locked": sum(kind == WishKind.LOCK for _, kind, _ in draft.wishes),
    }
    return render(request, "desk/grouping/draft.html", context)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def wish(request, draft):
    """Lock, ban or set free one person, and group the rest around it."""
    form = WishForm(request.POST)
    back = reverse("desk:draft", kwargs={"pk": draft.pk})
    if not form.is_valid():
        messages.error(request, "没有看懂要怎么改，请在卡片上重新选。")
        return redirect(back)
    try:
        change_draft(draft, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, "已照办，其余的人重新算过。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{back}?person={form.cleaned_data['person']}")


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def adoption(request, draft):
    """Who moves, from which day; a POST carries it out."""
    today = clock.today()
    first = {"since": AdoptForm.first_day(today), "seen": draft.version}
    form, status = AdoptForm(request.POST if request.method == "POST" else None, initial=first), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                adopt_draft(draft, **form.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, "方案已采用，动的人都收到了通知。")
                return redirect("desk:draft", pk=draft.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    moving = [seat for column in columns_of(draft) for seat in column.seats if seat.is_moved]
    names, duties = _names(draft), _duties(draft, {seat.ref for seat in moving}, after=today)
    context = {
        "draft": draft,
        "form": form,
        "moving": [
            (seat, names.get(seat.now), names[seat.room], duties[seat.ref]) for seat in moving
        ],
        "bound": sum(bool(duties[seat.ref]) for seat in moving),
    }
    return render(request, "desk/grouping/adopt.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def frontier(request, draft):
    """What more moves would save; a POST makes another draft with as many."""
    if request.method == "POST":
        form = FrontierForm(request.POST)
        if form.is_valid():
            try:
                return asked(jobs.LIMIT, {"draft": draft.pk, **form.cleaned_data}, request)
            except Refused as refusal:
                messages.error(request, str(refusal))
        else:
            messages.error(request, "没有看懂最多动几人，请选表里的一行。")
        return redirect("desk:frontier", pk=draft.pk)
    points = frontier_of(draft.question, draft.wishes)
    saved = [None, *(a.metres - b.metres for a, b in pairwise(points))]
    context = {"draft": draft, "points": list(zip(points, saved, strict=False))}
    return render(request, "desk/grouping/frontier.html", context)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def drop(request, draft):
    try:
        drop_draft(draft, by=request.user, at=clock.now())
        messages.success(request, "方案已放弃，谁也没有动。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:grouping")


def _duties(draft: Draft, refs: set[str], *, after: date) -> dict[str, list[Duty]]:
    """Whom a reception day of another room than theirs to be still counts on, after a day."""
    held = Duty.objects.filter(person__ref__in=refs, day__on__gt=after)
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in held.select_related("day__room", "person").order_by("day__on"):
        if duty.day.room.code != draft.result["assignment"][duty.person.ref]:
            found[duty.person.ref].append(duty)
    return found


def _names(draft: Draft) -> dict[str | None, str]:
    """What people and rooms of a draft are called, by their number or code."""
    things = [*draft.question["people"], *draft.question["rooms"]]
    return {thing["id"]: short(thing["name"]) for thing in things}


def _chosen(draft: Draft, columns: list[Column], person: str, room: str) -> Chosen | None:
    seat = next((s for column in columns for s in column.seats if s.ref == person), None)
    if seat is None:
        return None
    found = Chosen(seat, ways_of(draft, person))
    if draft.is_open and room in {column.code for column in columns} and room != seat.room:
        found.target = room
        try:
            found.trial = trial_of(
                draft.question, draft.wishes, draft.result, (person, WishKind.LOCK, room)
            )
            names = _names(draft)
            found.chain = tuple(
                (names[step.person], names.get(step.source), names[step.target])
                for step in found.trial.chain
            )
        except ImpossibleError as error:
            found.refusal = worded(str(error), draft.question)
    return found
