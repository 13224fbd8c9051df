"""Individual talks: who is to be talked with in which month, and the sum behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhushi.activities.actions.hold_talk import hold_talk
from zhushi.activities.actions.invite_to_talk import invite_to_talk, uninvite_from_talk
from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk, TalkRota
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.talks import HoldForm, InviteForm, PostponeForm, RotaForm
from zhushi.desk.month import between
from zhushi.desk.views.imports import district_for
from zhushi.grouping.actions.plan_talks import months_between, plan_talks
from zhushi.grouping.actions.postpone_talk import postpone_talk
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.ui.paging import keyset

USUAL = 4
SHOWN = 100
TERM = timedelta(days=5 * 365)
Counts = Mapping[date, tuple[int, int]]


def talks(scope):
    return Talk.objects.in_scope(scope).select_related("person", "district")


@dataclass(frozen=True)
class Month:
    """One month with those of its talks that stand on this page; how many it has in all, and
    how many of them took place."""

    first: date
    talks: list[Talk]
    count: int
    held: int


@dataclass(frozen=True)
class Sum:
    """The arithmetic of a round: who is left, how many months, how many talks they hold."""

    reached: int
    left: int
    months: int
    a_month: int

    @property
    def seats(self) -> int:
        return self.months * self.a_month

    @property
    def spare(self) -> int:
        return self.seats - self.left

    @property
    def lacking(self) -> int:
        return -self.spare


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.TALK_PLAN)
def talk_list(request, scope):
    """Month by month, page by page, with the sum; ``show=held`` those that took place. A POST
    plans anew."""
    district, today = district_for(request, scope), clock.today()
    rota = TalkRota.objects.filter(district=district).first()
    first = {
        "a_month": rota.a_month if rota else USUAL,
        "until": rota.until if rota and rota.until >= today else _term_end(today),
    }
    form, status = RotaForm(request.POST if request.method == "POST" else None, initial=first), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = plan_talks(district, **form.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, f"已排好 {len(made)} 人，每人一次。")
                return redirect("desk:talks")
            except Refused as refusal:
                form.add_error(None, str(refusal))
    found = talks(scope).filter(district=district)
    shows_held = request.GET.get("show") == "held"
    earlier = []
    if rota and shows_held:
        earlier = found.filter(month__lt=rota.since).order_by("-held_on", "pk")
        earlier = earlier.prefetch_related(_seats(today))[:SHOWN]
    if rota and not request.GET.get("since"):  # a figure of the board names its own days
        found = found.filter(month__gte=rota.since)
    counts = _counts(found)
    shown = found.filter(status=TalkStatus.HELD if shows_held else TalkStatus.PLANNED)
    shown = between(shown, request.GET, "month")
    page = keyset(
        shown.prefetch_related(_seats(today)),
        request.GET,
        ("-month" if shows_held else "month", "person__name", "pk"),
        unit="人",
        is_counted=False,
    )
    context = {
        "page": page,
        "shows_held": shows_held,
        "form": form,
        "rota": rota,
        "today": today,
        "now": today.replace(day=1),
        "earlier": earlier,
        "months": _months(page.rows, counts),
        "has_talks": bool(counts),
        "sum": _sum(rota, counts, today) if rota else None,
    }
    return render(request, "desk/talks/list.html", context, status=status)


@require_POST
@in_scope(Perm.TALK_PLAN, talks, pk="pk")
def hold(request, talk):
    """It took place on a day."""
    form, said = HoldForm(request.POST), "记下了。"
    rota = TalkRota.objects.filter(district=talk.district_id).first()
    if rota and form.is_valid() and form.cleaned_data["on"] < rota.since:
        said = "记下了，列在“这一轮以前谈的”里。这一轮重新排的时候还会排到。"
    return _move(request, talk, form, hold_talk, said)


@require_POST
@in_scope(Perm.TALK_PLAN, talks, pk="pk")
def invite(request, talk):
    """Day, hour and place; the delegate is told, also when it is moved."""
    said = f"已邀请{talk.person.name}。"
    return _move(request, talk, InviteForm(request.POST), invite_to_talk, said)


@require_POST
@in_scope(Perm.TALK_PLAN, talks, pk="pk")
def uninvite(request, talk):
    """Call the day off; the talk itself stays planned."""
    try:
        uninvite_from_talk(talk, by=request.user, at=clock.now())
        messages.success(request, f"已告诉{talk.person.name}这次取消了，谈话还在计划里。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:talks")


@require_POST
@in_scope(Perm.TALK_PLAN, talks, pk="pk")
def postpone(request, talk):
    """Put it off; the others are planned anew around it."""
    said = f"{talk.person.name}已推迟，其余的人重新排过。"
    return _move(request, talk, PostponeForm(request.POST), postpone_talk, said)


def _move(request, talk: Talk, form, action, said: str):
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("desk:talks")
    try:
        action(talk, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:talks")


def _seats(on: date) -> Prefetch:
    seats = Posting.objects.current_on(on).filter(role=Role.DELEGATE, room__isnull=False)
    return Prefetch("person__postings", seats.select_related("room"), to_attr="seats")


def _counts(found: QuerySet[Talk]) -> Counts:
    """Of each month how many talks it has and how many took place; one statement."""
    held = Count("pk", filter=Q(status=TalkStatus.HELD))
    months = found.order_by().values_list("month").annotate(count=Count("pk"), held=held)
    return {month: (count, took_place) for month, count, took_place in months}


def _months(found: Iterable[Talk], counts: Counts) -> list[Month]:
    groups = groupby(found, lambda talk: talk.month)
    return [Month(first, list(group), *counts[first]) for first, group in groups]


def _sum(rota: TalkRota, counts: Counts, today: date) -> Sum:
    reached = sum(held for _, held in counts.values())
    everybody = sum(count for count, _ in counts.values())
    left = max(0, months_between(today, rota.until) + 1)
    return Sum(reached, everybody - reached, left, rota.a_month)


def _term_end(today: date) -> date:
    return today + TERM
