"""What a resident does with a matter they opened: rate, add, allow, take back, dispute, delete."""

from django.contrib import messages
from django.shortcuts import redirect

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.matters.actions.ask import add
from zhushi.matters.actions.change_consent import forget_resident, give_consent, withdraw_consent
from zhushi.matters.actions.dispute_look import dispute_look
from zhushi.matters.actions.rate import rate
from zhushi.matters.choices import Satisfaction
from zhushi.portal.access import with_secret
from zhushi.portal.forms.track import AddForm, RateForm
from zhushi.portal.shell import page
from zhushi.portal.views.track import opened
from zhushi.vault.choices import Purpose


@with_secret
def give_rating(request, matter):
    """Attitude and result, once."""
    if request.method != "POST":
        return redirect("portal:progress")
    form = RateForm(request.POST, auto_id="rate_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            rate(
                matter,
                attitude=Satisfaction(data["attitude"]),
                result=Satisfaction(data["result"]),
                comment=data["comment"],
                by=None,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "记下了，谢谢您的评价。")
            return redirect("portal:progress")
    return opened(request, matter, rate_form=form, status=422)


@with_secret
def add_more(request, matter):
    """An answer to the room's question, or more on the matter."""
    if request.method != "POST":
        return redirect("portal:progress")
    form = AddForm(request.POST, auto_id="add_%s")
    if form.is_valid():
        try:
            add(matter, text=form.cleaned_data["text"], by=None, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "补充的情况已送到工作室。")
            return redirect("portal:progress")
    return opened(request, matter, add_form=form, status=422)


@with_secret
def consent(request, matter):
    """Allow something, or take it back; effective at once."""
    purpose = request.POST.get("purpose", "")
    if request.method == "POST" and purpose in Purpose.values:
        try:
            if request.POST.get("give") == "1":
                give_consent(matter, Purpose(purpose), at=clock.now())
                messages.success(request, "记下了，您同意了这一项。")
            else:
                withdraw_consent(matter, Purpose(purpose), at=clock.now())
                messages.success(request, "这一项同意已撤回，现在起不再有效。")
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("portal:progress")


@with_secret
def dispute(request, matter, pk):
    """This look was not in order."""
    if request.method == "POST":
        try:
            dispute_look(matter, int(pk), at=clock.now())
            told = "审计员" if matter.is_sealed else "审计员和党联办"
            messages.success(request, f"已报给{told}核查，工作室的人不会收到这条消息。")
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("portal:progress")


@with_secret
def forget(request, matter):
    """Ask once more, then delete who the resident is."""
    if request.method == "POST" and request.POST.get("sure") == "1":
        try:
            forget_resident(matter, at=clock.now())
            messages.success(request, "您的姓名、电话、地址等已删除。事情照常办理。")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("portal:progress")
    context = {"matter": matter}
    return page(
        request,
        "portal/forget.html",
        context,
        district=matter.district,
        room=matter.room,
        current="track",
    )
