from datetime import datetime

from django.db import transaction

from zhushi.activities.actions.hand_over_duty import hand_over_duty
from zhushi.activities.models import ReceptionDay
from zhushi.activities.queries import duties_of
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.people.access import Scope
from zhushi.people.models import Leave


@transaction.atomic
def cover_leave(
    leave: Leave, *, scope: Scope | None = None, by, at: datetime
) -> tuple[int, list[str]]:
    """Put the stand-in on duty in the place of who is away, on the days of the stand-in.

    scope: only duties in rooms it reaches. Returns how many duties changed hands, and a sentence
    for each that the stand-in may not take.
    Raises Refused if nobody stands in, or none may be taken.
    """
    if leave.stand_in is None or leave.stands_from is None:
        raise Refused("还没有派人代班。")
    count, refused = 0, []
    since = max(leave.stands_from, day_of(at))
    duties = [
        duty
        for duty in duties_of(leave.person, since=since, until=leave.stands_until)
        if scope is None or scope.has_room(duty.day.room)
    ]
    lock(ReceptionDay.objects.filter(pk__in=[duty.day_id for duty in duties]))
    for duty in duties:
        try:
            with transaction.atomic():
                hand_over_duty(duty, leave.stand_in, by=by, at=at)
            count += 1
        except Refused as refusal:
            refused.append(f"{duty.day.on:%-m月%-d日}：{refusal}")
    if not count:
        raise Refused(refused[0] if refused else "代班的日子里没有值班要接。")
    return count, refused
