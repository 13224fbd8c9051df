"""The people of the practice district: delegates, liaisons, heads, volunteers and staff."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from zhushi.ops.demo.cast import Cast
from zhushi.ops.demo.pages import page
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.place_person import place_person
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Role, Sex
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit, Workroom

DELEGATES, VOLUNTEERS = 119, 60
SCATTER = 610113
LEVELS = [MandateLevel.PROVINCE] * 6 + [MandateLevel.CITY] * 24
"""The first sit in the province's and the city's congress, all others in the district's."""


class Crowd:
    """Makes people with names that no two of them share."""

    def __init__(self, cast: Cast, at: datetime) -> None:
        self.cast, self.at = cast, at
        self._names = _names(cast)
        self._phones = iter(range(10_000))

    def person(self, **details) -> Person:
        """A new person of the district with an invented telephone."""
        return register_person(
            self.cast.district,
            name=next(self._names),
            phone=f"1990000{next(self._phones):04d}",
            by=None,
            at=self.at,
            **details,
        )

    def posted(
        self, role: Role, place: Workroom | Unit, username: str = "", person: Person | None = None
    ) -> User:
        """A person in a role at a place, with a login where a user name is given."""
        person = person or self.person()
        post(person, role=role, place=place, starts_on=self.cast.since, by=None, at=self.at)
        user = User(username=username, person=person, password=self.cast.password_hash)
        if username:
            person.email = f"{username}@example.invalid"
            person.save(update_fields=["email"])
            user.save()
        return user


def gather(cast: Cast, *, at: datetime) -> None:
    """Register everybody, post them, and give logins to those who work in the system."""
    crowd = Crowd(cast, at)
    office = cast.units["office"]
    cast.officers = [crowd.posted(Role.OFFICE, office, f"office{n}") for n in (1, 2, 3)]
    cast.confidants = [crowd.posted(Role.CONFIDANT, office, f"sealed{n}") for n in (1, 2)]
    cast.administrators = [
        crowd.posted(role, cast.district, name)
        for role, name in (
            (Role.SYSTEM_ADMIN, "system"),
            (Role.SECURITY_ADMIN, "security"),
            (Role.AUDITOR, "audit"),
        )
    ]
    handling = {unit.pk: unit for unit in cast.units.values() if unit.is_handler}
    for unit in handling.values():
        name = unit.slug.replace("-", "")
        cast.handlers[unit.pk] = crowd.posted(Role.HANDLER, unit, f"handler-{name}")
    for here in cast.rooms:
        code = here.room.code.lower()
        here.head = crowd.posted(Role.HEAD, here.room, f"head-{code}")
        here.liaison = crowd.posted(Role.LIAISON, here.room, f"liaison-{code}")
    _delegates(cast, crowd)
    for number in range(VOLUNTEERS):
        here = cast.rooms[number % len(cast.rooms)]
        username = f"volunteer-{here.room.code.lower()}" if number < len(cast.rooms) else ""
        user = crowd.posted(Role.VOLUNTEER, here.room, username)
        here.volunteer = here.volunteer or user
    cast.leaders = [crowd.posted(Role.LEADER, cast.district, "leader")]


def _delegates(cast: Cast, crowd: Crowd) -> None:
    """Delegates sit seven to a room, near where they live."""
    told, rng = page("names"), cast.rng
    for number in range(DELEGATES):
        here = cast.rooms[number % len(cast.rooms)]
        level = LEVELS[number] if number < len(LEVELS) else MandateLevel.DISTRICT
        field = rng.randrange(len(told["fields"]))
        home = rng.choice(here.communities)
        person = crowd.person(
            sex=rng.choice(Sex.values),
            born=f"{rng.randint(1962, 1994)}-{rng.randint(1, 12):02d}",
            education=rng.choice(["大专", "本科", "本科", "硕士", "高中"]),
            employer=rng.choice(told["employers"]),
            post_title=rng.choice(told["posts"]),
            occupation_field=told["fields"][field],
            expertise=told["expertise"][field],
            is_frontline=rng.random() < 0.8,
            residence=home.name,
            residence_unit=home,
        )
        grant_mandate(
            person,
            level=level,
            starts_on=cast.founded,
            electing_unit=f"{(here.street or cast.district).label}选举单位",
            congress_no="第十四次",
            by=None,
            at=crowd.at,
        )
        _place(cast, person, here.room, number, at=crowd.at)
        username = "" if here.delegate else f"delegate-{here.room.code.lower()}"
        user = crowd.posted(Role.DELEGATE, here.room, username, person)
        here.delegate = here.delegate or user
        here.delegates.append(person)


def _place(cast: Cast, person: Person, room: Workroom, number: int, *, at: datetime) -> None:
    """Put two of three delegates on the map, most of them near their room; drawn from a chance
    of its own, so that nothing else of the story depends on it."""
    chance = Random(f"{SCATTER}-{number}")  # noqa: S311 - a story, not a secret
    east, north = room.longitude, room.latitude
    if number % 3 == 2 or east is None or north is None:
        return
    far = 0.03 if chance.random() < 0.2 else 0.011

    def near() -> tuple[float, float]:
        return east + chance.gauss(0, far), north + chance.gauss(0, far * 0.7)

    points = {"home": near()}
    if chance.random() < 0.4:
        points["work"] = near()
    place_person(person, by=None, at=at, **points)


def _names(cast: Cast) -> Iterator[str]:
    told = page("names")
    every = [surname + given for surname in told["surnames"] for given in told["given"]]
    cast.rng.shuffle(every)
    return iter(every)
