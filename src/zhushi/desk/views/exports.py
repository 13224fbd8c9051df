"""Files that take long: asked for, left, fetched later by whoever asked, and by nobody else."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.desk.access import everybody
from zhushi.papers.actions.drop_export import drop_export
from zhushi.papers.actions.fetch_export import fetch_export
from zhushi.papers.exports import KEPT_DAYS, kind_of
from zhushi.papers.models import Export
from zhushi.ui.paging import keyset


def own(request, pk: int) -> Export:
    """One of the login's own files; anybody else's is not there."""
    return get_object_or_404(Export.objects.select_related("job"), pk=pk, user=request.user)


@require_safe
@never_cache
@everybody
def exports(request):
    """The own files, the newest first; looks again by itself while one is being made."""
    rows = Export.objects.filter(user=request.user).select_related("job")
    page = keyset(rows, request.GET, ("-asked_at", "-pk"), unit="个")
    now, works = clock.now(), False
    for one in page.rows:
        one.is_ready = bool(one.path) and one.expires_at > now
        one.is_over = bool(one.made_at) and not one.is_ready
        one.works = one.job is not None and one.job.is_open
        works = works or one.works
    context = {"page": page, "days": KEPT_DAYS}
    answer = render(request, "desk/exports/list.html", context)
    if works:
        answer["Refresh"] = "3"
    return answer


@require_safe
@never_cache
@everybody
def export(request, pk: int):
    """Where the work of one leads when it is done: to its line in the list."""
    return redirect(f"{reverse('desk:exports')}#e{own(request, pk).pk}")


@require_POST
@never_cache
@everybody
def fetch(request, pk: int):
    """The file, if who asked for it still sees what stands in it."""
    export = own(request, pk)
    try:
        content = fetch_export(export, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:exports")
    return attached(content, export.name, kind_of(export).content_type)


@require_POST
@everybody
def remove(request, pk: int):
    drop_export(own(request, pk), by=request.user, at=clock.now())
    messages.success(request, "已删除。")
    return redirect("desk:exports")


def attached(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, under a name people understand; nothing on the way keeps it."""
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
