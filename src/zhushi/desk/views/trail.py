"""The audit trail: who did what and when, without content."""

from operator import itemgetter

from django import forms
from django.shortcuts import render

from zhushi.core.models import AuditEntry
from zhushi.core.moments import start_of
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.desk.trail_words import EVENTS, event_of, facts_of, target_of
from zhushi.ui.forms import StyledForm
from zhushi.ui.paging import keyset


class TrailForm(StyledForm, forms.Form):
    """What to look for; everything may stay empty."""

    event = forms.ChoiceField(
        label="做了什么",
        choices=[("", "全部"), *sorted(EVENTS.items(), key=itemgetter(1))],
        required=False,
    )
    target = forms.CharField(label="对象编号", max_length=80, required=False)
    actor = forms.CharField(label="登录名", max_length=40, required=False)
    since = forms.DateField(label="从哪天", required=False)
    until = forms.DateField(label="到哪天前", required=False)


@allowed(Perm.AUDIT_VIEW)
def trail(request, scope):
    """The lines of the district, newest first."""
    form = TrailForm(request.GET or None)
    found = AuditEntry.objects.filter(district_id__in=scope.districts)
    status = 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound:
        asked = form.cleaned_data
        if asked["event"]:
            found = found.filter(event=asked["event"])
        for name in ("target", "actor"):
            if asked[name]:
                found = found.filter(**{f"{name}__startswith": asked[name].strip()})
        if asked["since"]:
            found = found.filter(at__gte=start_of(asked["since"]))
        if asked["until"]:
            found = found.filter(at__lt=start_of(asked["until"]))
    page = keyset(found, request.GET, ("-pk",), unit="行")
    context = {
        "form": form,
        "page": page,
        "rows": [(line, event_of(line), target_of(line), facts_of(line)) for line in page.rows],
    }
    return render(request, "desk/trail/list.html", context, status=status)
