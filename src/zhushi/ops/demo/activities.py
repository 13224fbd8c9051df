"""Two years of what happens in the rooms: most of it over and recorded, some still to come.

With chances of its own, so that nothing else of the district changes by it.
"""

from datetime import date, time, timedelta
from random import Random

from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.record_activity import Said, hold_activity, note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.core.moments import moment_of
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.models import Workroom

SEED = 61011303
BACK = timedelta(days=730)
LEAST_APART, MOST_APART = 18, 55
"""Days between one thing and the next in a room."""
AHEAD = (3, 9, 17, 30)
SPEAKERS = ("一位居民", "一位老人", "一位店主", "社区工作人员")


def live(cast: Cast) -> None:
    """Tell it all, room by room."""
    rng, words = Random(SEED), page("activities")  # noqa: S311 - a story, not a secret
    for here in cast.rooms:
        _past(cast, here, words["noted"], rng)
        _ahead(cast, here, words["planned"], rng)


def _past(cast: Cast, here: RoomCast, words: dict, rng: Random) -> None:
    held = Posting.objects.filter(room=here.room).select_related("person")
    seats = [seat for seat in held if seat.role in (Role.DELEGATE, Role.LIAISON)]
    on = cast.today - BACK + timedelta(days=rng.randint(0, MOST_APART))
    while on < cast.today:
        what = rng.choice(list(words))
        kind, form = what.split(":")
        title, record, said = rng.choice(words[what])
        day = _workday(cast, on)
        if day < cast.today:
            note_activity(
                here.room,
                kind=ActivityKind(kind),
                form=form,
                on=day,
                record=record,
                title=title,
                place=rng.choice([unit.name for unit in here.communities] or [here.room.name]),
                lead=rng.choice([None, *(one.person for one in seats if _is_held(one, day))]),
                said=[Said(said, speaker=rng.choice(SPEAKERS))],
                key=f"demo-{here.room.code}-{day}",
                by=here.liaison,
                at=moment_of(day, time(17)),
            )
        on += timedelta(days=rng.randint(LEAST_APART, MOST_APART))


def _is_held(seat: Posting, on: date) -> bool:
    return seat.starts_on <= on and (seat.ends_on is None or on <= seat.ends_on)


def _ahead(cast: Cast, here: RoomCast, words: dict, rng: Random) -> None:
    """Something planned, told, called off, and one that took place and waits for its record."""
    at = cast.now - timedelta(days=6)
    for number, days in enumerate((*AHEAD, -2)):
        what = rng.choice(list(words))
        kind, form = what.split(":")
        programme = Programme(
            title=rng.choice(words[what]),
            on=_workday(cast, cast.today + timedelta(days=days)),
            starts_at=time(9, 30),
            place=here.room.name,
            lead=here.head.person if here.head else None,
            people=tuple(here.delegates[:4]),
            others=_communities(cast, here) if here is cast.busiest and number < 2 else (),
        )
        if programme.on < (cast.now - timedelta(days=6)).date():
            continue
        made = plan_activity(
            here.room,
            kind=ActivityKind(kind),
            form=form,
            programme=programme,
            by=here.liaison,
            at=at,
        )
        if number % 2 == 0:
            announce_activity(made, by=here.liaison, at=at)
        if days < 0 and programme.on <= cast.today:
            came = here.delegates[:3]
            hold_activity(made, came=came, came_count=26, by=here.liaison, at=cast.now)
        elif number == 1 and rng.random() < 0.3:
            cancel_activity(made, reason="场地另有安排，改期再通知", by=here.liaison, at=cast.now)


def _communities(cast: Cast, here: RoomCast) -> tuple[Workroom, ...]:
    """The rooms of the communities of a street, which hold some things together with it."""
    return tuple(one.room for one in cast.rooms if one.room.unit.parent_id == here.room.unit_id)


def _workday(cast: Cast, on: date) -> date:
    while not cast.calendar.is_workday(on):
        on += timedelta(days=1)
    return on
