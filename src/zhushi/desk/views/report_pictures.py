"""Pictures of a report: for who writes on it; once handed in, matter_files.py serves them too."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.attachments import stored
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.research import ReportPicturesForm
from zhushi.desk.report_page import report_page, reports
from zhushi.desk.views.matter_files import send
from zhushi.research.actions.keep_picture import MOST_AT_ONCE, add_pictures, remove_picture
from zhushi.research.models import Report, ReportPicture


def pictures(scope):
    """The pictures of the reports a scope writes on."""
    return ReportPicture.objects.in_scope(scope).select_related("attachment", "report")


@require_safe
@in_scope(Perm.RESEARCH_WRITE, pictures, report="pk", attachment__uid="uid")
def picture(request, picture: ReportPicture):
    return send(picture.attachment)


@require_POST
@never_cache
@in_scope(Perm.RESEARCH_WRITE, reports, pk="pk")
def add(request, report: Report):
    """Keep some; where they stand is for the text to say."""
    form, at = ReportPicturesForm(request.POST, request.FILES), clock.now()
    if form.is_valid():
        files, district = form.cleaned_data["pictures"], report.district_id
        try:
            with stored(files, district_id=district, at=at, at_most=MOST_AT_ONCE) as kept:
                add_pictures(report, kept, by=request.user, at=at)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "图放好了。把图下面那一行抄到正文里它该在的地方，再保存。")
            return redirect("desk:research_report", pk=report.pk)
    return report_page(request, report, picturing=form, status=422)


@require_POST
@in_scope(Perm.RESEARCH_WRITE, pictures, report="pk", attachment__uid="uid")
def remove(request, picture: ReportPicture):
    """Take away what no version names."""
    try:
        remove_picture(picture, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "图去掉了。")
    return redirect("desk:research_report", pk=picture.report_id)
