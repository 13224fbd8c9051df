"""The file of one case: asked for here, fetched from the list of the own files."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import matter_for
from zhushi.papers.actions.ask_export import ask_export
from zhushi.papers.models import ExportKind


@require_POST
@matter_for(Perm.MATTER_EXPORT, locks=False)
def case_file(request, matter):
    """As one PDF, or as an archive with the attachments and a list of hashes."""
    is_zip = request.POST.get("form") == "zip"
    try:
        ask_export(
            ExportKind.CASE_ZIP if is_zip else ExportKind.CASE_PDF,
            {"ref": matter.ref},
            about=f"案卷　{matter.ref}",
            by=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:matter", ref=matter.ref)
    return redirect("desk:exports")
