"""Who and what the practice district consists of, by the names the stories use."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from zhushi.core.workdays import Calendar
from zhushi.matters.models import Topic
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit, Workroom


@dataclass
class RoomCast:
    """A room with the people who act in it."""

    room: Workroom
    communities: list[Unit]
    rule: str
    street: Unit | None = None
    liaison: User = None  # type: ignore[assignment]
    head: User = None  # type: ignore[assignment]
    delegates: list[Person] = field(default_factory=list)
    delegate: User = None  # type: ignore[assignment]
    volunteer: User = None  # type: ignore[assignment]


@dataclass
class Cast:
    """The whole district. ``since``: its first day; ``now``: the last moment of its story."""

    rng: Random
    now: datetime
    today: date
    since: date
    founded: date
    calendar: Calendar
    password_hash: str
    district: Unit = None  # type: ignore[assignment]
    units: dict[str, Unit] = field(default_factory=dict)
    rooms: list[RoomCast] = field(default_factory=list)
    topics: dict[tuple[str, str], Topic] = field(default_factory=dict)
    officers: list[User] = field(default_factory=list)
    handlers: dict[int, User] = field(default_factory=dict)
    confidants: list[User] = field(default_factory=list)
    administrators: list[User] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)

    @property
    def logins(self) -> list[User]:
        """Everybody who acts in the stories."""
        of_rooms = [u for here in self.rooms for u in (here.liaison, here.head, here.delegate)]
        return [*of_rooms, *self.officers, *self.handlers.values(), *self.confidants]

    @property
    def busiest(self) -> RoomCast:
        """The room that every picture shows: its reception day is today."""
        return next(cast for cast in self.rooms if cast.room.code == "XZL")
