"""The only answers about rights: what a login reaches with a right on a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from zhushi.core.moments import day_of
from zhushi.core.perms import Perm
from zhushi.people.choices import Reach, Role
from zhushi.people.models import Posting, User
from zhushi.people.roles import GRANTS
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Workroom

AROUND = ("room__unit", "unit")


@dataclass(frozen=True)
class Scope:
    """What one right reaches; querysets take it in ``in_scope``.

    ``own``: the person whose own cases are reached, within ``own_rooms``. ``homes``: the
    districts in which all of this lies; it reaches nothing by itself, but lets a query begin at
    the right place of an index.
    """

    districts: frozenset[int] = frozenset()
    rooms: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    own: UUID | None = None
    own_rooms: frozenset[int] = frozenset()
    homes: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def is_empty(self) -> bool:
        return not (self.districts or self.rooms or self.units or self.own)

    def has_room(self, room: Workroom) -> bool:
        return room.district_id in self.districts or room.pk in self.rooms


@dataclass(frozen=True)
class Holdings:
    """All that a login holds on one day: postings and the scope of each right."""

    postings: tuple[Posting, ...] = ()
    scopes: dict[Perm, Scope] = field(default_factory=dict)

    def scope(self, perm: Perm) -> Scope:
        return self.scopes.get(perm, Scope())

    def has(self, perm: Perm) -> bool:
        return perm in self.scopes

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(posting.role) for posting in self.postings)


def holdings(user: Any, *, on: date) -> Holdings:
    """What ``user`` holds on the day ``on``; at most two queries, kept on the user object."""
    if not isinstance(user, User) or not user.is_active:
        return Holdings()
    kept = getattr(user, "_holdings", None)
    if kept and kept[0] == on:
        return kept[1]
    postings = tuple(
        Posting.objects.current_on(on).filter(person_id=user.person_id).select_related(*AROUND)
    )
    found = Holdings(postings, _scopes(postings, user))
    user._holdings = (on, found)  # type: ignore[attr-defined]
    return found


def login_of(pk: int, *, on: date) -> User | None:
    """An active login together with what it holds on the day ``on``; one statement.

    A second one is asked for a head's street, and where nothing is held.
    """
    postings = _with_login(on).filter(person__login=pk)
    if found := _login_with(tuple(postings), on=on):
        return found
    users = User.objects.select_related("person__district")
    return users.filter(pk=pk, is_active=True).first()


def session_with_login(key: str, *, at: datetime) -> tuple[str, User | None]:
    """What is kept in a session, and its active login with what it holds; one statement.

    Empty where nobody has signed in or the login holds nothing on the day: then nothing is known.
    """
    held = _with_login(day_of(at)).filter(
        person__login__sessions__session_key=key, person__login__sessions__expire_date__gt=at
    )
    postings = tuple(held.annotate(kept=F("person__login__sessions__session_data")))
    if not postings:
        return "", None
    return postings[0].kept, _login_with(postings, on=day_of(at))


def _with_login(on: date) -> QuerySet[Posting]:
    held = Posting.objects.current_on(on).filter(person__login__is_active=True)
    return held.select_related("person__login", "person__district", *AROUND).order_by()


def _login_with(found: tuple[Posting, ...], *, on: date) -> User | None:
    if not found:
        return None
    postings = tuple(sorted(found, key=lambda posting: (posting.starts_on, posting.pk)))
    user: User = postings[0].person.login
    user._holdings = (on, Holdings(postings, _scopes(postings, user)))  # type: ignore[attr-defined]
    return user


def scope_of(user: Any, perm: Perm, *, on: date) -> Scope:
    """What ``user`` reaches with ``perm`` on the day ``on``; empty for a stranger."""
    return holdings(user, on=on).scope(perm)


def can_in_room(user: Any, perm: Perm, room: Workroom, *, on: date) -> bool:
    """Whether ``user`` holds ``perm`` in ``room``."""
    return scope_of(user, perm, on=on).has_room(room)


def _scopes(postings: tuple[Posting, ...], user: User) -> dict[Perm, Scope]:
    street_rooms = _street_rooms(postings)
    parts: dict[Perm, dict[str, set]] = defaultdict(lambda: defaultdict(set))
    for posting in postings:
        for perm, reach in GRANTS[Role(posting.role)].items():
            part = parts[perm]
            part["homes"].add(posting.district_id)
            if reach == Reach.DISTRICT:
                part["districts"].add(posting.district_id)
            elif reach == Reach.UNIT and posting.unit_id:
                part["units"].add(posting.unit_id)
            elif reach == Reach.OWN:
                part["own"].add(user.person_id)
                part["own_rooms"] |= {posting.room_id} - {None}
            elif reach == Reach.ROOM and posting.room_id:
                part["rooms"].add(posting.room_id)
            elif reach == Reach.STREET and posting.room_id:
                part["rooms"] |= street_rooms.get(posting.room_id, {posting.room_id})
    return {
        perm: Scope(
            districts=frozenset(part["districts"]),
            rooms=frozenset(part["rooms"]),
            units=frozenset(part["units"]),
            own=next(iter(part["own"]), None),
            own_rooms=frozenset(part["own_rooms"]),
            homes=frozenset(part["homes"]),
        )
        for perm, part in parts.items()
    }


def _street_rooms(postings: tuple[Posting, ...]) -> dict[int, set[int]]:
    """The rooms a head answers for: the own one, and those of units under the same street."""
    headed = [posting.room for posting in postings if posting.role == Role.HEAD and posting.room]
    if not headed:
        return {}
    below = Workroom.objects.filter(unit__parent__in={room.unit_id for room in headed})
    rooms: dict[int, set[int]] = defaultdict(set)
    below = below.exclude(unit__kind=UnitKind.STREET)
    for pk, parent in below.values_list("pk", "unit__parent_id"):
        if parent is not None:
            rooms[parent].add(pk)
    return {room.pk: {room.pk} | rooms[room.unit_id] for room in headed}
