"""What was said in an individual talk: for the liaison office alone, each look in the trail."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhushi.activities.actions.keep_talk_record import (
    open_talk_record,
    version_of,
    write_talk_record,
)
from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk, TalkRecord
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import in_scope
from zhushi.desk.forms.talks import OpinionForm, RecordForm
from zhushi.desk.views.talks import talks
from zhushi.matters.actions.raise_from_talk import raise_from_talk


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.TALK_RECORD, talks, pk="pk")
def record(request, talk: Talk):
    """Whether there is one, never what it says; a POST writes it."""
    if request.method == "GET":
        return _page(request, talk)
    form = RecordForm(request.POST)
    if form.is_valid():
        try:
            write_talk_record(talk, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, "记录已加密保存。")
            return redirect("desk:talk_record", pk=talk.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, talk, form=form, status=422)


@require_POST
@never_cache
@in_scope(Perm.TALK_RECORD, talks, pk="pk")
def opening(request, talk: Talk):
    """Show it once, in the answer to the post itself; the trail says who looked."""
    found = TalkRecord.objects.select_related("talk__person").filter(talk=talk).first()
    if found is None:
        messages.error(request, "还没有记录。")
        return redirect("desk:talk_record", pk=talk.pk)
    text = open_talk_record(found, by=request.user, at=clock.now())
    form = RecordForm(initial={"text": text, "seen": version_of(found)})
    return _page(request, talk, form=form, opened=text)


@require_POST
@never_cache
@in_scope(Perm.TALK_RECORD, talks, pk="pk")
def matter(request, talk: Talk):
    """A matter in words written for it."""
    form = OpinionForm(request.POST)
    if form.is_valid():
        try:
            made = raise_from_talk(talk, **form.cleaned_data, by=request.user, at=clock.now())
            messages.success(request, f"已登记，编号 {made.ref}，由工作室接着办。")
            return redirect("desk:talk_record", pk=talk.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, talk, opinion=form, status=422)


def _page(request, talk: Talk, *, form=None, opinion=None, opened: str = "", status: int = 200):
    found = TalkRecord.objects.select_related("written_by__person").filter(talk=talk).first()
    is_held = talk.status == TalkStatus.HELD
    if form is None and found is None and is_held:
        form = RecordForm()
    context = {
        "talk": talk,
        "record": found,
        "opened": opened,
        "form": form,
        "opinion": opinion or OpinionForm(),
        "is_held": is_held,
    }
    return render(request, "desk/talks/record.html", context, status=status)
