from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._study import audited
from zhushi.activities.actions.keep_study_item import Aim, add_study_item
from zhushi.activities.models import StudyItem, StudyPlan
from zhushi.activities.study_periods import StudyPeriod
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting


@transaction.atomic
def add_own_study(person: Person, *, period: StudyPeriod, aim: Aim, by, at: datetime) -> StudyItem:
    """Put an item into a delegate's own plan, which begins with the first one.

    The plan belongs to the room they have been a delegate of for longest. Raises Refused for who
    is none, and for a period that is over.
    """
    on = day_of(at)
    if period.until < on:
        raise Refused(f"{period.label}已经过了，请加到现在的计划里。")
    held = Posting.objects.current_on(on).filter(person=person, role=Role.DELEGATE)
    seat = held.select_related("room").order_by("starts_on", "pk").first()
    if seat is None or seat.room is None:
        raise Refused("只有党代表有自己的研学计划。")
    plan, is_new = StudyPlan.objects.get_or_create(
        person=person,
        since=period.since,
        until=period.until,
        defaults={
            "district_id": seat.district_id,
            "room": seat.room,
            "created_at": at,
        },
    )
    if is_new:
        audited("study.plan", plan, by=by, at=at)
    return add_study_item(plan, aim=aim, by=by, at=at)
