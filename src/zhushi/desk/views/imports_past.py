"""Matters of earlier years on their way in: file → what is wrong → result."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.imports import PastApplyForm, PastFileForm
from zhushi.desk.views import imports
from zhushi.desk.views.imports import district_for, earlier, error_book, refused
from zhushi.exchange.actions.store_past_matters import store_past_matters
from zhushi.exchange.actions.take_files import take_files
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.draft import past_matters_of
from zhushi.exchange.models import ImportRun
from zhushi.rooms.models import Workroom

SHOWN = 200
"""Bad cells on the page; all of them are in the workbook."""


def past_runs(scope):
    runs = ImportRun.objects.of(RunKind.PAST_MATTERS).in_scope(scope)
    return runs.select_related("district", "made_by__person")


@allowed(Perm.MATTER_IMPORT)
def new(request, scope):
    posted = request.POST if request.method == "POST" else None
    form, status = PastFileForm(posted, request.FILES or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run = take_files(
                    district_for(request, scope),
                    form.cleaned_data["file"],
                    kind=RunKind.PAST_MATTERS,
                    by=request.user,
                    at=clock.now(),
                )
                return redirect("desk:past_check", key=run.key)
            except Refused as refusal:
                form.add_error("file", str(refusal))
    return render(request, "desk/imports/new_past.html", {"form": form}, status=status)


@in_scope(Perm.MATTER_IMPORT, past_runs, key="key")
def check(request, run):
    """What would come in; a POST does it."""
    if not run.is_open:
        return redirect("desk:past_import", key=run.key)
    at = clock.now()
    try:
        past, outcome = past_matters_of(run, at=at)
    except Refused as refusal:
        return refused(request, refusal, "desk:new_past")
    rooms = Workroom.objects.of_district(run.district).open_on(clock.today())
    form = PastApplyForm(
        request.POST if request.method == "POST" else None,
        rooms=rooms,
        has_errors=bool(outcome.bad),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if outcome.bad and form.cleaned_data["take"] != "good":
                    raise Refused(
                        "有错误，什么都没有导入。请改好后重新上传，或只导入没有错误的行。"
                    )
                run.report = {"bad": outcome.report()["bad"]}
                store_past_matters(
                    run, past, room=form.cleaned_data["room"], by=request.user, at=at
                )
                return redirect("desk:past_import", key=run.key)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {
        "run": run,
        "past": past,
        "outcome": outcome,
        "bad": outcome.bad[:SHOWN],
        "hidden": max(0, len(outcome.bad) - SHOWN),
        "form": form,
        "earlier": earlier(run),
    }
    return render(request, "desk/imports/check_past.html", context, status=status)


@in_scope(Perm.MATTER_IMPORT, past_runs, key="key")
def result(request, run):
    if run.is_open:
        return redirect("desk:past_check", key=run.key)
    return render(request, "desk/imports/result.html", {"run": run})


@in_scope(Perm.MATTER_IMPORT, past_runs, key="key")
def errors(request, run):
    if not run.is_open:
        return error_book(request, run, run.report.get("bad", []))
    try:
        _, outcome = past_matters_of(run, at=clock.now())
    except Refused as refusal:
        return refused(request, refusal, "desk:new_past")
    return error_book(request, run, outcome.report()["bad"])


@require_POST
@in_scope(Perm.MATTER_IMPORT, past_runs, key="key")
def drop(request, run):
    return imports.drop(request, run)
