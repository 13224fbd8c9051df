from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import TalkStatus
from zhushi.activities.models import Talk
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions.receive import receive
from zhushi.matters.choices import Channel
from zhushi.matters.models import Matter
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Posting


@transaction.atomic
def raise_from_talk(talk: Talk, *, content: str, key: str, by, at: datetime) -> Matter:
    """Make a matter of what a delegate raised in a talk, in words written for it.

    It goes to the delegate's room and says neither who raised it nor that there was a talk.
    key: the form's own; the same form again is the same matter. Raises Refused before the talk
    took place, where the delegate sits in no room, or nothing is written.
    """
    if talk.status != TalkStatus.HELD:
        raise Refused("谈过以后再转成事项。")
    held = Posting.objects.current_on(day_of(at)).filter(
        person=talk.person_id, room__isnull=False, role__in=RECEIVING
    )
    seat = held.select_related("room__district").order_by("starts_on", "pk").first()
    if seat is None or seat.room is None:
        raise Refused(f"{talk.person.name}现在不在任何工作室，请到“登记事项”里记。")
    return receive(
        seat.room,
        content=content,
        channel=Channel.ACTIVITY,
        key=f"talk:{by.pk}:{key}",
        by=by,
        at=at,
    ).matter
