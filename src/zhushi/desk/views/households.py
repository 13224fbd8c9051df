"""Households in difficulty: lists by number, each opening in the trail, the register."""

from django.contrib import messages
from django.db.models import Count, Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.activities.actions._household import target_of
from zhushi.activities.actions.close_household import close_household, forget_household
from zhushi.activities.actions.enter_household import (
    enter_household,
    file_household,
    rewrite_household,
    version_of,
)
from zhushi.activities.actions.look_at_household import look_at_household
from zhushi.activities.actions.note_help import note_help
from zhushi.activities.choices import HouseholdKind
from zhushi.activities.models import Help, Household
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.households import EndForm, FiledForm, HelpForm, HouseholdForm, ToldForm
from zhushi.desk.month import between
from zhushi.desk.views.activities import team
from zhushi.people.models import User
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit, Workroom
from zhushi.ui.paging import keyset

LOOKS = 10


def households(scope):
    """Those of the rooms a scope reaches, or the ones the login looks after."""
    return Household.objects.in_scope(scope).select_related("room__unit", "community", "keeper")


@require_safe
@never_cache
@allowed(Perm.HOUSEHOLD_VIEW)
def household_list(request, scope):
    """By room and number; those that are looked after unless the others are asked for."""
    kind, show = request.GET.get("kind", ""), request.GET.get("show", "open")
    found = households(scope).filter(closed_on__isnull=show != "closed")
    found = found.with_keeping(clock.today())
    if show == "alone":
        found = found.filter(is_kept=False)
    if kind in HouseholdKind.values:
        found = found.filter(kind=kind)
    found = found.annotate(helped=Count("helps"), last_on=Max("helps__on"))
    context = {
        "page": keyset(found, request.GET, ("room_id", "number"), unit="户"),
        "kinds": HouseholdKind.choices,
        "kind": kind,
        "show": show,
        "may_keep": held_by(request).has(Perm.HOUSEHOLD_KEEP),
    }
    return render(request, "desk/households/list.html", context)


