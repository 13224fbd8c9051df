"""What was seen and heard at a door is written down once, even if it is sent many times."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited
from zhushi.activities.actions._household import audited as audited_household
from zhushi.activities.actions._household import locked as locked_household
from zhushi.activities.actions.look_at_household import check_looks
from zhushi.activities.actions.note_help import note_help
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.models import Help, Statement, Stop
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
    Raises Refused without words, before the day, for a visit called off, for a stop taken off the
    route, at a household that was forgotten or closed before that day, and where it was written
    down already by somebody else or in other words.
    """
    said = _plain(said)
    if not said:
        raise Refused("请写几个字：看到什么，听到什么。")
    if stop.household:
        locked_household(stop.household)  # first, as forgetting does: else each waits for the other
    found = Stop.objects.select_for_update(of=("self",))
    found = found.select_related("household__room", "activity__room", "statement")
    standing = found.filter(pk=stop.pk).first()
    if standing is None:
        raise Refused("这一处已经从路线上去掉了。")
    stop = standing
    own = f"{by.pk}:{key}"
    if stop.done_at:
        if stop.key != own:
            raise Refused("这一处已经有人记过了。")
        stop.refresh_from_db(fields=["statement"])  # joined before the lock was had: may be old
        if not _is_same(stop, said, opinion, help):
            raise Refused("这一处已经记过，内容不一样，请刷新后看。")
        return stop
    activity = stop.activity
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("这次走访取消了。")
    if activity.on > day_of(at):
        raise Refused("还没有到那天，去过以后再记。")
    _check_household(stop)
    stop.seal("said", said)
    stop.done_at, stop.done_by, stop.key = at, by, own
    if opinion.strip():
        stop.statement = Statement.objects.create(
            activity=activity, speaker=SPEAKER, text=_plain(opinion), created_at=at
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
            key=_help_key(stop),
            by=by,
            at=at,
        )
    audited("activity.stop_visit", activity, by=by, at=at)
    return stop


@transaction.atomic
def look_at_stop(stop: Stop, *, by, at: datetime) -> str:
    """Open what was written down at a stop, with a line of who looked; rights are asked before.

    At a household it counts among the looks of ``look_at_household``, and is Refused as they are.
    """
    if stop.household:
        check_looks(locked_household(stop.household), by=by, at=at)
    text = stop.open("said")
    if stop.household:
        audited_household("household.look", stop.household, by=by, at=at)
    else:
        audited("activity.stop_look", stop.activity, by=by, at=at)
    return text


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def _is_same(stop: Stop, said: str, opinion: str, help: str) -> bool:
    """Whether a form sent again says what stands; words forgotten since are not asked for."""
    kept = stop.open("said")
    helps = Help.objects.filter(key=f"{stop.done_by_id}:{_help_key(stop)}")
    noted = helps.values_list("what", flat=True).first()
    return (
        (not kept or kept == said)
        and _plain(opinion) == (stop.statement.text if stop.statement else "")
        and (noted is None or noted == (help.strip() or VISITED))
    )


def _help_key(stop: Stop) -> str:
    return f"stop:{stop.pk}"


def _check_household(stop: Stop) -> None:
    """Who it was is kept no longer than the household's own words; a visit before its end is."""
    household = stop.household
    if household is None:
        return
    if household.forgotten_at:
        raise Refused("这一户的资料已经删除，不再记它的情况。听到的意见请另记一次活动。")
    if household.closed_on and stop.activity.on > household.closed_on:
        raise Refused("这一户在走访以前已经结束帮扶，不再记它的情况。")


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
