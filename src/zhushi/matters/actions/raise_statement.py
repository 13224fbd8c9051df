"""What somebody said at an activity becomes a matter, in one step and once."""

import secrets
from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity, Statement
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions.receive import receive
from zhushi.matters.choices import Channel
from zhushi.matters.models import Matter
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom

ON_THE_SPOT = frozenset(["DOORSTEP"])
"""Forms, of a symposium or of research, at which the room goes to people, as on a visit."""


@transaction.atomic
def raise_statement(statement: Statement, *, by, at: datetime) -> Matter:
    """Take a statement down as a matter of its room; raised already, the same matter again.

    Who led the activity and receives in the room answers for it first, so that a delegate sees
    what became of a note. Raises Refused as ``receive`` does.
    """
    standing = Statement.objects.select_for_update(of=("self",))
    statement = standing.select_related("activity__room__district", "activity__lead").get(
        pk=statement.pk
    )
    if made := Matter.objects.filter(statement=statement).first():
        return made
    activity = statement.activity
    if not statement.text.strip():
        raise Refused("这条发言没有内容，不能转成事项。")
    return receive(
        activity.room,
        content=statement.text,
        channel=_channel(activity),
        key=secrets.token_urlsafe(24),  # of this step alone: nobody outside can take it first
        receiver=_receiving(activity.lead, activity.room, at),
        statement=statement,
        by=by,
        at=at,
    ).matter


def _channel(activity: Activity) -> Channel:
    is_visit = activity.kind == ActivityKind.VISIT or activity.form in ON_THE_SPOT
    return Channel.VISIT if is_visit else Channel.ACTIVITY


def _receiving(person: Person | None, room: Workroom, at: datetime) -> Person | None:
    """The person who led it, where they receive people in the room today."""
    held = Posting.objects.current_on(day_of(at)).filter(room=room, role__in=RECEIVING)
    return person if person and held.filter(person=person).exists() else None
