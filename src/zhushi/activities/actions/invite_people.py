from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import (
    audited,
    check_people,
    check_shifts,
    locked,
    tell_people,
)
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.lifecycle import TO_COME
from zhushi.activities.models import Activity, Participant
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def invite_people(activity: Activity, people: Iterable[Person], *, by, at: datetime) -> int:
    """Ask more people to what is to come, besides who is asked already; returns how many are new.

    Where it was announced they are told at once, the others are not told again. Raises Refused
    once it took place or was called off, for nobody, or for people in no team.
    """
    people = list(people)
    if not people:
        raise Refused("请至少勾一位。")
    activity = locked(activity)
    if activity.status not in TO_COME:
        raise Refused(f"这项活动{ActivityStatus(activity.status).label}，不能再请人。")
    check_people(people, district_id=activity.district_id, on=activity.on)
    asked = set(activity.participants.values_list("person", flat=True))
    new = [person for person in people if person.pk not in asked]
    if not new:
        return 0
    check_shifts(new, on=activity.on, starts_at=activity.starts_at, ends_at=activity.ends_at)
    Participant.objects.bulk_create(Participant(activity=activity, person=one) for one in new)
    if activity.status == ActivityStatus.ANNOUNCED:
        tell_people(activity, new, "invite", "请您参加", by=by, at=at)
    audited("activity.invite", activity, by=by, at=at)
    return len(new)
