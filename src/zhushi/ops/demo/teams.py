"""The life of the three teams: what volunteers can do, who is away, talks, a grouping, a roster.

Told at the end and with chances of its own, so that nothing else of the district changes by it.
"""

from datetime import date, timedelta
from random import Random

from zhushi.activities.actions.block_out import block_out
from zhushi.activities.halves import Half
from zhushi.grouping.actions.make_draft import make_draft
from zhushi.grouping.actions.make_roster import make_roster
from zhushi.grouping.actions.plan_talks import plan_talks
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.people.actions.ask_to_join import ask_to_join
from zhushi.people.actions.keep_volunteer import enter_volunteer_team, keep_volunteer
from zhushi.people.actions.note_leave import note_leave
from zhushi.people.actions.set_term import end_congress
from zhushi.people.choices import HalfDay, MandateLevel, Role, VolunteerKind
from zhushi.people.models import Mandate, Posting

SEED = 61011302
SKILLS = ("修家电", "陪老人看病", "写字、填表", "辅导孩子功课", "维持秩序", "拍照、排版", "理发")
KINDS = (VolunteerKind.MEMBER, VolunteerKind.MEMBER, VolunteerKind.LEAGUE, VolunteerKind.ACTIVIST)
TALKS_A_MONTH = 5
RULES = {
    "least": None, "most": None, "at_most": None, "home": 60, "work": 40, "move": 400,
    "balance": 300,
    "groups": [{"of": "unit", "price": 700}],
    "quotas": [
        {"trait": "woman", "least": 1, "price": 800},
        {"trait": "city", "least": 1, "price": 600},
        {"trait": "frontline", "least": 1, "price": 500},
    ],
}  # fmt: skip
"""What the form of a grouping offers first."""


def gather(cast: Cast) -> None:
    """Tell it all as of the last moment of the story."""
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    for here in cast.rooms:
        _volunteers(cast, here, rng)
    _away(cast, cast.busiest)
    _terms(cast)
    officer = cast.officers[0]
    plan_talks(
        cast.district,
        a_month=TALKS_A_MONTH,
        until=last_of_term(cast.today),
        by=officer,
        at=cast.now,
    )
    make_draft(cast.district, rules=RULES, by=officer, at=cast.now)
    make_roster(
        [here.room for here in cast.rooms], Half.of(cast.today).after, rules={}, with_days=True,
        by=officer, at=cast.now,
    )  # fmt: skip


def _volunteers(cast: Cast, here: RoomCast, rng: Random) -> None:
    team = enter_volunteer_team(here.room, name="邻里帮帮团", by=here.liaison, at=cast.now)
    held = Posting.objects.current_on(cast.today).filter(room=here.room, role=Role.VOLUNTEER)
    for posting in held.select_related("person").order_by("pk"):
        keep_volunteer(
            posting.person,
            kind=rng.choice(KINDS),
            skills="、".join(rng.sample(SKILLS, k=2)),
            free=rng.sample(list(HalfDay), k=2),
            teams=[team],
            room=here.room,
            by=here.liaison,
            at=cast.now,
        )


def _away(cast: Cast, here: RoomCast) -> None:
    """In the room of every picture: an application, a leave, and days that do not suit."""
    ask_to_join(
        here.room, name="方晓禾", phone="19900000990", kind=VolunteerKind.LEAGUE,
        skills="辅导孩子功课", free=[HalfDay.SAT_AM], has_agreed=True, key="demo-joining",
        at=cast.now - timedelta(hours=20),
    )  # fmt: skip
    first = cast.today + timedelta(days=20)
    note_leave(
        here.delegates[-1], starts_on=first, ends_on=first + timedelta(days=9),
        by=here.liaison, at=cast.now,
    )  # fmt: skip
    person = here.delegate.person
    block_out(
        person, starts_on=first, ends_on=first + timedelta(days=2), by=here.delegate, at=cast.now
    )


def _terms(cast: Cast) -> None:
    congresses = Mandate.objects.filter(person__district=cast.district).values_list(
        "level", "congress_no"
    )
    for level, number in sorted(set(congresses)):
        end_congress(
            cast.district, level=MandateLevel(level), congress_no=number,
            ends_on=last_of_term(cast.today), by=cast.officers[0], at=cast.now,
        )  # fmt: skip


def last_of_term(today: date) -> date:
    """Terms last five years; this one ends in the third September, whatever the day of the demo."""
    return date(today.year + 3, 9, 30)
