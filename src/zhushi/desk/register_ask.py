"""What a request asks of the registers: which one, of which days, of which room."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from zhushi.core import clock
from zhushi.desk.access import held_by
from zhushi.desk.room_choice import RoomChoice, named
from zhushi.insight.periods import HALF, Period
from zhushi.papers.registers import REGISTERS, Ask, Register
from zhushi.papers.registers.sheet import Head
from zhushi.people.access import Scope
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Asked:
    """A register as it is asked for; ``words``: what was typed of the room, ``misses`` it if
    there is none of that name."""

    register: Register
    period: Period
    ask: Ask
    choice: RoomChoice
    words: str
    misses: bool

    @property
    def query(self) -> str:
        room = {"room": self.ask.room.code} if self.ask.room else {}
        return urlencode({"period": str(self.period), **room})

    def head(self, request) -> Head:
        place = self.ask.room.name if self.ask.room else _whole(request, self)
        return Head(place, self.days, request.user.person.name, clock.now())

    @property
    def days(self) -> str:
        """The period in words; one that is not over says until when it is told."""
        on = self.ask.on
        if self.register.is_moment:
            return f"{min(on, self.ask.until):%Y-%m-%d} 的情况"
        going = self.ask.since <= on < self.ask.until
        return f"{self.period.label}{f'（截至 {on:%Y-%m-%d}）' if going else ''}"


def registers_of(request) -> list[Register]:
    """The registers a login may open, in their order."""
    held = held_by(request)
    return [one for one in REGISTERS.values() if not held.scope(one.perm).is_empty]


def asked_of(request, register: Register, params=None) -> Asked:
    """Read the address; 404 for a room the login does not reach with the register's right."""
    params = request.GET if params is None else params
    held, today = held_by(request), clock.today()
    period = Period.named(params.get("period", "")) or Period.around(today, HALF)
    reached = rooms_of(held.scope(register.perm))
    choice = RoomChoice.among(reached)
    words = params.get("room", "").replace("\0", "").strip()[:60]
    found = list(reached.filter(named(words))[:2]) if words else []
    exact = [room for room in found if room.code == words.upper()]
    room = exact[0] if exact else found[0] if len(found) == 1 else None
    ask = Ask(held, period.since, period.until, today, room)
    return Asked(register, period, ask, choice, words, bool(words) and room is None)


def register_named(request) -> Register | None:
    """The register an address names, the first one where it names none; None without any."""
    code = request.GET.get("register", "")
    mine = {one.code: one for one in registers_of(request)}
    if code and code not in mine:
        raise Http404
    return mine[code] if code else next(iter(mine.values()), None)


def rooms_of(scope: Scope):
    """The rooms one may be chosen from: the scope's own, and those of the own cases."""
    reached = Scope(scope.districts, scope.rooms | scope.own_rooms)
    return Workroom.objects.in_scope(reached).order_by("tier", "unit__code", "pk")


def _whole(request, asked: Asked) -> str:
    """How all that is reached is called."""
    scope, rooms = asked.ask.scope(asked.register.perm), asked.choice.rooms
    if request.user.person.district_id in scope.districts:
        return f"{request.user.person.district.name}全区"
    if len(rooms) == 1:
        return rooms[0].name
    return f"{rooms[0].name}等 {len(rooms)} 个" if rooms else "本单位承办的"
