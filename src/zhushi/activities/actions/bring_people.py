from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, check_shifts, locked, tell_people
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.models import Activity, Participant
from zhushi.core.errors import Refused
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom


@transaction.atomic
def bring_people(
    activity: Activity, *, room: Workroom, people: Iterable[Person], by, at: datetime
) -> Activity:
    """Say who of a room that takes part goes to another room's activity; those are told.

    Whom other rooms ask stays. Raises Refused for a room that takes no part, before it is
    announced, once it is over, or for somebody in none of this room's teams.
    """
    activity, people = locked(activity), list(people)
    if not activity.others.filter(pk=room.pk).exists():
        raise Refused(f"{room.name}没有参加这项活动。")
    if activity.status == ActivityStatus.PLANNED:
        raise Refused("主办的工作室还没有通知，通知以后再定谁去。")
    if activity.status != ActivityStatus.ANNOUNCED:
        raise Refused(f"这项活动{ActivityStatus(activity.status).label}，不能再改。")
    team = set(
        Posting.objects.current_on(activity.on).filter(room=room).values_list("person", flat=True)
    )
    for person in people:
        if person.pk not in team:
            raise Refused(f"{person.name}那天不在{room.name}的队伍里，请另选。")
    before = set(activity.participants.filter(person__in=team).values_list("person", flat=True))
    chosen = {person.pk for person in people}
    new = [person for person in people if person.pk not in before]
    check_shifts(new, on=activity.on, starts_at=activity.starts_at, ends_at=activity.ends_at)
    gone = activity.participants.filter(person__in=before - chosen)
    dropped = [one.person for one in gone.select_related("person")]
    gone.delete()
    Participant.objects.bulk_create(Participant(activity=activity, person=one) for one in new)
    tell_people(activity, new, "bring", "请您参加", by=by, at=at)
    tell_people(activity, dropped, "drop", "不再请您参加", by=by, at=at)
    audited("activity.bring", activity, by=by, at=at)
    return activity
