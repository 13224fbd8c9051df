"""Units of a district: the tree, one unit with its history, and what changes it."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.units import (
    PARENTS,
    EditUnitForm,
    EnterUnitForm,
    RenameForm,
    SucceedForm,
)
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.actions.edit_unit import edit_unit
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.succeed import rename as rename_unit
from zhushi.rooms.actions.succeed import succeed
from zhushi.rooms.choices import GRASSROOTS, Change
from zhushi.rooms.models import Unit
from zhushi.rooms.queries import history_of, tree_of


def units_read(scope):
    """Every unit of the districts a login works in: what is done where is no secret."""
    return Unit.objects.around(scope).select_related("district", "parent")


def units_edited(scope):
    return Unit.objects.in_scope(scope).select_related("district", "parent")


@allowed(Perm.ROOM_VIEW)
def units(request, scope):
    """The tree of the valid units; ended ones only when asked for."""
    today, held = clock.today(), held_by(request)
    shows_ended = request.GET.get("ended") == "1"
    found = Unit.objects.around(scope)
    found = found.filter(valid_to__lt=today) if shows_ended else found.valid_on(today)
    vacant = set()
    if not shows_ended:
        handling = Posting.objects.current_on(today).filter(role=Role.HANDLER, unit__isnull=False)
        staffed = set(
            handling.filter(district__in=found.values("district")).values_list("unit", flat=True)
        )
        tree = tree_of(found)
        vacant = {unit.pk for unit in _all_of(tree) if unit.is_handler} - staffed
    else:
        tree = tree_of(found)
    context = {
        "tree": tree,
        "count": sum(1 for _ in _all_of(tree)),
        "vacant": vacant,
        "shows_ended": shows_ended,
        "may_edit": held.has(Perm.UNIT_EDIT),
        "may_import": held.has(Perm.ROSTER_IMPORT),
    }
    return render(request, "desk/units/list.html", context)


def _all_of(nodes):
    for node in nodes:
        yield node.unit
        yield from _all_of(node.below)


@in_scope(Perm.ROOM_VIEW, units_read, slug="slug")
def unit(request, unit: Unit):
    """One unit: code, duties, who handles, what stands below it, how it came about."""
    today, held = clock.today(), held_by(request)
    below = unit.children.exclude(pk=unit.pk)
    staff = Posting.objects.current_on(today).filter(unit=unit).select_related("person")
    handlers = [posting for posting in staff if posting.role == Role.HANDLER]
    may_edit = unit.district_id in held.scope(Perm.UNIT_EDIT).districts
    context = {
        "unit": unit,
        "is_valid": unit.is_valid_on(today),
        "handlers": handlers,
        "below": list(below.valid_on(today)),
        "rooms": list(unit.rooms.open_on(today)),
        "history": history_of(unit),
        "may_edit": may_edit and unit.is_valid_on(today),
        "may_end": may_edit and unit.valid_to is None and unit.parent_id is not None,
        "sees_matters": unit.district_id in held.scope(Perm.MATTER_VIEW).districts,
        "sees_people": unit.district_id in held.scope(Perm.PERSON_VIEW).districts,
    }
    return render(request, "desk/units/unit.html", context)


def _parents(scope, today):
    return Unit.objects.in_scope(scope).valid_on(today).filter(kind__in=PARENTS)


@allowed(Perm.UNIT_EDIT)
def new_unit(request, scope):
    """Enter a unit below the district or one of its streets."""
    today = clock.today()
    initial = {"valid_from": today, "parent": request.GET.get("parent", "")}
    form = EnterUnitForm(request.POST or None, initial=initial, parents=_parents(scope, today))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = enter_unit(**form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{made.name}已录入。")
                return redirect("desk:unit", slug=made.slug)
    return render(request, "desk/units/new.html", {"form": form}, status=status)


@in_scope(Perm.UNIT_EDIT, units_edited, slug="slug")
def edit(request, unit: Unit):
    """Duties, telephone, whether it handles, and for a community its street."""
    parents = Unit.objects.of_district(unit.district_id).valid_on(clock.today())
    initial = {
        "short_name": unit.short_name,
        "duties": unit.duties,
        "phone": unit.phone,
        "is_handler": unit.is_handler,
        "parent": unit.parent.slug if unit.parent else "",
    }
    parents = parents.filter(kind__in=PARENTS)
    form = EditUnitForm(request.POST or None, initial=initial, unit=unit, parents=parents)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_unit(unit, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "资料已改。")
                return redirect("desk:unit", slug=unit.slug)
    context = {"form": form, "unit": unit, "title": "改资料", "verb": "保存"}
    return render(request, "desk/units/edit.html", context, status=status)


@in_scope(Perm.UNIT_EDIT, units_edited, slug="slug")
def rename(request, unit: Unit):
    """A new name from a day on; the old one stays in the history."""
    form, status = RenameForm(request.POST or None, initial={"on": clock.today()}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                rename_unit(unit, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{unit.name}现在叫{form.cleaned_data['name']}。")
                return redirect("desk:unit", slug=unit.slug)
    context = {"form": form, "unit": unit, "title": "更名", "verb": "更名"}
    return render(request, "desk/units/rename.html", context, status=status)


@in_scope(Perm.UNIT_EDIT, units_edited, slug="slug")
def end(request, unit: Unit):
    """Split a unit, or merge it into others; what hangs on it stays."""
    form = SucceedForm(request.POST or None, successors=_successors(unit))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            change = Change(data["change"])
            try:
                succeed(
                    unit,
                    list(data["new"]),
                    change=change,
                    on=data["on"],
                    by=request.user,
                    at=clock.now(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{unit.name}的{change.label}已记下，历史留在这一页。")
                return redirect("desk:unit", slug=unit.slug)
    today = clock.today()
    context = {
        "form": form,
        "unit": unit,
        "below": list(unit.children.exclude(pk=unit.pk).valid_on(today)),
        "rooms": list(unit.rooms.open_on(today)),
        "staff": Posting.objects.current_on(today).filter(unit=unit).count(),
    }
    return render(request, "desk/units/end.html", context, status=status)


def _successors(unit: Unit):
    """Units of the same kind; a street's communities first where a community is split."""
    kinds = GRASSROOTS if unit.kind in GRASSROOTS else (unit.kind,)
    found = Unit.objects.of_district(unit.district_id).filter(kind__in=kinds, valid_to=None)
    if unit.kind in GRASSROOTS:
        found = found.filter(Q(parent=unit.parent_id))
    return found.exclude(pk=unit.pk)
