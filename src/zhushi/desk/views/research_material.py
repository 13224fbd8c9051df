"""What residents said of a theme's topics: by topic, place and answer, each with its list."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.activities.halves import Half
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.research_plan import TopicsForm, in_their_order
from zhushi.desk.views.research import themes
from zhushi.desk.views.research_plan import may_plan, plan_page, planning
from zhushi.insight.material import material_of
from zhushi.research.actions.name_topics import name_topics
from zhushi.research.models import Theme


@require_safe
@never_cache
@in_scope(Perm.RESEARCH_VIEW, themes, pk="pk")
def material(request, theme: Theme):
    """Of the theme's half-year, or of the one before, from which it was chosen."""
    held, halves = held_by(request), [theme.half, theme.half.before]
    half = Half.named(request.GET.get("half", ""))
    half = half if half in halves else theme.half
    topics = sorted(theme.topics.select_related("parent"), key=in_their_order)
    scope = held.scope(Perm.MATTER_VIEW)
    context = {
        "theme": theme,
        "half": half,
        "halves": halves,
        "topics": topics,
        "found": material_of(topics, scope, span=half, on=clock.today()) if topics else None,
        "may_plan": may_plan(held, theme),
    }
    return render(request, "desk/research/material.html", context)


@require_POST
@planning()
def topics(request, theme: Theme):
    """Which topics' matters tell of the theme."""
    form = TopicsForm(request.POST, district=theme.district_id)
    if form.is_valid():
        try:
            name_topics(theme, topics=form.chosen, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "类别记下了。")
            return redirect("desk:theme_material", pk=theme.pk)
    return plan_page(request, theme, sorting=form, status=422)
