from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhushi.activities.actions._activity import audited, locked
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.lifecycle import TO_COME
from zhushi.activities.models import Activity, Participant
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.people.models import Person, Posting
from zhushi.people.queries import logins_of
from zhushi.rooms.models import Workroom


@transaction.atomic
def bring_people(
    activity: Activity, *, room: Workroom, people: Iterable[Person], by, at: datetime
) -> Activity:
    """Say who of a room that takes part goes to another room's activity; those are told.

    Whom other rooms ask stays. Raises Refused for a room that takes no part, once it is over, or
    for somebody in none of this room's teams.
    """
    activity, people = locked(activity), list(people)
    if not activity.others.filter(pk=room.pk).exists():
        raise Refused(f"{room.name}没有参加这项活动。")
    if activity.status not in TO_COME:
        raise Refused(f"这项活动{ActivityStatus(activity.status).label}，不能再改。")
    team = set(
        Posting.objects.current_on(activity.on).filter(room=room).values_list("person", flat=True)
    )
    for person in people:
        if person.pk not in team:
            raise Refused(f"{person.name}那天不在{room.name}的队伍里，请另选。")
    before = set(activity.participants.filter(person__in=team).values_list("person", flat=True))
    chosen = {person.pk for person in people}
    activity.participants.filter(person__in=before - chosen).delete()
    fresh = [Participant(activity=activity, person_id=pk) for pk in sorted(chosen - before)]
    Participant.objects.bulk_create(fresh, ignore_conflicts=True)
    outbox.tell(
        set(logins_of(Q(person__in=chosen - before), on=activity.on)),
        but=by,
        event=f"activity.bring:{activity.pk}:{at.timestamp():.0f}",
        text=f"{activity.on.month}月{activity.on.day}日{activity.room.name}“{activity.title}”请您参加",
        about=f"activity:{activity.pk}",
        at=at,
    )
    audited("activity.bring", activity, by=by, at=at)
    return activity
