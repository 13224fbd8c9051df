from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.exchange.actions._run import begin_end, end_run
from zhushi.exchange.imports.past_matters import PastMatter
from zhushi.exchange.models import ImportRun
from zhushi.matters.actions.receive_past import Past, receive_past
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import Person
from zhushi.people.queries import team_of
from zhushi.rooms.actions.open_room import open_room
from zhushi.rooms.choices import Tier
from zhushi.rooms.models import Unit, Workroom

LABEL = "历史导入"
KEEPER = "历史事项保管人"
"""Stands for the unknown people of earlier years where the room has nobody yet."""


@dataclass(frozen=True)
class Stored:
    """What became of the good rows: taken in now, or here already."""

    imported: int
    already: int
    room: Workroom


@transaction.atomic
def store_past_matters(
    run: ImportRun, past: Sequence[PastMatter], *, room: Workroom, by, at: datetime
) -> Stored:
    """Take answered messages of earlier years into a room, as closed matters with their true dates.

    A number that the district has already is passed over, so the same file again adds nothing.
    """
    Unit.objects.select_for_update(of=("self",)).get(pk=run.district_id)
    begin_end(run)
    taken = receive_past(
        room,
        [Past(p.number, p.title, p.body, p.said_at, p.reply, p.replied_at) for p in past],
        keeper=_keeper(room, by=by, at=at),
        label=LABEL,
        by=by,
        at=at,
    )
    stored = Stored(len(taken), len(past) - len(taken), room)
    counts = {"imported": stored.imported, "already": stored.already}
    end_run(run, changed=bool(taken), counts=counts, by=by, at=at)
    return stored


@transaction.atomic
def room_for_past(district: Unit, code: str = "", *, by, at: datetime) -> Workroom:
    """The room that keeps matters of earlier years: the named one, else the district's own.

    A district without any room gets one, to be filled in later. Raises Refused for a code that
    is not the district's, or if its rooms are all of streets and communities.
    """
    rooms = Workroom.objects.of_district(district)
    if code:
        found = rooms.filter(code=code.upper()).first()
        if found is None:
            raise Refused(f"{district.name}没有编号字头为“{code}”的工作室。")
        return found
    own = rooms.open_on(day_of(at)).filter(tier=Tier.DISTRICT).order_by("pk").first()
    if own:
        return own
    if rooms.exists():
        raise Refused("本区没有区级工作室，请用 --room 写明历史事项放在哪个工作室。")
    return open_room(
        district,
        code=_free_code(),
        name=f"{district.name}党代表工作室",
        place="待填写",
        phone="待填写",
        opening="待填写",
        opened_on=day_of(at),
        by=by,
        at=at,
    )


def _free_code() -> str:
    taken = set(Workroom.objects.values_list("code", flat=True))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    longer = (f"QJ{first}{second}" for first in letters for second in letters)
    return next(code for code in chain(("QJ",), longer) if code not in taken)


def _keeper(room: Workroom, *, by, at: datetime) -> Person:
    """Who answers for the room today; in a room without a team, a name that says so."""
    team = team_of(room, on=day_of(at))
    found = team.first(Role.HEAD, Role.LIAISON) or team.office
    found = found or Person.objects.filter(district=room.district_id, name=KEEPER).first()
    return found or register_person(room.district, name=KEEPER, by=by, at=at)
