"""Promises units made in class B answers: by their day, and how they ended."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.commitments import SettleForm
from zhushi.desk.month import shift
from zhushi.matters.actions.settle_commitment import settle_commitment
from zhushi.matters.choices import CommitmentStatus
from zhushi.matters.lifecycle import UNSETTLED
from zhushi.matters.queries import commitments_in
from zhushi.ui.paging import keyset

CHIPS = (
    ("", "还没有结果"),
    ("due", "本月底前到期"),
    ("open", "未到期"),
    ("asked", "已追问"),
    ("kept", "已兑现"),
    ("broken", "没有兑现"),
    ("all", "全部"),
)


def _reached(scope):
    return commitments_in(scope).select_related("matter__room", "unit")


@require_safe
@never_cache
@allowed(Perm.COMMITMENT_ASK)
def commitments(request, scope):
    """Promises by their day; those without a result unless another chip is chosen."""
    chosen = request.GET.get("status", "")
    found = _reached(scope)
    if chosen.upper() in CommitmentStatus.values:
        found = found.filter(status=chosen.upper())
    elif chosen == "due":
        found = found.filter(status__in=UNSETTLED, due_on__lt=shift(clock.today(), 1))
    elif chosen != "all":
        chosen, found = "", found.filter(status__in=UNSETTLED)
    page = keyset(found, request.GET, ("due_on", "pk"), unit="条")
    context = {
        "page": page,
        "today": clock.today(),
        "chips": [(f"?status={value}", label, value == chosen) for value, label in CHIPS],
    }
    return render(request, "desk/commitments/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.COMMITMENT_ASK, _reached, pk="pk")
def settle(request, commitment):
    form, status = SettleForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                settle_commitment(commitment, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"{commitment.matter.ref} 的承诺已记下结果。")
                return redirect("desk:commitments")
    context = {"commitment": commitment, "form": form}
    return render(request, "desk/commitments/settle.html", context, status=status)
