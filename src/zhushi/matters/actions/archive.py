from datetime import datetime

from django.db import transaction

from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter


@transaction.atomic
def archive(matter: Matter, *, seen: int | None = None, by, at: datetime) -> Matter:
    """Put a closed matter into the archive; nothing moves any more."""
    matter = take(matter, "archive", seen=seen)
    return move(matter, "archive", by=by, at=at)
