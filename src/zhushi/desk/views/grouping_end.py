"""The end of a draft: submitted, looked at by a second person, adopted, sent back or given up."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhushi.activities.models import Duty
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.grouping import AdoptForm, ReturnForm, SubmitForm
from zhushi.desk.views.grouping import drafts
from zhushi.grouping.actions.adopt_draft import adopt_draft
from zhushi.grouping.actions.drop_draft import drop_draft
from zhushi.grouping.actions.return_draft import return_draft
from zhushi.grouping.actions.submit_draft import submit_draft
from zhushi.grouping.explain import names_of, seats_of
from zhushi.grouping.left_behind import duties_left, matters_left, moves_in
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import papers_of
from zhushi.grouping.review import colleagues_of, submission_of
from zhushi.ui.paging import numbered

SHOWN = 50


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def submission(request, draft):
    """Lay a draft before the others of the office."""
    form = SubmitForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("没有看懂是哪一稿，请在草案页上送审。")
        submit_draft(draft, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, "已送审。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:adopt_draft", pk=draft.pk)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def adoption(request, draft):
    """Who moves, why, from which day, and what stays behind; a POST carries it out."""
    first = {"since": AdoptForm.first_day(clock.today()), "seen": draft.version, "releases": True}
    form, status = AdoptForm(request.POST if request.method == "POST" else None, initial=first), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                adopt_draft(draft, **form.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, "方案已采用，动的人和原来各室的联络员都收到了通知。")
                return redirect("desk:draft", pk=draft.pk)
            except Refused as refusal:
                draft.refresh_from_db(fields=["status"])
                if not draft.is_under_review:  # somebody was faster, and the form is gone
                    messages.error(request, str(refusal))
                form.add_error(None, str(refusal))
    context = {**_review(request, draft), **_moving(draft, request.GET), "form": form}
    return render(request, "desk/grouping/adopt.html", context, status=status)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def returning(request, draft):
    """Send a draft under review back with a sentence."""
    form = ReturnForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("请写一句为什么退回，最多 200 个字。")
        return_draft(draft, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, "已退回，可以接着改。")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:adopt_draft", pk=draft.pk)
    return redirect("desk:draft", pk=draft.pk)


@require_POST
@in_scope(Perm.GROUPING_MAKE, drafts, pk="pk")
def drop(request, draft):
    try:
        drop_draft(draft, by=request.user, at=clock.now())
        messages.success(request, "方案已放弃，谁也没有动。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:grouping")


def _review(request, draft: Draft) -> dict[str, Any]:
    """Whose turn it is, as the action will ask."""
    submitted = submission_of(draft) if draft.is_under_review else None
    is_own = submitted is not None and submitted.by_id == request.user.pk
    others = colleagues_of(draft, request.user.pk, on=clock.today()) if is_own else set()
    return {
        "draft": draft,
        "submitted": submitted,
        "waits": is_own and bool(others),
        "is_alone": is_own and not others,
        "back": ReturnForm(),
    }


def _moving(draft: Draft, params: QueryDict) -> dict[str, Any]:
    """Who moves, a page at a time, with what they leave behind."""
    every, names = moves_in(draft), names_of(draft)
    place = papers_of(draft).place
    refs = sorted(every, key=lambda ref: (place[every[ref][1]], ref))
    page = numbered(refs, params, size=SHOWN, unit="人")
    moves = {ref: every[ref] for ref in page.rows}
    duties: dict[str, list[Duty]] = defaultdict(list)
    tomorrow = clock.today() + timedelta(days=1)
    for duty in duties_left(moves, since=tomorrow) if draft.is_standing else ():
        duties[duty.person.ref].append(duty)
    matters = matters_left(moves) if draft.is_standing else {}
    return {
        "page": page,
        "is_part": bool(page.next_url or page.start_url),
        "moving": [
            {
                "seat": seat,
                "source": names.get(seat.now),
                "target": names[seat.room],
                "duties": duties.get(seat.ref, []),
                "matters": matters.get(seat.ref, []),
            }
            for seat in seats_of(draft, page.rows)
        ],
        "bound": len(duties),
        "holding": len(matters),
    }
