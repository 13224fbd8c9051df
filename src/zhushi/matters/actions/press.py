"""Urge and supervise: press a unit that has not answered."""

from datetime import datetime

from django.db import transaction

from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter


@transaction.atomic
def urge(matter: Matter, *, note: str = "", seen: int | None = None, by, at: datetime) -> Matter:
    """Remind the unit (催办); by is None when the clock did it."""
    matter = take(matter, "urge", seen=seen)
    return move(matter, "urge", by=by, at=at, said=note.strip())


@transaction.atomic
def supervise(
    matter: Matter, *, note: str = "", seen: int | None = None, by, at: datetime
) -> Matter:
    """Supervise the unit (督办); by is None when the clock did it."""
    matter = take(matter, "supervise", seen=seen)
    return move(matter, "supervise", by=by, at=at, said=note.strip())
