from datetime import datetime

from django.db import transaction

from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter


@transaction.atomic
def conclude(matter: Matter, *, seen: int | None = None, by, at: datetime) -> Matter:
    """Strike a sealed matter off after it was handed over; it stays sealed."""
    matter = take(matter, "conclude", seen=seen)
    return move(matter, "conclude", by=by, at=at)
