"""Makes a district of any number of delegates with all that hangs on them, in bulk.

    python -m bench.crowd small 119 17

Units are given codes of several cities and districts, as a province has them, under one root, so
that whoever holds the whole reaches everybody at once: the worst that can be asked of a page.
All names are put together from the demo's invented ones.
"""

import sys
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import count, product
from random import Random
from string import ascii_uppercase

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.crowd_plans import plan_all  # noqa: E402
from zhushi.core import clock  # noqa: E402
from zhushi.people.choices import (  # noqa: E402
    TEAM_OF,
    HalfDay,
    MandateLevel,
    Publicity,
    Role,
    Sex,
    Team,
    VolunteerKind,
)
from zhushi.people.models import (  # noqa: E402
    Joining,
    Leave,
    Mandate,
    Person,
    PersonPlace,
    Posting,
    User,
    Volunteer,
    VolunteerTeam,
)
from zhushi.rooms.actions.open_room import TIER_OF  # noqa: E402
from zhushi.rooms.choices import UnitKind  # noqa: E402
from zhushi.rooms.models import Unit, Workroom  # noqa: E402

PASSWORD = "demo-zhushi-2026"
COMMUNITIES = 9
"""Rooms in communities of one street; of the small district one in each of eight streets."""
STREETS_A_DISTRICT = 10
VOLUNTEERS = 4
GONE_EVERY = 33
"""Every so many delegates one left yesterday, with duties and matters still in their name."""
VACANT_EVERY = 20
AWAY_EVERY = 25
FOUNDED = date(2021, 9, 1)
BATCH = 2_000


