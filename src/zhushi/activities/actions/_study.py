"""What every verb on study plans does alike."""

from datetime import datetime

from zhushi.activities.models import StudyItem, StudyPlan
from zhushi.core import audit


def locked_plan(plan: StudyPlan) -> StudyPlan:
    found = StudyPlan.objects.select_for_update(of=("self",))
    return found.select_related("room", "person", "district").get(pk=plan.pk)


def locked_item(item: StudyItem) -> StudyItem:
    found = StudyItem.objects.select_for_update(of=("self",))
    return found.select_related("plan__room", "plan__person", "plan__district").get(pk=item.pk)


def audited(event: str, plan: StudyPlan, *, by, at: datetime) -> None:
    """Leave a line: whose plan and for when, never what somebody wrote."""
    whose = plan.room.code if plan.room else plan.district.slug
    if plan.person:
        whose = plan.person.ref
    target = f"{whose}:{plan.period}"
    audit.record(event, target=target, district_id=plan.district_id, by=by, at=at)