@require_safe
@never_cache
@allowed(Perm.HOUSEHOLD_VIEW)
def help_list(request, scope):
    """The register of visits and help: no names, by day; the number of the eight opens it."""
    found = between(Help.objects.in_scope(scope), request.GET)
    if code := request.GET.get("room", "").replace("\0", ""):
        found = found.filter(household__room__code=code.upper())
    found = found.select_related("household__room", "household__community", "giver", "activity")
    page = keyset(found, request.GET, ("-on", "-pk"), unit="次")
    sees = held_by(request).scope(Perm.ACTIVITY_VIEW)
    for one in page.rows:
        one.links = bool(one.activity_id) and sees.has_room(one.household.room)
    return render(request, "desk/households/helps.html", {"page": page})


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.HOUSEHOLD_KEEP)
def new_household(request, scope):
    """In the room that is kept; of several, the one named."""
    rooms = list(Workroom.objects.in_scope(scope).open_on(clock.today()).select_related("unit"))
    code = request.GET.get("room", "")
    room = next((one for one in rooms if one.code == code), rooms[0] if rooms else None)
    if room is None:
        raise Http404
    data, status = (request.POST if request.method == "POST" else None), 200
    form = HouseholdForm(data, **_offered(room))
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = enter_household(
                    room,
                    told=form.told,
                    filed=form.filed,
                    agrees=form.cleaned_data["agrees"],
                    key=form.cleaned_data["key"],
                    by=request.user,
                    at=clock.now(),
                )
                messages.success(request, f"登记好了，是 {made.number} 号。资料已加密保存。")
                return redirect("desk:household", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    context = {"form": form, "room": room, "rooms": rooms}
    return render(request, "desk/households/form.html", context, status=status)


@require_safe
@never_cache
@in_scope(Perm.HOUSEHOLD_VIEW, households, pk="pk")
def household(request, household: Household):
    return _page(request, household)


@require_POST
@never_cache
@in_scope(Perm.HOUSEHOLD_VIEW, households, pk="pk")
def opening(request, household: Household):
    """Show it once, in the answer to the post itself; the trail says who looked."""
    try:
        told = look_at_household(household, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:household", pk=household.pk)
    return _page(request, household, opened=told)


@require_POST
@never_cache
@in_scope(Perm.HOUSEHOLD_KEEP, households, pk="pk")
def rewriting(request, household: Household):
    form = ToldForm(request.POST)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            rewrite_household(household, told=form.told, seen=seen, by=request.user, at=clock.now())
            messages.success(request, "改好了，已加密保存。")
            return redirect("desk:household", pk=household.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, household, telling=form, status=422)


@require_POST
@in_scope(Perm.HOUSEHOLD_KEEP, households, pk="pk")
def filing(request, household: Household):
    form = FiledForm(request.POST, **_offered(household.room))
    if form.is_valid():
        try:
            file_household(household, filed=form.filed, by=request.user, at=clock.now())
            messages.success(request, "改好了。")
            return redirect("desk:household", pk=household.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, household, filing=form, status=422)


@require_POST
@in_scope(Perm.HOUSEHOLD_VIEW, households, pk="pk")
def help_given(request, household: Household):
    """By who looks after it, or the room's desk."""
    form = HelpForm(request.POST)
    if form.is_valid():
        try:
            giver = request.user.person
            note_help(household, **form.cleaned_data, giver=giver, by=request.user, at=clock.now())
            messages.success(request, "记进台账了。")
            return redirect("desk:household", pk=household.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, household, helping=form, status=422)


@require_POST
@in_scope(Perm.HOUSEHOLD_KEEP, households, pk="pk")
def closing(request, household: Household):
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            close_household(household, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "已结束。资料半年以后自动删除。")
            return redirect("desk:household", pk=household.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, household, ending=form, status=422)


@require_POST
@in_scope(Perm.HOUSEHOLD_KEEP, households, pk="pk")
def forgetting(request, household: Household):
    """At the household's wish, before the half-year is over."""
    try:
        forget_household(household, by=request.user, at=clock.now())
        messages.success(request, "资料已删除，台账里只留编号和做过的事。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:household", pk=household.pk)


def _offered(room: Workroom) -> dict:
    """The room's teams and communities, for the form."""
    on = clock.today()
    own = [room.unit] if room.unit.kind == UnitKind.COMMUNITY else []
    below = Unit.objects.communities().filter(parent=room.unit).valid_on(on).order_by("name")
    return {"postings": team(room, on), "communities": [*own, *below]}


def _page(
    request,
    household: Household,
    *,
    opened=None,
    telling=None,
    filing=None,
    helping=None,
    ending=None,
    status=200,
):
    """One household: what is known without opening it, and what was opened just now."""
    may_keep = held_by(request).scope(Perm.HOUSEHOLD_KEEP).has_room(household.room)
    is_open = household.closed_on is None
    if may_keep and is_open:
        filing = filing or _filing_of(household)
        ending = ending or EndForm()
        if opened and telling is None:
            first = {**vars(opened), "seen": version_of(household)}
            telling = ToldForm(initial=first)
    context = {
        "household": household,
        "opened": opened,
        "helps": household.helps.select_related("giver", "activity")[:50],
        "may_keep": may_keep,
        "is_open": is_open,
        "telling": telling,
        "filing": filing,
        "helping": (helping or HelpForm(initial={"on": clock.today()})) if is_open else None,
        "ending": ending,
        "looks": _looks(household) if may_keep else None,
    }
    return render(request, "desk/households/household.html", context, status=status)


def _filing_of(household: Household) -> FiledForm:
    first = {
        "kind": household.kind,
        "community": household.community.slug if household.community else "",
        "lead": household.keeper.ref if household.keeper else "",
    }
    return FiledForm(initial=first, **_offered(household.room))


def _looks(household: Household) -> list[tuple[str, object]]:
    """Who opened it last, by name, the newest first."""
    lines = AuditEntry.objects.filter(target=target_of(household), event="household.look")
    lines = list(lines.order_by("-pk")[:LOOKS])
    users = User.objects.filter(pk__in={line.actor_id for line in lines}).select_related("person")
    names = {user.pk: user.person.name for user in users}
    return [(names.get(line.actor_id, line.actor), line.at) for line in lines]
