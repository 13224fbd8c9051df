"""The page of one matter, a look at who the resident is, and the sheet for the file."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, matter_for
from zhushi.desk.forms.look import LookForm
from zhushi.desk.matter_page import page_of
from zhushi.desk.report_sources import shown_of
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.choices import Kind
from zhushi.research.models import ReportSource
from zhushi.vault.choices import Field


@require_safe
@never_cache
@matter_for(Perm.MATTER_VIEW)
def matter(request, matter):
    return render(request, "desk/matters/detail.html", _context(request, matter))


@require_POST
@never_cache
@matter_for(Perm.IDENTITY_LOOK)
def look(request, matter):
    """Show what was asked for, once, in the answer to the post itself; nothing keeps it."""
    page = _page(request, matter)
    form = LookForm(request.POST, fields=page.fields)
    opened, status = {}, 422
    if form.is_valid():
        try:
            opened = look_at(matter, **form.cleaned_data, by=request.user, at=clock.now())
            status = 200
            page = _page(request, matter)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = _context(request, matter, page=page)
    if status == 200:
        context["opened"] = [(Field(name).label, text or "没有留") for name, text in opened.items()]
    else:
        context["look_form"] = form
    return render(request, "desk/matters/detail.html", context, status=status)


@require_safe
@never_cache
@matter_for(Perm.MATTER_VIEW)
def sheet(request, matter):
    """The sheet that goes into the paper file (办理单)."""
    return render(request, "desk/matters/sheet.html", {"page": _page(request, matter)})


def _page(request, matter):
    held = held_by(request)
    return page_of(matter, held, user_id=request.user.pk, on=clock.today())


def _context(request, matter, *, page=None):
    page = page or _page(request, matter)
    return {
        "page": page,
        "matter": matter,
        "look_form": LookForm(fields=page.fields) if page.fields else None,
        "can_reprint": _can(request, Perm.MATTER_RECEIVE, matter),
        "can_export": held_by(request).has(Perm.MATTER_EXPORT),
        "can_see_activity": _can(request, Perm.ACTIVITY_VIEW, matter),
        "can_publish": _can(request, Perm.PUBLISH_DRAFT, matter),
        "sources": [] if page.as_unit else _sources(request, matter),
    }


def _sources(request, matter):
    """What a research report rests on, as this login may read it."""
    if matter.kind != Kind.RESEARCH:
        return []
    found = ReportSource.objects.filter(report__matter=matter)
    return shown_of(found.select_related("added_by__person"), held_by(request))


def _can(request, perm: Perm, matter) -> bool:
    scope = held_by(request).scope(perm)
    return matter.district_id in scope.districts or matter.room_id in scope.rooms
