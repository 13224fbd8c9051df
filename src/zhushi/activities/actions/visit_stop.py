"""What was seen and heard at a door is written down once, even if it is sent many times."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited
from zhushi.activities.actions._household import audited as audited_household
from zhushi.activities.actions.note_help import note_help
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.models import Statement, Stop
from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.queries import logins_in_room

SPEAKER = "走访时听到"
VISITED = "上门看望"


@transaction.atomic
def visit_stop(
    stop: Stop, *, said: str, opinion: str = "", help: str = "", key: str, by, at: datetime
) -> Stop:
    """Write down what was said at a stop; an opinion waits to become a matter, as any statement.

    key: the form's own; the same form again, as after a lost reply, gives the stop as it stands.
    At a household the visit goes into its register: with ``help`` in words, else as a visit.
    Raises Refused without words, before the day, for a visit called off, and where somebody else
    wrote it down already.
    """
    said = said.replace("\r\n", "\n").strip()
    if not said:
        raise Refused("请写几个字：看到什么，听到什么。")
    found = Stop.objects.select_for_update(of=("self",)).select_related("activity__room")
    stop = found.select_related("household__room", "activity__room").get(pk=stop.pk)
    own = f"{by.pk}:{key}"
    if stop.done_at:
        if stop.key == own:
            return stop
        raise Refused("这一处已经有人记过了。")
    activity = stop.activity
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("这次走访取消了。")
    if activity.on > day_of(at):
        raise Refused("还没有到那天，去过以后再记。")
    stop.seal("said", said)
    stop.done_at, stop.done_by, stop.key = at, by, own
    if opinion.strip():
        stop.statement = Statement.objects.create(
            activity=activity, speaker=SPEAKER, text=opinion.strip(), created_at=at
        )
        _tell_liaison(stop, by, at)
    stop.save()
    if stop.household and not stop.household.closed_on:
        note_help(
            stop.household,
            on=max(activity.on, stop.household.since),
            what=help.strip() or VISITED,
            giver=by.person,
            activity=activity,
            key=f"stop:{stop.pk}",
            by=by,
            at=at,
        )
    audited("activity.stop_visit", activity, by=by, at=at)
    return stop


@transaction.atomic
def look_at_stop(stop: Stop, *, by, at: datetime) -> str:
    """Open what was written down at a stop, with a line of who looked; rights are asked before."""
    text = stop.open("said")
    if stop.household:
        audited_household("household.look", stop.household, by=by, at=at)
    else:
        audited("activity.stop_look", stop.activity, by=by, at=at)
    return text


def _tell_liaison(stop: Stop, by, at: datetime) -> None:
    """Let the room's liaison know that an opinion waits; never what it says."""
    activity = stop.activity
    outbox.tell(
        logins_in_room(activity.room_id, Role.LIAISON, on=day_of(at)),
        but=by,
        event=f"activity.stop:{stop.pk}",
        text=f"{activity.on.month}月{activity.on.day}日“{activity.title}”听到一条意见，请转成事项",
        about=f"activity:{activity.pk}",
        at=at,
    )
