"""What a report rests on: offered from what a login may see, shown as links to who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from zhushi.activities.models import Activity
from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.insight.figures import Figure
from zhushi.insight.material import material_of
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings
from zhushi.research.actions.keep_source import Source
from zhushi.research.models import Report, ReportSource
from zhushi.ui import dates

MOST = 50
BACK = timedelta(days=365)


@dataclass(frozen=True)
class Offered:
    """What may be named, by a key that says which kind of thing it is; matters by their number."""

    activities: dict[str, Activity] = field(default_factory=dict)
    figures: dict[str, Source] = field(default_factory=dict)

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        held = [
            (key, f"{dates.day(one.on)} {one.title}（{one.room.name}）")
            for key, one in self.activities.items()
        ]
        figures = [(key, one.figure) for key, one in self.figures.items()]
        return [(name, found) for name, found in (("活动记录", held), ("数字", figures)) if found]

    def chosen(self, key: str) -> Source | None:
        if key in self.activities:
            return Source(activity=self.activities[key])
        return self.figures.get(key)


@dataclass(frozen=True)
class Shown:
    """One source; ``url`` and ``note`` are empty for who may not see what it is."""

    source: ReportSource
    words: str
    url: str = ""
    note: str = ""


def offered_for(report: Report, held: Holdings, *, on: date) -> Offered:
    """What took place for the report's theme or in its room in a year, and the theme's figures."""
    seen = Activity.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW)).took_place()
    near = Q(room=report.room_id, on__gte=on - BACK)
    if report.theme_id:
        near |= Q(of_theme__theme=report.theme_id)
    found = seen.filter(near).select_related("room").order_by("-on", "-pk")[:MOST]
    return Offered({f"a{one.pk}": one for one in found}, _figures(report, held, on))


def _figures(report: Report, held: Holdings, on: date) -> dict[str, Source]:
    theme = report.theme
    topics = list(theme.topics.all()) if theme else []
    if theme is None or not topics or not held.has(Perm.MATTER_VIEW):
        return {}
    found = material_of(topics, held.scope(Perm.MATTER_VIEW), span=theme.half, on=on)
    figures = [figure for figure in found.figures() if figure.value]
    label = theme.half.label
    return {f"f{one.key}": Source(figure=_said(one, label), query=one.address) for one in figures}


def _said(figure: Figure, half: str) -> str:
    return f"{half}{figure.label} {figure.value} {figure.unit}"


def shown_of(sources: Iterable[ReportSource], held: Holdings) -> list[Shown]:
    """Each source as a login may read it; three statements at most."""
    sources = list(sources)
    activities = {one.activity_id for one in sources if one.activity_id}
    matters = {one.matter_id for one in sources if one.matter_id}
    seen_activities: dict[int, Activity] = {}
    seen_matters: dict[int, Matter] = {}
    if activities:
        reached = Activity.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW))
        seen_activities = reached.only("title", "on").in_bulk(activities)
    if matters:
        found = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(pk__in=matters)
        seen_matters = {one.pk: one for one in found.only("ref")}
    return [_shown(one, seen_activities, seen_matters, held) for one in sources]


def _shown(
    one: ReportSource, activities: dict[int, Activity], matters: dict[int, Matter], held: Holdings
) -> Shown:
    if one.figure:
        words = f"{one.figure}（{one.added_by.person.name}{dates.day(day_of(one.added_at))}看到的）"
        url = f"{reverse('desk:matters')}?{one.query}" if held.has(Perm.MATTER_VIEW) else ""
        return Shown(one, words, url, one.note)
    if activity := activities.get(one.activity_id or 0):
        url = reverse("desk:activity", kwargs={"pk": activity.pk})
        return Shown(one, f"{dates.day(activity.on)} {activity.title}", url, one.note)
    if matter := matters.get(one.matter_id or 0):
        url = reverse("desk:matter", kwargs={"ref": matter.ref})
        return Shown(one, f"事项 {matter.ref}", url, one.note)
    return Shown(one, "一次活动" if one.activity_id else "一个事项")
