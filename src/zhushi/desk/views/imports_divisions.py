"""A district's division tables on their way in: two files → what would change → result."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.imports import DivisionFilesForm
from zhushi.desk.views import imports
from zhushi.desk.views.imports import district_for, refused
from zhushi.exchange.actions.store_divisions import store_divisions
from zhushi.exchange.actions.take_files import take_files
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.division_plan import plan_divisions
from zhushi.exchange.imports.draft import divisions_of
from zhushi.exchange.models import ImportRun


def tables(scope):
    runs = ImportRun.objects.of(RunKind.DIVISIONS).in_scope(scope)
    return runs.select_related("district", "made_by__person")


@allowed(Perm.UNIT_EDIT)
def new(request, scope):
    form, status = (
        DivisionFilesForm(
            request.POST if request.method == "POST" else None, request.FILES or None
        ),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            files = form.cleaned_data["streets"], form.cleaned_data["communities"]
            try:
                run = take_files(
                    district_for(request, scope),
                    *files,
                    kind=RunKind.DIVISIONS,
                    by=request.user,
                    at=clock.now(),
                )
                return redirect("desk:divisions_check", key=run.key)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return render(request, "desk/imports/new_divisions.html", {"form": form}, status=status)


@in_scope(Perm.UNIT_EDIT, tables, key="key")
def check(request, run):
    """What would change; a POST does it, all or nothing."""
    if not run.is_open:
        return redirect("desk:divisions_import", key=run.key)
    try:
        found = divisions_of(run)
        plan = plan_divisions(run.district, found) if found.is_clean else None
        if request.method == "POST":
            done = store_divisions(run, found, by=request.user, at=clock.now())
            for sentence in done.sentences():
                messages.success(request, sentence)
            return redirect("desk:divisions_import", key=run.key)
    except Refused as refusal:
        return refused(request, refusal, "desk:new_divisions")
    context = {
        "run": run,
        "plan": plan,
        "files": (("街道表", found.street_errors), ("社区（村）表", found.community_errors)),
        "wrong": len(found.street_errors) + len(found.community_errors),
    }
    return render(
        request, "desk/imports/check_divisions.html", context, status=200 if plan else 422
    )


@in_scope(Perm.UNIT_EDIT, tables, key="key")
def result(request, run):
    if run.is_open:
        return redirect("desk:divisions_check", key=run.key)
    return render(request, "desk/imports/result.html", {"run": run})


@require_POST
@in_scope(Perm.UNIT_EDIT, tables, key="key")
def drop(request, run):
    return imports.drop(request, run)