class Crowd:
    """One district: its ground, its people, and what they are; ``district`` is the root."""

    def __init__(self, slug: str, delegates: int, rooms: int) -> None:
        text = files("zhushi.ops.demo").joinpath("names.toml").read_text(encoding="utf-8")
        self.told = tomllib.loads(text)
        self.slug, self.delegates, self.random = slug, delegates, Random(f"crowd-{slug}")
        self.today = clock.today()
        self.refs = count(1)
        self.password = make_password(PASSWORD)
        self.units: list[Unit] = []
        self.district = self._district()
        self.rooms = self._rooms(rooms)
        self.people: list[Person] = []
        self.postings: list[Posting] = []
        self.teams: dict[int, list[Person]] = {room.pk: [] for room in self.rooms}
        self.gone: dict[int, list[Person]] = {}

    def _district(self) -> Unit:
        code = {"small": "610199", "large": "620000"}.get(self.slug, "")
        root = Unit.objects.create(
            kind=UnitKind.DISTRICT,
            code=code,
            name=f"{self.slug}区",
            slug=self.slug,
            valid_from=FOUNDED,
        )
        root.district = root
        root.save(update_fields=["district"])
        return root

    def _unit(self, parent: Unit, kind: UnitKind, code: str, name: str, **details) -> Unit:
        return Unit(
            district=self.district,
            parent=parent,
            kind=kind,
            code=code,
            name=name,
            slug=f"u{code or name}"[:20],
            valid_from=FOUNDED,
            **details,
        )

    def _rooms(self, wanted: int) -> list[Workroom]:
        """The room of the root, and streets with a room and with rooms in their communities."""
        each = COMMUNITIES if wanted > 100 else 1
        streets = (wanted - 1) // (each + 1)
        root, prefix = self.district, self.district.code[:3]
        office = self._unit(root, UnitKind.OFFICE, "", "党代表联络办公室")
        departments = [
            self._unit(root, UnitKind.DEPARTMENT, "", f"第{n}局", is_handler=True)
            for n in range(1, 21)
        ]
        Unit.objects.bulk_create([office, *departments])
        self.office, self.departments = office, departments
        above = Unit.objects.bulk_create(
            self._unit(
                root,
                UnitKind.STREET,
                f"{prefix}{1 + n // STREETS_A_DISTRICT:03d}{1 + n % STREETS_A_DISTRICT:03d}",
                f"{self.told['surnames'][n % 90]}家{n + 1}街道",
            )
            for n in range(streets)
        )
        below = Unit.objects.bulk_create(
            self._unit(
                street,
                UnitKind.COMMUNITY,
                f"{street.code}{n + 1:03d}",
                f"{street.name[:-2]}{n + 1}社区",
            )
            for street, n in product(above, range(each))
        )
        spare = wanted - 1 - len(above) - len(below)
        more = Unit.objects.bulk_create(
            self._unit(
                above[n],
                UnitKind.COMMUNITY,
                f"{above[n].code}{each + 1:03d}",
                f"{above[n].name[:-2]}{each + 1}社区",
            )
            for n in range(spare)
        )
        self.units = [root, *above, *below, *more]
        letters = map("".join, product(ascii_uppercase, repeat=3))
        first = self.slug[0].upper()
        return Workroom.objects.bulk_create(
            self._room(unit, f"{first}{code}")
            for unit, code in zip(self.units, letters, strict=False)
        )

    def _room(self, unit: Unit, code: str) -> Workroom:
        street = int(unit.code[3:9] or 0) if len(unit.code) >= 9 else 1001
        area, place = divmod(street, 1000)
        east = 108.0 + 0.3 * (area % 4) + 0.06 * (place % 4) + self.random.gauss(0, 0.012)
        north = 34.0 + 0.25 * (area // 4) + 0.05 * (place // 4) + self.random.gauss(0, 0.01)
        return Workroom(
            district=self.district,
            unit=unit,
            tier=TIER_OF[UnitKind(unit.kind)],
            code=code,
            name=f"{unit.name}党代表工作室",
            place=f"{unit.name}1号",
            phone="029-10000000",
            opening="周一至周五 9:00—17:00",
            facilities=["RAMP"],
            longitude=round(east, 5),
            latitude=round(north, 5),
            opened_on=FOUNDED,
        )

    def gather(self) -> None:
        """Everybody with their posting; then what only delegates and volunteers have."""
        for number, room in enumerate(self.rooms):
            vacant = number % VACANT_EVERY == VACANT_EVERY - 1
            if not vacant:
                self._post(self._person(), Role.HEAD, room)
            if number % VACANT_EVERY != VACANT_EVERY // 2:
                self._post(self._person(), Role.LIAISON, room)
        seats = [self.rooms[n % len(self.rooms)] for n in range(self.delegates)]
        members = [(self._person(room), room) for room in seats]
        for number, (person, room) in enumerate(members):
            is_gone = number % GONE_EVERY == GONE_EVERY - 1
            self._post(person, Role.DELEGATE, room, is_over=is_gone)
            if is_gone:
                self.gone.setdefault(room.pk, []).append(person)
        helpers = [(self._person(), room) for room in self.rooms for _ in range(VOLUNTEERS)]
        for person, room in helpers:
            self._post(person, Role.VOLUNTEER, room)
        self.officers = [self._person() for _ in range(2)]
        for person in self.officers:
            self._post(person, Role.OFFICE, self.office)
        Person.objects.bulk_create(self.people, batch_size=BATCH)
        Posting.objects.bulk_create(self.postings, batch_size=BATCH)
        self._logins()
        self._of_delegates(members)
        self._of_volunteers(helpers)
        self._away([person for person, _ in members])

    def _person(self, room: Workroom | None = None) -> Person:
        pick, rng = self.random.choice, self.random
        field = rng.randrange(len(self.told["fields"]))
        details = {}
        if room:
            details = {
                "employer": pick(self.told["employers"]),
                "post_title": pick(self.told["posts"]),
                "occupation_field": self.told["fields"][field],
                "expertise": self.told["expertise"][field],
                "is_frontline": rng.random() < 0.8,
                "residence": room.unit.name,
                "residence_unit": room.unit,
                "publicity": pick([Publicity.BASIC, Publicity.SKILLS, Publicity.EMPLOYER]),
            }
        number = next(self.refs)
        person = Person(
            district=self.district,
            ref=f"{self.slug[0].upper()}-{number:06d}",
            name=pick(self.told["surnames"]) + pick(self.told["given"]),
            sex=pick(Sex.values),
            born=f"{rng.randint(1962, 1994)}-{rng.randint(1, 12):02d}",
            masked_phone="199****0000",
            **details,
        )
        self.people.append(person)
        return person

    def _post(self, person: Person, role: Role, place, *, is_over: bool = False) -> None:
        where = {"room": place} if isinstance(place, Workroom) else {"unit": place}
        self.postings.append(
            Posting(
                district=self.district,
                person=person,
                team=TEAM_OF.get(role, Team.STAFF),
                role=role,
                starts_on=FOUNDED,
                ends_on=self.today - timedelta(days=1) if is_over else None,
                **where,
            )
        )
        if role in (Role.HEAD, Role.DELEGATE) and not is_over:
            self.teams[place.pk].append(person)

    def _logins(self) -> None:
        User.objects.bulk_create(
            (
                User(username=f"{person.ref.lower()}", person=person, password=self.password)
                for person in self.people
            ),
            batch_size=BATCH,
        )
        self.user = User.objects.get(person=self.officers[0])
        self.second = User.objects.get(person=self.officers[1])

    def _of_delegates(self, members: list[tuple[Person, Workroom]]) -> None:
        rng, levels = self.random, list(MandateLevel)
        Mandate.objects.bulk_create(
            (
                Mandate(
                    person=person,
                    level=levels[0 if n % 20 == 0 else 1 if n % 5 == 0 else 2],
                    electing_unit=f"{room.unit.name}选举单位",
                    congress_no="第十四次",
                    starts_on=FOUNDED,
                    ends_on=self.today + timedelta(days=90 + n % 900),
                )
                for n, (person, room) in enumerate(members)
            ),
            batch_size=BATCH,
        )
        PersonPlace.objects.bulk_create(
            (
                PersonPlace(
                    person=person,
                    home_longitude=round(room.longitude + rng.gauss(0, 0.02), 3),
                    home_latitude=round(room.latitude + rng.gauss(0, 0.02), 3),
                )
                for n, (person, room) in enumerate(members)
                if n % 3
            ),
            batch_size=BATCH,
        )

    def _of_volunteers(self, helpers: list[tuple[Person, Workroom]]) -> None:
        teams = {room.pk: VolunteerTeam(room=room, name="邻里帮帮团") for room in self.rooms}
        VolunteerTeam.objects.bulk_create(teams.values(), batch_size=BATCH)
        made = Volunteer.objects.bulk_create(
            (
                Volunteer(
                    person=person,
                    kind=self.random.choice(VolunteerKind.values),
                    skills="陪老人看病",
                    free=[self.random.choice(HalfDay.values)],
                )
                for person, _ in helpers
            ),
            batch_size=BATCH,
        )
        links = Volunteer.teams.through
        links.objects.bulk_create(
            (
                links(volunteer_id=volunteer.pk, volunteerteam_id=teams[room.pk].pk)
                for volunteer, (_, room) in zip(made, helpers, strict=True)
            ),
            batch_size=BATCH,
        )
        Joining.objects.bulk_create(
            Joining(
                room=room,
                ref=f"{room.code}-J{number}",
                name="申请人",
                consent="v1",
                kind=VolunteerKind.LEAGUE,
                code_hash=f"{room.code}-{number}",
                received_at=clock.now() - timedelta(hours=number),
            )
            for room, number in product(self.rooms, (1, 2))
        )

    def _away(self, people: list[Person]) -> None:
        Leave.objects.bulk_create(
            Leave(
                person=person,
                starts_on=self.today + timedelta(days=n % 40 - 20),
                ends_on=self.today + timedelta(days=n % 40 + 10),
                noted_at=clock.now(),
                noted_by=self.user,
            )
            for n, person in enumerate(people[::AWAY_EVERY])
        )


def build(slug: str, delegates: int, rooms: int) -> None:
    """The whole of it in one transaction."""
    with transaction.atomic():
        crowd = Crowd(slug, delegates, rooms)
        crowd.gather()
        plan_all(crowd)
    with connection.cursor() as cursor:  # what either does by itself within minutes or days
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    build(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
