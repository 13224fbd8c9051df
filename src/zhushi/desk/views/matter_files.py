"""Files of a matter, served only through the matter's own rule; none has a public address."""

import hashlib

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from zhushi.core.models import Attachment
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, matter_for
from zhushi.matters.access import reads_as_unit
from zhushi.matters.models import Matter
from zhushi.research.models import ReportPicture

CHANGED = "这个文件和当初保存的不一样，没有给出。请告诉系统管理员，从备份里恢复。"
SANDBOX = "sandbox; default-src 'none'; img-src 'self'"


@require_safe
@matter_for(Perm.MATTER_VIEW)
def file(request, matter, uid):
    """A unit gets only what was handed to it and the scans of answers."""
    return send(attachment_of(matter, uid, only_for_units=reads_as_unit(matter, held_by(request))))


def attachment_of(matter: Matter, uid, *, only_for_units: bool) -> Attachment:
    """A file of this matter by its public id; Http404 if the reader may not have it."""
    enclosures = matter.enclosures.filter(attachment__uid=uid).select_related("attachment")
    if only_for_units:
        enclosures = enclosures.filter(is_for_units=True)
    if found := enclosures.first():
        return found.attachment
    if reply := matter.replies.filter(scan__uid=uid).select_related("scan").first():
        return reply.scan
    pictures = ReportPicture.objects.handed_in_with(matter).select_related("attachment")
    return get_object_or_404(pictures, attachment__uid=uid).attachment


def send(attachment: Attachment) -> FileResponse | HttpResponse:
    """The stored bytes, if they are those that were kept: pictures shown in a sandbox, everything
    else only downloaded.
    """
    try:
        content = default_storage.open(attachment.path)
    except FileNotFoundError:
        raise Http404 from None
    if hashlib.file_digest(content, "sha256").hexdigest() != attachment.sha256:
        content.close()
        return HttpResponse(CHANGED, content_type="text/plain; charset=utf-8", status=409)
    content.seek(0)
    response = FileResponse(content, content_type=attachment.kind)
    response["Content-Disposition"] = content_disposition_header(
        not attachment.is_picture, attachment.name
    )
    response["Content-Length"] = attachment.size
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
