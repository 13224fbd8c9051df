"""The page of one research report, as several views show it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhushi.core.prose_text import numbered
from zhushi.desk.forms.research import ReportPicturesForm
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
    request, report: Report, *, picturing: ReportPicturesForm | None = None, status: int = 200
) -> HttpResponse:
    """The newest version as it reads, who writes, all versions, and what can be done."""
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
        "kept": kept,
        "pictures": urls_of(kept),
        "picturing": picturing or (ReportPicturesForm() if report.is_open else None),
    }
    return render(request, "desk/research/report.html", context, status=status)
