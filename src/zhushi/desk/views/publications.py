"""Answers made public: drafted by one person, approved by another, taken back at once."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by, in_scope, matter_for
from zhushi.desk.forms.publications import ApproveForm, DraftForm
from zhushi.matters.actions.publish import (
    approve_publication,
    draft_publication,
    recall_publication,
)
from zhushi.matters.models import Matter, Publication
from zhushi.people.access import Scope
from zhushi.ui.paging import keyset

CHIPS = {
    "": ("等审定", {"approved_at": None, "recalled_at": None}),
    "public": ("已公开", {"approved_at__isnull": False, "recalled_at": None}),
    "recalled": ("已撤回", {"recalled_at__isnull": False}),
}


def _reached(scope: Scope):
    mine = Exists(Matter.objects.in_scope(scope).filter(pk=OuterRef("matter")))
    related = ("matter__room", "drafted_by__person", "approved_by__person")
    return Publication.objects.filter(mine).select_related(*related)


@require_safe
@never_cache
@allowed(Perm.PUBLISH_DRAFT)
def publications(request, scope):
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in CHIPS else ""
    found = _reached(scope).filter(**CHIPS[chosen][1])
    context = {
        "page": keyset(found, request.GET, ("-drafted_at", "-pk"), unit="篇"),
        "chips": [
            (f"?state={value}", label, value == chosen) for value, (label, _) in CHIPS.items()
        ],
        "chosen": chosen,
    }
    return render(request, "desk/publications/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@matter_for(Perm.PUBLISH_DRAFT)
def draft(request, matter):
    """Write the copy, or write it anew before it is approved."""
    if request.method == "GET":
        return _draft(request, matter, DraftForm(matter=matter))
    form = DraftForm(request.POST, matter=matter)
    if form.is_valid():
        try:
            made = draft_publication(matter, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "公开稿已存，等另一个人审定。")
            return redirect("desk:publication", pk=made.pk)
    return _draft(request, matter, form, status=422)


def _draft(request, matter, form, *, status: int = 200):
    context = {"matter": matter, "form": form}
    return render(request, "desk/publications/draft.html", context, status=status)


@require_safe
@never_cache
@in_scope(Perm.PUBLISH_DRAFT, _reached, pk="pk")
def publication(request, publication):
    return _show(request, publication, ApproveForm())


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, _reached, pk="pk")
def approve(request, publication):
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            approve_publication(publication, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已审定公开。")
            return redirect("desk:publication", pk=publication.pk)
    return _show(request, publication, form, status=422)


@require_POST
@in_scope(Perm.PUBLISH_APPROVE, _reached, pk="pk")
def recall(request, publication):
    recall_publication(publication, by=request.user, at=clock.now())
    messages.success(request, "已撤回，公开页上马上看不到了。")
    return redirect("desk:publication", pk=publication.pk)


def _show(request, publication, form, *, status: int = 200):
    scope = held_by(request).scope(Perm.PUBLISH_APPROVE)
    matter = publication.matter
    decides = matter.district_id in scope.districts or matter.room_id in scope.rooms
    is_public = publication.approved_at and not publication.recalled_at
    waits = not publication.approved_at and not publication.recalled_at
    context = {
        "publication": publication,
        "form": form,
        "may_approve": decides and waits and publication.drafted_by_id != request.user.pk,
        "may_recall": decides and is_public,
        "is_own": publication.drafted_by_id == request.user.pk and waits,
    }
    return render(request, "desk/publications/detail.html", context, status=status)
