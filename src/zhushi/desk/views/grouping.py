"""Who sits in which room: drafts, one person elsewhere and its price, and carrying one out."""

from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.models import JobStatus
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.grouping import (
    FrontierForm,
    OccasionForm,
    PairForm,
    PriceForm,
    RoomLockForm,
    RulesForm,
    WishForm,
)
from zhushi.desk.grouping_page import board_of
from zhushi.desk.views.imports import district_for
from zhushi.desk.views.jobs import asked, typed_before
from zhushi.desk.views.people import people_in
from zhushi.grouping import jobs
from zhushi.grouping.frontier import Point, frontier_of, moved
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import papers_of
from zhushi.grouping.reckoned import (
    about_frontier,
    about_price,
    is_long,
    latest,
    points_from,
)
from zhushi.ui.paging import keyset


def drafts(scope):
    """Drafts to be shown: their papers are read where a page needs them."""
    found = Draft.objects.in_scope(scope).without_papers()
    return found.select_related("district", "made_by__person")


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
                args = {
                    "district": district_for(request, scope).pk,
                    "rules": form.rules(),
                    "occasion": form.cleaned_data["occasion"],
                }
                return asked(jobs.DRAFT, args, request)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    page = keyset(drafts(scope), request.GET, ("-pk",), unit="个")
    context = {"form": form, "page": page}
    return render(request, "desk/grouping/list.html", context, status=status)


@require_POST
@in_scope(Perm.GROUPING_MAKE, people_in)
def regroup(request, person):
    """After something happened to one person: a draft in which only who must move moves."""
    form = OccasionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选因为什么。")
        return redirect("desk:person", ref=person.ref)
    args = {
        "district": person.district_id,
        "rules": RulesForm.steady(),
        "occasion": form.sentence(person.name),
    }
    try:
        return asked(jobs.DRAFT, args, request)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:person", ref=person.ref)


@require_safe
@never_cache
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def draft(request, draft):
    """The rooms as columns; ``person`` opens a card, ``room`` asks what that person there costs.

    Where the rooms are many they stand there ``area`` by area, and ``q`` finds a person.
    """
    wanted = {name: request.GET.get(name, "") for name in ("person", "room", "area")}
    found = board_of(draft, **wanted, user=request.user, words=request.GET.get("q", "").strip())
    return render(request, "desk/grouping/draft.html", found)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def wish(request, draft):
    """Lock, ban or set free one person, and group the rest around it."""
    return _changed(request, draft, WishForm(request.POST), "wish")


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def room_lock(request, draft):
    """Lock or set free everybody who sits in one room."""
    return _changed(request, draft, RoomLockForm(request.POST), "room")


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def pair(request, draft):
    """Keep two people in one room, or no longer."""
    return _changed(request, draft, PairForm(request.POST), "pair")


def _changed(request, draft: Draft, form, verb: str):
    """Carry a change of the wishes out and show the board again, with the card still open.

    In a big draft it is long work that can be left.
    """
    back = reverse("desk:draft", kwargs={"pk": draft.pk})
    if not form.is_valid():
        messages.error(request, "没有看懂要怎么改，请在卡片上重新选。")
        return redirect(back)
    said = form.cleaned_data
    person = said.get("person")
    then = f"?person={quote(person)}#chosen" if person else f"#room-{quote(said['room'])}"
    try:
        if is_long(draft):
            args = {"draft": draft.pk, "verb": verb, "said": said}
            return asked(jobs.CHANGE, args, request, then=then)
        jobs.CHANGES[verb](draft, **said, by=request.user, at=clock.now())
        messages.success(request, "已照办，其余的人重新算过。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back + then)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def price(request, draft):
    """Have it worked out what one person in another room of a big draft would cost."""
    form = PriceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有看懂要把谁挪到哪里，请在卡片上重新选。")
        return redirect("desk:draft", pk=draft.pk)
    said = form.cleaned_data
    then = "?" + urlencode({name: said[name] for name in ("person", "room")}) + "#chosen"
    about = about_price(draft, said["person"], said["room"])
    try:
        return asked(jobs.PRICE, {"draft": draft.pk, **said}, request, about=about, then=then)
    except Refused:
        return redirect(reverse("desk:draft", kwargs={"pk": draft.pk}) + then)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def reckon_frontier(request, draft):
    """Have the curve of a big draft worked out."""
    args = {"draft": draft.pk, "seen": draft.version}
    try:
        return asked(jobs.FRONTIER, args, request, about=about_frontier(draft))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:frontier", pk=draft.pk)


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
    papers = papers_of(draft)
    job = latest(about_frontier(draft)) if is_long(draft) else None
    if not is_long(draft):
        points = frontier_of(papers.question, papers.wishes)
    else:
        points = points_from(job.found) if job and job.found is not None else []
    saved = [None, *(a.metres - b.metres for a, b in pairwise(points))]
    context = {
        "draft": draft,
        "points": list(zip(points, saved, strict=False)),
        "curve": _curve(draft, points),
        "job": job,
        "is_unasked": is_long(draft) and (job is None or job.status == JobStatus.REFUSED),
        "is_own": job is not None and job.user_id == request.user.pk,
    }
    return render(request, "desk/grouping/frontier.html", context)


def _curve(draft: Draft, points: list[Point]) -> dict[str, Any]:
    """The points as a drawing; each leads to its row, where the button is."""
    papers = papers_of(draft)
    own = moved(papers.question, papers.result)
    ends = {points[0].moves: "最少动", points[-1].moves: "最省路"} if points else {}
    return {
        "title": "动几个人，总路程多少",
        "x_axis": "动几个人",
        "y_axis": "总路程（公里）",
        "has_table": False,
        "points": [
            {
                "x": point.moves,
                "y": round(point.metres / 1000, 1),
                "url": f"#moves-{point.moves}",
                "chosen": point.moves == own,
                "label": "这个草案" if point.moves == own else ends.get(point.moves, ""),
            }
            for point in points
        ],
    }
