"""What is in public: introduction meetings with their pledges, reports, good practices.

Read by a second person each, as the rules ask; some still wait for one.
"""

from datetime import datetime, time, timedelta

from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.invite_to_talk import invite_to_talk
from zhushi.activities.actions.keep_practice import publish_practice, write_practice
from zhushi.activities.actions.make_pledge import make_pledge
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.publish_report import publish_report, write_report
from zhushi.activities.actions.record_activity import hold_activity, record_activity
from zhushi.activities.actions.settle_pledge import settle_pledge
from zhushi.activities.actions.show import show
from zhushi.activities.choices import ActivityKind, ActivityStatus, PledgeStatus, TalkStatus
from zhushi.activities.models import Activity, Statement, Talk
from zhushi.core.moments import moment_of
from zhushi.matters.actions.raise_statement import raise_statement
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.people.models import User

AGO = timedelta(days=150)
REPORTS = 3
"""So many reports of a room, the newest first; the last waits for its reader."""
RAISED = 2


def keep(cast: Cast) -> None:
    """Tell it as it stands at the last moment of the story."""
    words = page("promises")
    for number, here in enumerate(cast.rooms):
        reader = here.head or cast.officers[0]
        meeting = _meeting(cast, here)
        _pledges(cast, here, meeting, words, reader, number)
        _reports(cast, here, words["reports"], reader)
    for here, practice in zip(cast.rooms, words["practices"], strict=False):
        _practice(cast, here, practice)
    _raised(cast)
    _talks(cast)


def _meeting(cast: Cast, here: RoomCast) -> Activity:
    """Planned, told, held and recorded half a year ago."""
    on = cast.today - AGO
    while not cast.calendar.is_workday(on):
        on += timedelta(days=1)
    by, before = here.liaison, moment_of(on - timedelta(days=7), time(10))
    after = moment_of(on, time(17))
    people = tuple(here.delegates[:4])
    programme = Programme("党代表驻室见面会", on, time(9, 30), None, here.room.name, people=people)
    made = plan_activity(
        here.room, kind=ActivityKind.CONTACT, form="MEETING", programme=programme, by=by, at=before
    )
    announce_activity(made, by=by, at=before)
    hold_activity(made, came=people[:3], came_count=31, by=by, at=after)
    record = "代表逐一介绍自己，当面答应了几件事，来的人提了意见。"
    return record_activity(made, record=record, by=by, at=after)


def _pledges(
    cast: Cast, here: RoomCast, meeting: Activity, words: dict, reader: User, number: int
) -> None:
    """Three of a room, made at the meeting; the results read by the head, or still waiting."""
    at = moment_of(meeting.on, time(18))
    lines = words["pledges"]
    for n, person in enumerate(here.delegates[:3]):
        text, outcome, result = lines[(number + n) % len(lines)]
        due_on = cast.today + timedelta(days=(-20, -3, 60)[n])
        pledge = make_pledge(
            here.room,
            person=person,
            text=text,
            due_on=due_on,
            introduction=words["introductions"][n],
            activity=meeting,
            by=here.liaison,
            at=at,
        )
        if not outcome or n == 2:
            continue
        ended = PledgeStatus(outcome)
        later = cast.today + timedelta(days=90) if ended == PledgeStatus.OPEN else None
        settle_pledge(
            pledge, outcome=ended, result=result, due_on=later, by=here.liaison, at=cast.now
        )
        if number % 3:
            show(pledge, by=reader, at=cast.now)


def _reports(cast: Cast, here: RoomCast, words: dict, reader: User) -> None:
    held = Activity.objects.filter(
        room=here.room, kind=ActivityKind.PUBLICITY, status=ActivityStatus.RECORDED
    )
    for n, activity in enumerate(held.order_by("-on", "-pk")[:REPORTS]):
        at = min(cast.now, moment_of(activity.on + timedelta(days=1), time(17)))
        write_report(activity, report=words[activity.form], by=here.liaison, at=at)
        if n or here is not cast.busiest:
            publish_report(activity, by=reader, at=at)


def _practice(cast: Cast, here: RoomCast, words: dict) -> None:
    visit = Activity.objects.filter(room=here.room, kind=ActivityKind.VISIT).order_by("-on").first()
    at = cast.now - timedelta(days=9)
    made = write_practice(
        here.room, **words, activity=visit, by=here.delegate or here.liaison, at=at
    )
    publish_practice(made, by=here.head or cast.officers[0], at=at + timedelta(days=2))


def _raised(cast: Cast) -> None:
    """Two things heard on the way became matters today."""
    here = cast.busiest
    said = Statement.objects.filter(activity__room=here.room).order_by("-activity__on", "-pk")
    for statement in said[:RAISED]:
        raise_statement(statement, by=here.liaison, at=cast.now)


def _talks(cast: Cast) -> None:
    """The talks of this month that are still to come have their day and place."""
    planned = Talk.objects.filter(
        district=cast.district, month=cast.today.replace(day=1), status=TalkStatus.PLANNED
    )
    for n, talk in enumerate(planned.order_by("pk")):
        on = cast.today + timedelta(days=2 + n)
        while not cast.calendar.is_workday(on):
            on += timedelta(days=1)
        if on.month != cast.today.month:
            break
        hour, at = time(9 + n % 3 * 2), _this_morning(cast)
        place = "区委 302 谈话室"
        invite_to_talk(talk, on=on, starts_at=hour, place=place, by=cast.officers[0], at=at)


def _this_morning(cast: Cast) -> datetime:
    return min(cast.now, moment_of(cast.today, time(9)))
