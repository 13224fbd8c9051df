"""What stays in the old room when somebody moves: duties on reception days, matters in hand."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef

from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty
from zhushi.grouping.models import Draft
from zhushi.grouping.papers import papers_of
from zhushi.matters.models import Matter
from zhushi.matters.queries import PARTS, naming
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom

Moves = Mapping[str, tuple[str | None, str]]
"""Of each person who moves, by number: the old room's code (None for none) and the new one's."""


def moves_in(draft: Draft) -> dict[str, tuple[str | None, str]]:
    """Who moves in a draft, and from where to where."""
    return papers_of(draft).moves


def duties_left(moves: Moves, *, since: date) -> list[Duty]:
    """Duties from a day on in rooms to which those who move belong no longer; one statement.

    Who leads a room or helps there besides keeps the duties there.
    """
    kept = (
        Posting.objects.not_over_on(since)
        .exclude(role=Role.DELEGATE)
        .filter(person=OuterRef("person"), room=OuterRef("day__room"))
    )
    held = (
        Duty.objects.filter(~Exists(kept), person__ref__in=list(moves), day__on__gte=since)
        .exclude(day__status__in=DAY_OVER)
        .select_related("day__room", "person")
        .order_by("day__on", "pk")
    )
    return [duty for duty in held if duty.day.room.code != moves[duty.person.ref][1]]


def matters_left(moves: Moves) -> dict[str, list[Matter]]:
    """Open matters of the old rooms that name who moves, by the person's number; one statement.

    Sealed ones are not told of.
    """
    people = Person.objects.filter(ref__in=list(moves)).order_by()
    rooms = Workroom.objects.filter(code__in={old for old, _ in moves.values() if old}).order_by()
    found = naming(people, rooms).select_related("room", *PARTS)
    left: dict[str, list[Matter]] = defaultdict(list)
    for matter in found:
        for ref in {getattr(matter, part).ref for part in PARTS if getattr(matter, part)}:
            if ref in moves and moves[ref][0] == matter.room.code:
                left[ref].append(matter)
    return left
