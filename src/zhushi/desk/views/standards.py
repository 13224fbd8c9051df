"""The standard for rooms of a district."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.rooms import StandardEditForm, StandardForm
from zhushi.rooms.actions.set_standard import add_item, drop_item, edit_item
from zhushi.rooms.models import StandardItem, Unit


def items_in(scope):
    return StandardItem.objects.filter(district__in=scope.districts)


@allowed(Perm.SETTINGS_EDIT)
def standard(request, scope):
    """The lines in their order, and a form for one more."""
    form, status = StandardForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            district = Unit.objects.get(pk=request.user.person.district_id)
            try:
                item = add_item(district, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"标准里加了“{item.label}”。")
                return redirect("desk:standard")
    items = items_in(scope).annotate(
        met=Count("checks", filter=Q(checks__is_met=True)),
        lacking=Count("checks", filter=Q(checks__is_met=False)),
    )
    context = {"form": form, "items": list(items)}
    return render(request, "desk/rooms/standard.html", context, status=status)


@in_scope(Perm.SETTINGS_EDIT, items_in, pk="pk")
def edit_standard(request, item: StandardItem):
    """Other words or another place for one line."""
    initial = {"label": item.label, "evidence": item.evidence, "position": item.position}
    form, status = StandardEditForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_item(item, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "这一条已改。")
                return redirect("desk:standard")
    context = {"form": form, "item": item, "checks": item.checks.count()}
    return render(request, "desk/rooms/standard_item.html", context, status=status)


@in_scope(Perm.SETTINGS_EDIT, items_in, pk="pk")
@require_POST
def drop_standard(request, item: StandardItem):
    """Take a line out of the standard."""
    drop_item(item, by=request.user, at=clock.now())
    messages.success(request, f"标准里去掉了“{item.label}”。")
    return redirect("desk:standard")
