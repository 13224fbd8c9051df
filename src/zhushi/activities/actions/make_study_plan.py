from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._study import audited, locked_plan
from zhushi.activities.actions.plan_activity import check_open
from zhushi.activities.models import StudyItem, StudyPlan
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.rooms.models import Unit, Workroom


@transaction.atomic
def make_study_plan(
    room: Workroom, *, period: StudyPeriod, from_district: bool = False, by, at: datetime
) -> StudyPlan:
    """Begin a room's plan for a year or half of it, with the district's items if asked for.

    The same again gives the plan there is. Raises Refused for a period that is over, a closed
    room, or where the district laid down nothing.
    """
    _check_to_come(period, at)
    check_open(room, max(period.since, day_of(at)))
    plan, is_new = StudyPlan.objects.get_or_create(
        room=room,
        person=None,
        since=period.since,
        until=period.until,
        defaults={"district_id": room.district_id, "created_at": at},
    )
    if is_new:
        audited("study.plan", plan, by=by, at=at)
    if from_district:
        take_over_study_plan(plan, by=by, at=at)
    return plan


@transaction.atomic
def take_over_study_plan(plan: StudyPlan, *, by, at: datetime) -> int:
    """Copy what the district laid down for the period and is not in the plan yet: how many.

    What was copied is the room's own from then on. Raises Refused where nothing is laid down.
    """
    plan = locked_plan(plan)
    laid_down = StudyItem.objects.filter(
        plan__in=StudyPlan.objects.laid_down(),
        plan__district=plan.district_id,
        plan__since=plan.since,
        plan__until=plan.until,
    )
    if not laid_down.exists():
        raise Refused(f"区里还没有定{plan.period.label}的研学计划，请自己加。")
    missing = laid_down.exclude(copies__plan=plan)
    made = StudyItem.objects.bulk_create(
        StudyItem(
            plan=plan,
            strand=one.strand,
            title=one.title,
            material=one.material,
            due_on=one.due_on,
            source=one,
        )
        for one in missing
    )
    if made:
        audited("study.take_over", plan, by=by, at=at)
    return len(made)


@transaction.atomic
def lay_down_study_plan(district: Unit, *, period: StudyPeriod, by, at: datetime) -> StudyPlan:
    """Begin what the district wants all rooms to study; the same again gives what there is.

    Raises Refused for a period that is over.
    """
    _check_to_come(period, at)
    plan, is_new = StudyPlan.objects.get_or_create(
        district=district,
        room=None,
        person=None,
        since=period.since,
        until=period.until,
        defaults={"created_at": at},
    )
    if is_new:
        audited("study.lay_down", plan, by=by, at=at)
    return plan


def _check_to_come(period: StudyPeriod, at: datetime) -> None:
    if period.until < day_of(at):
        raise Refused(f"{period.label}已经过了，不再建计划。")
