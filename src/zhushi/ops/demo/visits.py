"""Households in difficulty and help given, routes from door to door, exemplary delegates.

With chances of its own, so that nothing else of the district changes by it.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.confirm_exemplar import answer_exemplar, confirm_exemplar
from zhushi.activities.actions.enter_household import Filed, Told, enter_household
from zhushi.activities.actions.note_help import note_help
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.plan_stop import plan_stop
from zhushi.activities.actions.propose_exemplar import Works, propose_exemplar
from zhushi.activities.actions.publish_exemplar import publish_exemplar
from zhushi.activities.actions.visit_stop import visit_stop
from zhushi.activities.choices import ActivityKind, HouseholdKind
from zhushi.activities.models import Activity, Household
from zhushi.core.moments import moment_of
from zhushi.core.workdays import next_workday
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.people.models import Person, Posting, User

SEED = 61011317
SINCE = timedelta(days=300)
HELPED = 24
"""Days between two visits to a household, about."""


def go(cast: Cast) -> None:
    """Tell it all, room by room; the room of the demo's logins has a route for today."""
    rng, words = Random(SEED), page("visits")  # noqa: S311 - a story, not a secret
    office = cast.officers[0]
    for number, here in enumerate(cast.rooms):
        if not here.delegates:
            continue
        found = _households(cast, here, words, rng)
        if here.room.code == "XZL" or number % 4 == 0:
            _walked(cast, here, found, words, cast.today)
            _exchange(cast, here)
        if number < len(words["exemplars"]["reasons"]):
            _exemplary(cast, here, words["exemplars"]["reasons"][number], number, office)


def _households(cast: Cast, here: RoomCast, words: dict, rng: Random) -> list[Household]:
    began = max(cast.today - SINCE, cast.since)
    keepers = _seated(here, began)[:3]
    found = []
    for kind, told in words["households"].items():
        name = rng.choice(words["surnames"]) + rng.choice(words["given"])
        household = enter_household(
            here.room,
            told=Told(name, "由社区转告", f"{rng.randint(1, 9)}号院", rng.choice(told)),
            filed=Filed(
                HouseholdKind(kind),
                rng.choice([*here.communities, None]),
                rng.choice([None, *keepers]),
            ),
            agrees=True,
            by=here.liaison,
            at=moment_of(began, time(10)),
        )
        found.append(household)
        _helps(cast, here, household, words["help"], rng)
    return found


def _helps(cast: Cast, here: RoomCast, household: Household, words: dict, rng: Random) -> None:
    on = household.since + timedelta(days=rng.randint(1, HELPED))
    while on < cast.today:
        number = rng.randrange(len(words["what"]))
        note_help(
            household,
            on=on,
            what=words["what"][number],
            amount=words["amount"][number],
            giver=rng.choice(here.delegates),
            key=f"demo-{household.pk}-{on}",
            by=here.liaison,
            at=moment_of(on, time(17)),
        )
        on += timedelta(days=rng.randint(HELPED, 3 * HELPED))


def _walked(cast: Cast, here: RoomCast, households: list[Household], words: dict, on: date) -> None:
    """A visit of today: two doors are noted, the others are still to come."""
    before = moment_of(on - timedelta(days=3), time(9))
    made = plan_activity(
        here.room,
        kind=ActivityKind.SYMPOSIUM,
        form="DOORSTEP",
        programme=Programme(
            "入户走访", on, time(9), lead=here.delegates[0], people=tuple(here.delegates[:2])
        ),
        by=here.liaison,
        at=before,
    )
    announce_activity(made, by=here.liaison, at=before)
    doors = words["doors"]
    stops = [
        plan_stop(made, place=place, note=note, by=here.liaison, at=before)
        for place, note in zip(doors["places"], doors["notes"], strict=True)
    ]
    for household in households[:2]:
        plan_stop(made, household=household, by=here.liaison, at=before)
    for number, stop in enumerate(stops[:2]):
        visit_stop(
            stop,
            said=doors["said"][number],
            opinion=doors["opinion"][number],
            key=f"demo-{stop.pk}",
            by=here.liaison,
            at=cast.now,
        )


def _exchange(cast: Cast, here: RoomCast) -> None:
    """A look at how others in the same field do it, still to come: nobody else is asked yet."""
    fields = [one.occupation_field for one in here.delegates if one.occupation_field]
    shared = next((one for one in fields if fields.count(one) > 1), fields[0] if fields else "")
    lead = next(one for one in here.delegates if one.occupation_field == shared or not shared)
    on = next_workday(cast.today + timedelta(days=12), cast.calendar)
    plan_activity(
        here.room,
        kind=ActivityKind.VISIT,
        form="EXCHANGE",
        programme=Programme("同行业观摩", on, time(14, 30), lead=lead),
        by=here.liaison,
        at=cast.now,
    )


def _exemplary(cast: Cast, here: RoomCast, reason: str, number: int, office: User) -> None:
    """One public, one confirmed, one that waits for a second person."""
    person = here.delegates[0]
    at = moment_of(cast.today - timedelta(days=20), time(11))
    before = Activity.objects.filter(room=here.room, on__lt=cast.today - timedelta(days=21))
    rests_on = before.took_place().order_by("-on")[:2]
    made = propose_exemplar(
        here.room,
        person=person,
        reason=reason,
        works=Works(activities=list(rests_on)),
        by=here.liaison,
        at=at,
    )
    if number == 2:
        return
    made = confirm_exemplar(made, by=office, at=at + timedelta(days=1))
    own = User.objects.filter(person=person).first()
    if number == 0 and own:
        answer_exemplar(made, agrees=True, by=own, at=_later(at))
        publish_exemplar(made, by=office, at=_later(at))


def _seated(here: RoomCast, on: date) -> list[Person]:
    """Those of the room's delegates who sat there on a day."""
    held = Posting.objects.current_on(on).filter(room=here.room, person__in=here.delegates)
    seated = set(held.values_list("person", flat=True))
    return [one for one in here.delegates if one.pk in seated]


def _later(at: datetime) -> datetime:
    return at + timedelta(days=3)
