"""Two drafts side by side."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhushi.core.perms import Perm
from zhushi.desk.access import allowed
from zhushi.desk.forms.grouping import CompareForm
from zhushi.desk.views.grouping import drafts
from zhushi.grouping.compare import apart_in, differences_of, figures_of, only_in
from zhushi.ui.paging import numbered

SHOWN = 20
"""So few on a page, since each is reckoned the way to every room."""


@require_safe
@never_cache
@allowed(Perm.GROUPING_MAKE)
def compare(request, scope):
    """``a`` and ``b``: what each draft comes to, and who sits differently and why."""
    form = CompareForm(request.GET)
    if not form.is_valid():
        messages.error(request, form.sentence)
        return redirect("desk:grouping")
    pair = [form.cleaned_data[name] for name in ("a", "b")]
    found = drafts(scope).in_bulk(pair)
    if len(found) < 2:
        raise Http404
    first, second = (found[pk] for pk in pair)
    sides = [figures_of(first), figures_of(second)]
    rules = list(sides[0]["prices"])
    page = numbered(apart_in(first, second), request.GET, size=SHOWN, unit="人")
    context = {
        "first": first,
        "second": second,
        "sides": sides,
        "prices": [(name, *(side["prices"][name] for side in sides)) for name in rules],
        "page": page,
        "differences": differences_of(first, second, page.rows),
        "gone": only_in(first, second),
        "come": only_in(second, first),
    }
    return render(request, "desk/grouping/compare.html", context)
