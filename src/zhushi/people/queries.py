"""Questions about people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting, User
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


def members_of(room: Workroom, *, on: date) -> list[Posting]:
    """Everybody in the teams of one room on a day, heads and liaisons first; one statement."""
    held = Posting.objects.current_on(on).filter(room=room).select_related("person")
    rank = (Role.HEAD, Role.LIAISON, Role.DELEGATE, Role.VOLUNTEER)
    return sorted(held, key=lambda posting: (rank.index(Role(posting.role)), posting.person.name))
