"""“这里不对”: asked by everybody of the own file, answered by the office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, everybody, in_scope
from zhushi.desk.forms.corrections import AnswerForm, CorrectionForm, ValueForm
from zhushi.desk.respond import declined
from zhushi.desk.views.people import people_in
from zhushi.people.access import Scope
from zhushi.people.actions.ask_correction import ask_correction
from zhushi.people.actions.decide_correction import accept_correction, decline_correction
from zhushi.people.choices import CorrectionField, CorrectionStatus
from zhushi.people.models import Correction
from zhushi.ui.paging import keyset


def corrections_in(scope: Scope):
    """The corrections of the people a scope reaches."""
    people = people_in(scope).order_by().values("pk")
    return Correction.objects.filter(person__in=people).select_related("person")


@everybody
def new_correction(request):
    """Which field of the own file is wrong and what is right."""
    wanted = request.GET.get("field", "")
    initial = {"field": wanted} if wanted in CorrectionField.values else {}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ask_correction(
                    request.user.person, **form.cleaned_data, by=request.user, at=clock.now()
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "已告诉党联办，核对后通知您。")
                return redirect("desk:me")
    return render(request, "desk/accounts/correction.html", {"form": form}, status=status)


@allowed(Perm.PERSON_EDIT)
def corrections(request, scope):
    """What waits for the office, or all that was ever asked."""
    shows_all = request.GET.get("all") == "1"
    found = corrections_in(scope)
    if not shows_all:
        found = found.filter(status=CorrectionStatus.OPEN)
    page = keyset(found, request.GET, ("-asked_at", "pk"), unit="条")
    context = {"page": page, "shows_all": shows_all}
    return render(request, "desk/people/corrections.html", context)


@never_cache
@in_scope(Perm.PERSON_EDIT, corrections_in, pk="pk")
def correction(request, correction: Correction):
    return _page(request, correction)


@never_cache
@in_scope(Perm.PERSON_EDIT, corrections_in, pk="pk")
@require_POST
def accept(request, correction: Correction):
    form = _value_form(correction, request.POST) if correction.is_of_file else None
    if form is None or form.is_valid():
        try:
            value = form.value if form else ""
            accept_correction(correction, value=value, by=request.user, at=clock.now())
        except Refused as refused:
            if form is None:
                messages.error(request, str(refused))
                return redirect("desk:correction", pk=correction.pk)
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"已改正，{correction.person.name}会收到通知。")
            return redirect("desk:corrections")
    return _page(request, correction, value_form=form, status=422)


@never_cache
@in_scope(Perm.PERSON_EDIT, corrections_in, pk="pk")
@require_POST
def decline(request, correction: Correction):
    form = AnswerForm(request.POST)
    said = f"已答复，{correction.person.name}会收到通知。"
    if declined(request, form, decline_correction, correction, said=said):
        return redirect("desk:corrections")
    return _page(request, correction, answer_form=form, status=422)


def _value_form(correction: Correction, data=None) -> ValueForm:
    return ValueForm(data, column=correction.field, said=correction.words)


def _page(
    request, correction: Correction, *, value_form=None, answer_form=None, status: int = 200
) -> HttpResponse:
    if value_form is None and correction.is_open and correction.is_of_file:
        value_form = _value_form(correction)
    column = correction.field
    masked = {"phone": correction.person.masked_phone}
    now = ""
    if correction.is_of_file:
        shown = getattr(correction.person, f"get_{column}_display", None)
        now = masked.get(column) or (shown() if shown else getattr(correction.person, column))
    context = {
        "correction": correction,
        "person": correction.person,
        "now": now if isinstance(now, str) else "",
        "value_form": value_form,
        "answer_form": answer_form or AnswerForm(),
    }
    return render(request, "desk/people/correction.html", context, status=status)
