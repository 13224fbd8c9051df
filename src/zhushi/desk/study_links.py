"""What delegates made of their study, with a link where the reader may follow it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from zhushi.activities.models import Activity, Project, StudyUse
from zhushi.activities.study import Progress
from zhushi.core.perms import Perm
from zhushi.matters.models import Matter
from zhushi.people.access import Holdings


@dataclass(frozen=True)
class Used:
    """One use; ``words`` and ``address`` are empty where the reader may not see what it is."""

    use: StudyUse
    words: str = ""
    address: str = ""


def with_links(progress: Progress, held: Holdings) -> dict[int, list[Used]]:
    """The uses of each item, by its key; a statement for each sort of thing there is."""
    uses = [use for one in progress.standings for use in one.uses]
    seen = {
        **_activities({use.activity_id for use in uses if use.activity_id}, held),
        **_projects({use.project_id for use in uses if use.project_id}, held),
        **_matters({use.matter_ref for use in uses if use.matter_ref}, held),
    }
    found: dict[int, list[Used]] = {}
    for use in uses:
        words, address = seen.get(key_of(use), ("", ""))
        found.setdefault(use.item_id, []).append(Used(use, words, address))
    return found


def key_of(use: StudyUse) -> str:
    """As a form names it: A12, P3, M and the number."""
    if use.activity_id:
        return f"A{use.activity_id}"
    return f"P{use.project_id}" if use.project_id else f"M{use.matter_ref}"


def _activities(keys: set, held: Holdings) -> dict[str, tuple[str, str]]:
    if not keys:
        return {}
    rows = Activity.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW)).filter(pk__in=keys)
    return dict(_of(rows, "A", lambda one: reverse("desk:activity", kwargs={"pk": one.pk})))


def _projects(keys: set, held: Holdings) -> dict[str, tuple[str, str]]:
    if not keys:
        return {}
    rows = Project.objects.seen_by(held.scope(Perm.SERVICE_VIEW)).filter(pk__in=keys)
    return dict(_of(rows, "P", lambda one: reverse("desk:project", kwargs={"project": one.pk})))


def _matters(refs: set, held: Holdings) -> dict[str, tuple[str, str]]:
    if not refs:
        return {}
    rows = Matter.objects.in_scope(held.scope(Perm.MATTER_VIEW)).filter(ref__in=refs)
    return {
        f"M{one.ref}": (one.ref, reverse("desk:matter", kwargs={"ref": one.ref}))
        for one in rows.only("ref")
    }


def _of(rows: Iterable, letter: str, address):
    for one in rows:
        yield f"{letter}{one.pk}", (one.title, address(one))
