"""Questions about people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from zhushi.people.choices import FOR_LIAISON, RECEIVING, Role
from zhushi.people.models import Leave, Person, Posting, User
from zhushi.people.norms import lacking
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class RoomTeam:
    """Who holds which role in a room on a day; one query, with the district's office behind."""

    postings: tuple[Posting, ...]

    def first(self, *roles: Role) -> Person | None:
        """The person who has held the first of these roles longest; None if all are vacant."""
        for role in roles:
            for posting in self.postings:
                if posting.role == role:
                    return posting.person
        return None

    @property
    def office(self) -> Person | None:
        return self.first(Role.OFFICE)

    def holds(self, person_id: UUID, role: Role) -> bool:
        return any((p.person_id, p.role) == (person_id, role) for p in self.postings)

    def logins(self, *roles: Role) -> set[int]:
        """Active logins of the people who hold these roles in the room."""
        logins = [p.person.login for p in self.postings if p.role in roles and p.has_login]
        return {login.pk for login in logins if login.is_active}


def team_of(room: Workroom, *, on: date) -> RoomTeam:
    """Who is in a room's team and the district's office on a day, longest first."""
    held = Posting.objects.current_on(on).filter(
        Q(room=room, role__in=(Role.HEAD, Role.LIAISON, Role.DELEGATE))
        | Q(district=room.district_id, role=Role.OFFICE)
    )
    return RoomTeam(tuple(held.select_related("person__login").order_by("starts_on", "pk")))


def logins_in_room(room_id: int, *roles: Role, on: date) -> list[int]:
    """Logins of the people who hold these roles in a room."""
    return list(logins_of(Q(room=room_id, role__in=roles), on=on))


def logins_in_units(units: Iterable[int], *roles: Role, on: date) -> list[int]:
    """Logins of the people who hold these roles in these units."""
    return list(logins_of(Q(unit__in=units, role__in=roles), on=on))


def logins_in_district(district_id: int, *roles: Role, on: date) -> list[int]:
    """Logins of the people who hold these roles anywhere in a district."""
    return list(logins_of(Q(district=district_id, role__in=roles), on=on))


def logins_of(postings: Q, *, on: date) -> QuerySet[User, int]:
    """The keys of the active logins of whoever holds one of these postings on a day."""
    held = Posting.objects.current_on(on).filter(postings)
    logins = User.objects.filter(person__in=held.order_by().values("person"), is_active=True)
    return logins.values_list("pk", flat=True)


def away_between(
    people: Iterable[Person | UUID], since: date, until: date
) -> dict[UUID, list[tuple[date, date]]]:
    """Who is on leave on any day from ``since`` to ``until``: first and last days, in order.

    Days outside the period are not cut off; who is not away at all is no key. One statement.
    """
    wanted = {person.pk if isinstance(person, Person) else person for person in people}
    leaves = Leave.objects.away_between(since, until).filter(person__in=wanted)
    found: dict[UUID, list[tuple[date, date]]] = {}
    spans = leaves.order_by("starts_on", "pk").values_list("person_id", "starts_on", "ends_on")
    for person_id, starts_on, ends_on in spans:
        found.setdefault(person_id, []).append((starts_on, ends_on))
    return found


def stand_ins_for(leave: Leave, *, on: date, scope: Any = None) -> list[Posting]:
    """Who may stand in for somebody: of the same rooms, receiving people where they receive.

    A liaison is followed by whoever may read what visitors say (FOR_LIAISON), a delegate by one
    who receives there too. Each person once, by name; two statements. on: the day on which they
    must be posted; scope: only in rooms it reaches, None: in all.
    """
    seats = Posting.objects.current_on(on).filter(person=leave.person_id, room__isnull=False)
    if scope is not None:
        seats = seats.filter(Q(room__in=scope.rooms) | Q(district__in=scope.districts))
    role_of: dict[int, set[str]] = {}
    for room_id, role in seats.values_list("room_id", "role"):
        role_of.setdefault(room_id, set()).add(role)
    fitting = Q(pk__in=())
    for room_id, roles in role_of.items():
        if Role.LIAISON in roles:
            fitting |= Q(room=room_id, role__in=FOR_LIAISON)
        elif roles & RECEIVING:
            fitting |= Q(room=room_id, role__in=RECEIVING)
    held = Posting.objects.current_on(on).filter(fitting).exclude(person=leave.person_id)
    held = held.select_related("person", "room").order_by("person__name", "pk")
    return list({posting.person_id: posting for posting in reversed(held)}.values())[::-1]


def with_team_counts(rooms: QuerySet[Workroom], *, on: date) -> QuerySet[Any]:
    """Rooms with how many hold which role on a day: heads, liaisons, delegates, volunteers."""
    current = Q(postings__starts_on__lte=on) & (
        Q(postings__ends_on=None) | Q(postings__ends_on__gte=on)
    )
    counted = {
        "heads": Role.HEAD,
        "liaisons": Role.LIAISON,
        "delegates": Role.DELEGATE,
        "volunteers": Role.VOLUNTEER,
    }
    return rooms.annotate(
        **{
            name: Count("postings", filter=current & Q(postings__role=role))
            for name, role in counted.items()
        }
    )


def lacks_of(counts: Mapping[str, int]) -> list[str]:
    """What a room lacks, told from the values of ``with_team_counts``."""
    return lacking(**{name: counts[name] for name in ("heads", "liaisons", "delegates")})


def members_of(room: Workroom, *, on: date) -> list[Posting]:
    """Everybody in the teams of one room on a day, heads and liaisons first; one statement.

    ``away_until`` is the last day of a leave that covers the day, ``stand_in`` who is named for it.
    """
    away = Leave.objects.away_on(on).filter(person=OuterRef("person")).order_by("-ends_on")
    standing = away.filter(stands_from__lte=on, stands_until__gte=on)
    held = Posting.objects.current_on(on).filter(room=room).select_related("person")
    held = held.annotate(
        away_until=Subquery(away.values("ends_on")[:1]),
        stand_in=Subquery(standing.values("stand_in__name")[:1]),
    )
    rank = (Role.HEAD, Role.LIAISON, Role.DELEGATE, Role.VOLUNTEER)
    return sorted(held, key=lambda posting: (rank.index(Role(posting.role)), posting.person.name))
