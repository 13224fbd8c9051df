"""Who is on duty in a half-year: drafts, one person on one day, and carrying one out."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Count, Min
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.halves import Half
from zhushi.activities.queries import duties_between
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.rosters import LockForm, RosterForm, SeenForm
from zhushi.desk.views.jobs import asked, typed_before
from zhushi.desk.views.reception_rooms import rooms
from zhushi.grouping import jobs
from zhushi.grouping.actions.adopt_roster import adopt_roster
from zhushi.grouping.actions.change_roster import change_roster
from zhushi.grouping.actions.drop_roster import drop_roster
from zhushi.grouping.actions.make_roster import make_roster
from zhushi.grouping.actions.refresh_roster import refresh_roster
from zhushi.grouping.explain import short
from zhushi.grouping.models import Roster
from zhushi.grouping.papers import roster_papers_of
from zhushi.grouping.roster_explain import choices_of, lines_of, rooms_of, shares_of
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

ROWS_A_SHEET = 14
TABS = 30
AT_ONCE = 3
"""So many rooms are solved while the browser waits, some tenths of a second."""


def rosters(scope):
    found = Roster.objects.in_scope(scope).without_papers()
    return found.select_related("district", "made_by__person")


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.RECEPTION_PLAN)
def roster_list(request, scope):
    """The rosters so far, and the form that makes another."""
    reached = rooms(scope).open_on(clock.today()).order_by("tier", "unit__code", "pk")
    posted = request.POST if request.method == "POST" else None
    first = {"room": request.GET.get("room", ""), **typed_before(request)}
    form = RosterForm(posted, rooms=reached, today=clock.today(), initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _made(form.chosen(), request)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    page = keyset(rosters(scope), request.GET, ("-pk",), unit="个")
    _tell_rooms(page.rows)
    context = {"form": form, "page": page, "has_rooms": form.has_rooms}
    return render(request, "desk/rosters/list.html", context, status=status)


def _tell_rooms(rows: Sequence[Roster]) -> None:
    """Of each roster how many rooms it holds, and the name of the only one; one statement."""
    listed = Workroom.objects.filter(rosters__in=[row.pk for row in rows]).order_by()
    counts = listed.values_list("rosters").annotate(count=Count("pk"), name=Min("name"))
    told = {roster: (count, name) for roster, count, name in counts}
    for row in rows:
        row.room_count, row.room_name = told.get(row.pk, (0, ""))  # type: ignore[attr-defined]


def _made(chosen: dict, request):
    """The roster at once for a few rooms; for many it is long work that can be left."""
    if len(chosen["rooms"]) <= AT_ONCE:
        made = make_roster(**chosen, by=request.user, at=clock.now())
        return redirect("desk:roster", pk=made.pk)
    plain = {
        **chosen,
        "half": str(chosen["half"]),
        "rooms": [room.pk for room in chosen["rooms"]],
    }
    return asked(jobs.ROSTER, plain, request)


@require_safe
@never_cache
@in_scope(Perm.RECEPTION_PLAN, rosters, pk="pk")
def roster(request, roster):
    """One room of a roster day by day; ``day`` opens a day with everybody's reason."""
    names = dict(roster.rooms.values_list("code", "name"))
    every = [(code, short(names.get(code, code)), gaps) for code, _, gaps in rooms_of(roster)]
    words = request.GET.get("q", "").strip()
    tabs = [one for one in every if words.upper() == one[0] or words in one[1]] or every
    room = request.GET.get("room", "")
    if room not in {code for code, *_ in every}:
        room = next((code for code, _, gaps in tabs if gaps), tabs[0][0])
    tabs = _around(tabs, room)
    lines = lines_of(roster, room)
    day = next((line for line in lines if line.day == request.GET.get("day")), None)
    context = {
        "roster": roster,
        "tabs": tabs,
        "words": words,
        "every": len(every),
        "is_many": len(every) > TABS,
        "gapped": sum(bool(gaps) for *_, gaps in every),
        "room": room,
        "room_name": names.get(room, room),
        "lines": lines,
        "shares": shares_of(roster, room),
        "day": day,
        "choices": choices_of(roster, day.day) if day else [],
        "papers": roster_papers_of(roster),
    }
    return render(request, "desk/rosters/roster.html", context)


def _around(tabs: list[tuple[str, str, int]], room: str) -> list[tuple[str, str, int]]:
    """The rooms worth a tab: all if they are few, else those beside the one that is open."""
    if len(tabs) <= TABS:
        return tabs
    place = next((n for n, (code, *_) in enumerate(tabs) if code == room), 0)
    first = max(0, min(place - TABS // 2, len(tabs) - TABS))
    return tabs[first : first + TABS]


def _back(roster: Roster, **where: str) -> str:
    return f"{reverse('desk:roster', kwargs={'pk': roster.pk})}?{urlencode(where)}"


@require_POST
@in_scope(Perm.RECEPTION_PLAN, rosters, pk="pk")
def lock(request, roster):
    """Say of one person on one day what must be, and arrange the rest around it."""
    form = LockForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有看懂要怎么改，请在那一天里重新选。")
        return redirect("desk:roster", pk=roster.pk)
    day = form.cleaned_data["day"]
    try:
        _, changed = change_roster(roster, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(
            request, f"已照办，一共变了 {changed} 处。" if changed else "已照办，别处不用变。"
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(roster, room=day.partition(":")[0], day=day) + "#chosen")


@require_POST
@in_scope(Perm.RECEPTION_PLAN, rosters, pk="pk")
def refresh(request, roster):
    """Arrange it anew for the days, people and wishes as they are now."""
    form = SeenForm(request.POST)
    if roster.rooms.count() > AT_ONCE and form.is_valid():
        try:
            return asked(jobs.REFRESH, {"roster": roster.pk, **form.cleaned_data}, request)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("desk:roster", pk=roster.pk)
    return _moved(request, roster, refresh_roster, "已按现在的情况重新排过，锁定的没有动。")


@require_POST
@in_scope(Perm.RECEPTION_PLAN, rosters, pk="pk")
def adopt(request, roster):
    """Put everybody on duty as the roster says."""
    return _moved(request, roster, adopt_roster, "已采用，值班的人都收到了通知。接下来逐天公布。")


def _moved(request, roster, action, said: str):
    form = SeenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有看懂要做什么，请再点一次。")
        return redirect("desk:roster", pk=roster.pk)
    try:
        action(roster, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:roster", pk=roster.pk)


@require_POST
@in_scope(Perm.RECEPTION_PLAN, rosters, pk="pk")
def drop(request, roster):
    try:
        drop_roster(roster, by=request.user, at=clock.now())
        messages.success(request, "这个排班已放弃，谁的值班都没有变。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:rosters")


@require_safe
@in_scope(Perm.RECEPTION_VIEW, rooms, code="code")
def room_roster(request, room):
    """A room's roster of a half-year as it stands, for the wall; for everybody of its teams."""
    half = Half.named(request.GET.get("half", "")) or Half.of(clock.today())
    lines = duties_between(room, half.since, half.until)
    sheets = [lines[n : n + ROWS_A_SHEET] for n in range(0, len(lines), ROWS_A_SHEET)] or [[]]
    context = {
        "room": room,
        "half": half,
        "sheets": sheets,
        "days": len(lines),
        "short": sum(not line.receiving for line in lines),
        "provisional": any(line.day.is_provisional for line in lines),
        "printed_at": clock.now(),
        "back_url": reverse("desk:receptions"),
        "paper": "portrait",
    }
    return render(request, "desk/rosters/print.html", context)
