"""How the office words its letters: tried on a sample, kept in versions, brought back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.desk.forms.letters import HeadForm, WordingForm
from zhushi.papers.actions.word_letters import restore_wording, set_head, word_letters
from zhushi.papers.choices import LetterKind
from zhushi.papers.gbt9704.pdf import letter_pdf
from zhushi.papers.letters.compose import head_of, sample, template_of
from zhushi.papers.letters.kinds import SPECS
from zhushi.papers.letters.wording import check
from zhushi.papers.models import LetterTemplate
from zhushi.rooms.models import Unit


@never_cache
@allowed(Perm.SETTINGS_EDIT)
def kinds(request, scope):
    """The head of the district's letters, and the wording of each kind."""
    district, status = Unit.objects.get(pk=min(scope.districts)), 200
    head = head_of(district)
    first = {name: getattr(head, name) for name in ("issuer", "mark", "printed_by")}
    form = HeadForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_head(district, **form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "从下一份公文起用。")
                return redirect("desk:letter_wordings")
    newest: dict[str, LetterTemplate] = {}
    for one in LetterTemplate.objects.filter(district=district):
        newest.setdefault(one.kind, one)
    context = {
        "form": form,
        "kinds": [(kind, newest.get(kind), SPECS[kind].form.value) for kind in LetterKind],
    }
    return render(request, "desk/settings/letters.html", context, status=status)


@never_cache
@allowed(Perm.SETTINGS_EDIT)
def wording(request, scope, kind: str):
    """The wording in use, to be changed; older versions below."""
    district, chosen, status = Unit.objects.get(pk=min(scope.districts)), _kind(kind), 200
    number, title, body = template_of(district, chosen)
    data = request.POST if request.method == "POST" else None
    form = WordingForm(data, initial={"title": title, "body": body}, kind=chosen)
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                made = word_letters(
                    district, chosen, **form.cleaned_data, by=request.user, at=clock.now()
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"第 {made.number} 版，从下一份起用。")
                return redirect("desk:letter_wording", kind=kind)
    versions = LetterTemplate.objects.filter(district=district, kind=chosen)
    context = {
        "form": form,
        "kind": chosen,
        "number": number,
        "versions": list(versions.select_related("made_by__person")[:50]),
    }
    return render(request, "desk/settings/letter.html", context, status=status)


@require_POST
@never_cache
@allowed(Perm.SETTINGS_EDIT)
def sample_pdf(request, scope, kind: str):
    """What was typed, tried on an invented subject; nothing is kept."""
    district, chosen = Unit.objects.get(pk=min(scope.districts)), _kind(kind)
    form = WordingForm(request.POST, kind=chosen)
    try:
        if not form.is_valid():
            raise Refused("标题和正文都要写，也不能太长。")
        title, body = form.cleaned_data["title"], form.cleaned_data["body"]
        check(title, SPECS[chosen].names)
        check(body, SPECS[chosen].names)
        tried = sample(district, chosen, title, body, on=clock.today())
    except Refused as refused:
        form.add_error(None, str(refused))
        context = {"form": form, "kind": chosen, "versions": [], "number": 0}
        return render(request, "desk/settings/letter.html", context, status=422)
    answer = HttpResponse(letter_pdf(tried), content_type="application/pdf")
    answer["Content-Disposition"] = "attachment; filename*=UTF-8''sample.pdf"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@allowed(Perm.SETTINGS_EDIT)
def restore(request, scope, kind: str):
    district, chosen = Unit.objects.get(pk=min(scope.districts)), _kind(kind)
    number = request.POST.get("number", "")
    try:
        if not number.isdecimal() or len(number) > 4:
            raise Refused("没有这一版。")
        made = restore_wording(
            district, chosen, number=int(number), by=request.user, at=clock.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"恢复成第 {made.number} 版，从下一份起用。")
    return redirect("desk:letter_wording", kind=kind)


def _kind(kind: str) -> LetterKind:
    if kind not in LetterKind.values:
        raise Http404
    return LetterKind(kind)
