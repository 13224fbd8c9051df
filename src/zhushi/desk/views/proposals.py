"""Proposals: written by a delegate, signed by others of the district, then handed in."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, held_by
from zhushi.desk.forms.proposals import ProposalForm
from zhushi.matters.models import Matter
from zhushi.people.choices import RECEIVING
from zhushi.research.actions.cosign import cosign, take_back_signature
from zhushi.research.actions.hand_in_proposal import hand_in_proposal
from zhushi.research.actions.write_proposal import withdraw_proposal, write_proposal
from zhushi.research.choices import ProposalStatus
from zhushi.research.models import Proposal
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

CHIPS = (("", "征集联名"), ("mine", "我署名的"), ("handed_in", "已提交"))


def _seen(request, scope):
    return Proposal.objects.seen_by(scope, request.user.person_id)


def _rooms(request) -> list[Workroom]:
    """The rooms in which the login is a delegate."""
    held = held_by(request).postings
    return [p.room for p in held if p.role in RECEIVING and p.room]


@require_safe
@never_cache
@allowed(Perm.RESEARCH_VIEW)
def proposal_list(request, scope):
    """What gathers names now; the own ones, and those handed in, under other chips."""
    chosen = request.GET.get("status", "")
    found = _seen(request, scope)
    if chosen == "mine":
        person = request.user.person_id
        signed = found.filter(signatures__person=person).order_by().values("pk")
        found = found.filter(author=person) | found.filter(pk__in=signed)
    elif chosen == "handed_in":
        found = found.filter(status=ProposalStatus.HANDED_IN)
    else:
        chosen, found = "", found.filter(status=ProposalStatus.GATHERING)
    found = found.select_related("author", "room", "matter").annotate(names=Count("signatures"))
    context = {
        "page": keyset(found, request.GET, ("-written_at", "-pk"), unit="份"),
        "chips": CHIPS,
        "chosen": chosen,
        "may_write": held_by(request).has(Perm.RESEARCH_WRITE) and bool(_rooms(request)),
    }
    return render(request, "desk/proposals/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed(Perm.RESEARCH_WRITE)
def new(request, scope):
    rooms = _rooms(request)
    if not rooms:
        messages.error(request, "提议由党代表自己写。")
        return redirect("desk:proposals")
    form, status = ProposalForm(request.POST or None, rooms=rooms), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = write_proposal(**form.written, by=request.user, at=clock.now())
                messages.success(request, "已发给本区的党代表征集联名。")
                return redirect("desk:proposal", pk=made.pk)
            except Refused as refused:
                form.add_error(None, str(refused))
    return render(request, "desk/proposals/new.html", {"form": form}, status=status)


@require_safe
@never_cache
@allowed(Perm.RESEARCH_VIEW)
def proposal(request, scope, pk: int):
    found = get_object_or_404(_seen(request, scope).select_related("author", "room"), pk=pk)
    signatures = list(found.signatures.select_related("person"))
    person = request.user.person_id
    gathers = found.status == ProposalStatus.GATHERING
    in_time = gathers and clock.today() <= found.cosign_until
    has_signed = any(one.person_id == person for one in signatures)
    is_author = found.author_id == person
    seen = held_by(request).scope(Perm.MATTER_VIEW)
    context = {
        "proposal": found,
        "signatures": signatures,
        "is_author": is_author and gathers,
        "may_sign": in_time and not is_author and not has_signed and bool(_rooms(request)),
        "may_take_back": in_time and has_signed,
        "matter": Matter.objects.in_scope(seen).filter(pk=found.matter_id).first(),
    }
    return render(request, "desk/proposals/proposal.html", context)


def _act(request, scope, pk: int, action: Callable, done: str):
    found = get_object_or_404(_seen(request, scope), pk=pk)
    try:
        action(found, by=request.user, at=clock.now())
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:proposal", pk=pk)


@require_POST
@allowed(Perm.RESEARCH_WRITE)
def sign(request, scope, pk: int):
    return _act(request, _viewed(request), pk, cosign, "已联名。")


@require_POST
@allowed(Perm.RESEARCH_WRITE)
def take_back(request, scope, pk: int):
    return _act(request, _viewed(request), pk, take_back_signature, "联名已撤回。")


@require_POST
@allowed(Perm.RESEARCH_WRITE)
def hand_in(request, scope, pk: int):
    return _act(request, _viewed(request), pk, hand_in_proposal, "已提交，等党联办核对。")


@require_POST
@allowed(Perm.RESEARCH_WRITE)
def withdraw(request, scope, pk: int):
    return _act(request, _viewed(request), pk, withdraw_proposal, "提议已撤回。")


def _viewed(request):
    return held_by(request).scope(Perm.RESEARCH_VIEW)
