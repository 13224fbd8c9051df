"""What was imported, by whom, and what became of it."""

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.exchange.actions.drop_run import drop_run
from zhushi.exchange.choices import RunKind, RunStatus
from zhushi.exchange.models import ImportRun
from zhushi.papers.table import Column, Origin, write_table
from zhushi.people.access import Scope
from zhushi.rooms.models import Unit
from zhushi.ui.paging import keyset

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RIGHT = {
    RunKind.ROSTER: Perm.ROSTER_IMPORT,
    RunKind.DIVISIONS: Perm.UNIT_EDIT,
    RunKind.PAST_MATTERS: Perm.MATTER_IMPORT,
}
PAGE = {
    RunKind.ROSTER: "desk:roster_import",
    RunKind.DIVISIONS: "desk:divisions_import",
    RunKind.PAST_MATTERS: "desk:past_import",
}


@allowed(Perm.ROSTER_IMPORT)
def imports(request, scope):
    held = held_by(request)
    kinds = [kind for kind, perm in RIGHT.items() if held.has(perm)]
    runs = ImportRun.objects.in_scope(scope).filter(kind__in=kinds)
    runs = runs.select_related("made_by__person").defer("report", "choices")
    page = keyset(runs, request.GET, ("-made_at", "-pk"), unit="次")
    for run in page.rows:
        run.page = PAGE[RunKind(run.kind)]
    context = {"page": page, "kinds": kinds}
    return render(request, "desk/imports/list.html", context)


def district_for(request, scope: Scope) -> Unit:
    """The login's own district, if the scope holds it; the scope's first otherwise."""
    own = request.user.person.district_id
    return Unit.objects.get(pk=own if own in scope.districts else min(scope.districts))


def earlier(run: ImportRun) -> ImportRun | None:
    """An import of the same file that went through before."""
    same = ImportRun.objects.filter(district=run.district_id, kind=run.kind, sha256=run.sha256)
    through = (RunStatus.APPLIED, RunStatus.UNCHANGED)
    return same.filter(status__in=through).exclude(pk=run.pk).first()


def error_book(request, run: ImportRun, bad: list[dict]) -> HttpResponse:
    """The bad cells as a workbook, for whoever puts them right."""
    out = BytesIO()
    write_table(
        out,
        [Column("行", 8), Column("列", 18), Column("原因", 60)],
        ([cell["row"], cell["column"], cell["reason"]] for cell in bad),
        sheet="错误清单",
        origin=Origin(request.user.person.name, clock.now(), run.file_name, len(bad)),
    )
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="errors.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def drop(request, run: ImportRun):
    """Give a draft up and say so."""
    try:
        drop_run(run, by=request.user, at=clock.now())
        messages.success(request, "已放弃，文件已删除，什么都没有导入。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:imports")


def refused(request, refusal: Refused, back: str, *, status: int = 422):
    """A page that says why the file cannot be read, and where to go on."""
    context = {"sentence": str(refusal), "back": back}
    return render(request, "desk/imports/refused.html", context, status=status)
