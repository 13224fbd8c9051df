"""What somebody who leads a room says of a draft under review; the office reads it there."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.grouping import OpinionForm
from zhushi.desk.views.grouping_rooms import shown
from zhushi.grouping.actions.opine_draft import opine_draft


@require_POST
@in_scope(Perm.GROUPING_VIEW, shown, pk="pk")
def create_opinion(request, draft):
    form = OpinionForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("请写一句意见，最多 200 个字。")
        opine_draft(draft, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, "意见已交给党联办，审的时候看得到。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:draft_rooms", pk=draft.pk)
