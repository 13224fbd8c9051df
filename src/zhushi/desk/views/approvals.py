"""Who approves what delegates hand in, step by step."""

from django.contrib import messages
from django.shortcuts import redirect, render

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.desk.forms.approvals import ApprovalsForm
from zhushi.matters.actions.set_approvals import set_approvals
from zhushi.matters.models import ApprovalRule
from zhushi.rooms.models import Unit


@allowed(Perm.SETTINGS_EDIT)
def approvals(request, scope):
    """The steps as they stand, each a line; saving replaces them for what is checked from now."""
    district, status = Unit.objects.get(pk=min(scope.districts)), 200
    rules = ApprovalRule.objects.filter(district=district).select_related("approver", "deputy")
    form = ApprovalsForm(
        request.POST if request.method == "POST" else None,
        rules=list(rules),
        district=district,
        on=clock.today(),
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_approvals(district, form.steps(), by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "审批步骤已定，从下一份核对的报告和提议起用。")
                return redirect("desk:approvals")
    return render(request, "desk/settings/approvals.html", {"form": form}, status=status)
