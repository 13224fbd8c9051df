"""A roster on its way in: file → which column is which → what is wrong → result."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.imports import ApplyForm, MatchForm, PlaceForm, RosterFileForm
from zhushi.desk.views import imports
from zhushi.desk.views.imports import district_for, earlier, error_book, refused
from zhushi.exchange.actions.choose_columns import choose_columns
from zhushi.exchange.actions.store_roster import store_roster
from zhushi.exchange.actions.take_files import take_files
from zhushi.exchange.choices import RunKind
from zhushi.exchange.imports.delegates import COLUMNS
from zhushi.exchange.imports.draft import Layout, layout_of, roster_of
from zhushi.exchange.imports.roster_plan import plan_roster
from zhushi.exchange.models import ImportRun
from zhushi.rooms.models import Unit

SHOWN = 200
"""Bad cells on the page; all of them are in the workbook."""


def rosters(scope):
    runs = ImportRun.objects.of(RunKind.ROSTER).in_scope(scope)
    return runs.select_related("district", "made_by__person")


@allowed(Perm.ROSTER_IMPORT)
def new(request, scope):
    form, status = (
        RosterFileForm(request.POST if request.method == "POST" else None, request.FILES or None),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run = take_files(
                    district_for(request, scope),
                    form.cleaned_data["file"],
                    kind=RunKind.ROSTER,
                    by=request.user,
                    at=clock.now(),
                )
                return redirect("desk:roster_match", key=run.key)
            except Refused as refusal:
                form.add_error("file", str(refusal))
    return render(request, "desk/imports/new_roster.html", {"form": form}, status=status)


@in_scope(Perm.ROSTER_IMPORT, rosters, key="key")
def match(request, run):
    """Which column is which; the person corrects what was guessed."""
    if not run.is_open:
        return redirect("desk:roster_import", key=run.key)
    try:
        layout = _layout(request, run)
    except Refused as refusal:
        return refused(request, refusal, "desk:new_roster")
    places = layout.match.places if layout.match else {}
    form = MatchForm(
        request.POST if request.method == "POST" else None, headings=layout.headings, places=places
    )
    status = 422 if layout.trouble else 200
    if request.method == "POST":
        status = 422
        if not layout.trouble and form.is_valid():
            try:
                choose_columns(
                    run,
                    sheet=layout.sheet,
                    line=layout.line or 1,
                    mapping=form.mapping,
                    by=request.user,
                    at=clock.now(),
                )
                return redirect("desk:roster_check", key=run.key)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {
        "run": run,
        "layout": layout,
        "form": form,
        "place": PlaceForm(
            initial={"sheet": layout.sheet, "line": layout.line}, sheets=layout.sheets
        ),
        "rows": _rows(form, layout),
        "leftovers": layout.match.leftovers if layout.match else (),
    }
    return render(request, "desk/imports/match.html", context, status=status)


@in_scope(Perm.ROSTER_IMPORT, rosters, key="key")
def check(request, run):
    """What would happen, cell by cell; a POST does it."""
    if not run.is_open:
        return redirect("desk:roster_import", key=run.key)
    on = clock.today()
    try:
        outcome = roster_of(run, streets=_streets(run))
        plan = plan_roster(run.district, outcome, on=on)
    except Refused as refusal:
        return refused(request, refusal, "desk:new_roster")
    form = ApplyForm(
        request.POST if request.method == "POST" else None,
        initial={"since": on},
        has_errors=bool(outcome.bad),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                done = store_roster(
                    run,
                    outcome,
                    good_only=data.get("take") == "good",
                    since=data["since"],
                    by=request.user,
                    at=clock.now(),
                )
                for note in done.notes:
                    messages.info(request, note)
                return redirect("desk:roster_import", key=run.key)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {
        "run": run,
        "outcome": outcome,
        "bad": outcome.bad[:SHOWN],
        "hidden": max(0, len(outcome.bad) - SHOWN),
        "plan": plan,
        "form": form,
        "earlier": earlier(run),
    }
    return render(request, "desk/imports/check.html", context, status=status)


@in_scope(Perm.ROSTER_IMPORT, rosters, key="key")
def result(request, run):
    if run.is_open:
        return redirect("desk:roster_match", key=run.key)
    return render(request, "desk/imports/result.html", {"run": run})


@in_scope(Perm.ROSTER_IMPORT, rosters, key="key")
def errors(request, run):
    """The bad cells as .xlsx: of the file while it is a draft, of the run's report afterwards."""
    if not run.is_open:
        return error_book(request, run, run.report.get("bad", []))
    try:
        outcome = roster_of(run, streets=_streets(run))
    except Refused as refusal:
        return refused(request, refusal, "desk:new_roster")
    return error_book(request, run, outcome.report()["bad"])


@require_POST
@in_scope(Perm.ROSTER_IMPORT, rosters, key="key")
def drop(request, run):
    return imports.drop(request, run)


def _layout(request, run: ImportRun) -> Layout:
    """The layout for the sheet and line asked for in the address, else the run's own."""
    sheet, line = request.GET.get("sheet"), request.GET.get("line", "")
    if sheet is None and not line:
        return layout_of(run)
    is_line = line.isdecimal() and len(line) <= 4 and 0 < int(line) <= 5000
    number = int(line) if is_line else None
    return layout_of(run, sheet=sheet, line=number)


def _rows(form: MatchForm, layout: Layout) -> list[dict]:
    doubtful = layout.match.ambiguous if layout.match else {}
    return [{"field": form[column.key], "doubtful": column.key in doubtful} for column in COLUMNS]


def _streets(run: ImportRun) -> list[str]:
    units = Unit.objects.of_district(run.district).valid_on(clock.today()).streets()
    return list(units.values_list("name", flat=True))
