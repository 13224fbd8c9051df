"""What a delegate did that a login may see: offered as ground of a reason, and shown as links."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity, ExemplarWork, Project
from zhushi.core.perms import Perm
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom
from zhushi.ui.templatetags.ui import zh_date

MOST = 12
WORDS = 18
BACK = timedelta(days=730)


@dataclass(frozen=True)
class Offered:
    """What may be named, by a key that says which kind of thing it is."""

    activities: dict[str, Activity] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    seen_at: dict[str, Activity] = field(default_factory=dict)

    @property
    def choices(self) -> list[tuple[str, str]]:
        found = [(key, f"{_day(one.on)} {one.title}") for key, one in self.activities.items()]
        found += [(key, f"服务项目：{one.title}") for key, one in self.projects.items()]
        return found + [
            (key, f"事项 {one.ref}：{one.content[:WORDS]}") for key, one in self.matters.items()
        ]

    @property
    def visits(self) -> list[tuple[str, str]]:
        return [(key, f"{_day(one.on)} {one.title}") for key, one in self.seen_at.items()]

    def visit(self, key: str) -> Activity | None:
        return self.seen_at.get(key)

    def chosen(self, keys: Iterable[str]) -> dict[str, list]:
        keys = list(keys)
        return {
            "activities": [self.activities[key] for key in keys if key in self.activities],
            "projects": [self.projects[key] for key in keys if key in self.projects],
            "matters": [self.matters[key].ref for key in keys if key in self.matters],
        }


@dataclass(frozen=True)
class Work:
    """One thing the reason rests on; without an address for who may not see it."""

    words: str
    url: str = ""


def offered_for(person: Person, room: Workroom, held: Holdings, *, on: date) -> Offered:
    """What a delegate did in two years that the login may see; four statements."""
    since = on - BACK
    activities = Activity.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW)).took_place()
    activities = activities.filter(on__gte=since).order_by("-on", "-pk")
    own = Q(lead=person) | Q(pk__in=person.participations.filter(has_come=True).values("activity"))
    projects = Project.objects.in_scope(held.scope(Perm.SERVICE_VIEW)).filter(owner=person)
    matters = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(receiver=person)
    matters = matters.order_by("-received_at", "-pk")
    visits = activities.filter(room=room, kind=ActivityKind.VISIT)
    return Offered(
        {f"a{one.pk}": one for one in activities.filter(own)[:MOST]},
        {f"p{one.pk}": one for one in projects.order_by("-created_at", "-pk")[:MOST]},
        {f"m{one.ref}": one for one in matters.only("ref", "content")[:MOST]},
        {f"a{one.pk}": one for one in visits[:MOST]},
    )


def works_of(works: Iterable[ExemplarWork], held: Holdings) -> list[Work]:
    """Each thing with its address where the login may see it, else that there is one."""
    works = list(works)
    sees, serves = held.scope(Perm.ACTIVITY_VIEW), held.scope(Perm.SERVICE_VIEW)
    refs = [one.matter_ref for one in works if one.matter_ref]
    reached: set[str] = set()
    if refs:
        seen = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(ref__in=refs)
        reached = set(seen.order_by().values_list("ref", flat=True))
    return [_shown(one, sees, serves, reached) for one in works]


def _shown(one: ExemplarWork, sees, serves, reached: set[str]) -> Work:
    if one.activity and sees.has_room(one.activity.room):
        words = f"{_day(one.activity.on)} {one.activity.title}"
        return Work(words, reverse("desk:activity", kwargs={"pk": one.activity.pk}))
    if one.project and serves.has_room(one.project.room):
        url = reverse("desk:project", kwargs={"project": one.project.pk})
        return Work(f"服务项目：{one.project.title}", url)
    if one.matter_ref in reached:
        return Work(
            f"事项 {one.matter_ref}", reverse("desk:matter", kwargs={"ref": one.matter_ref})
        )
    return Work("一件事")


def _day(on: date) -> str:
    return zh_date(on)
