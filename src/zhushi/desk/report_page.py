"""The page of one research report, as several views show it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhushi.core import clock
from zhushi.core.prose_text import numbered
from zhushi.desk.access import held_by
from zhushi.desk.forms.research import ReportPicturesForm, SourceForm
from zhushi.desk.report_sources import offered_for, shown_of
from zhushi.research.models import Report, ReportPicture


def reports(scope):
    """Those a scope writes on."""
    return Report.objects.in_scope(scope).select_related("room", "theme", "matter")


def pictures_of(report: Report) -> list[ReportPicture]:
    return list(report.pictures.select_related("attachment"))


def urls_of(pictures: list[ReportPicture]) -> dict[str, str]:
    """Where the pictures are fetched, by the name the text has for them."""
    return {
        one.uid: reverse("desk:report_picture", kwargs={"pk": one.report_id, "uid": one.uid})
        for one in pictures
    }


def report_page(
    request,
    report: Report,
    *,
    sourcing: SourceForm | None = None,
    picturing: ReportPicturesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a report; a form that was refused stands in place of a fresh one."""
    held = held_by(request)
    if sourcing is None and report.is_open:
        sourcing = SourceForm(offered=offered_for(report, held, on=clock.today()))
    sources = report.sources.select_related("added_by__person")
    versions = list(report.versions.select_related("by__person").defer("blocks")[:50])
    newest = report.versions.get(number=report.version)
    authors = [author.person for author in report.authors.select_related("person")]
    kept = pictures_of(report)
    context = {
        "report": report,
        "lines": list(numbered(newest.text)),
        "versions": versions,
        "authors": authors,
        "signs": request.user.person in authors,
        "sources": shown_of(sources, held),
        "sourcing": sourcing,
        "kept": kept,
        "pictures": urls_of(kept),
        "picturing": picturing or (ReportPicturesForm() if report.is_open else None),
    }
    return render(request, "desk/research/report.html", context, status=status)
