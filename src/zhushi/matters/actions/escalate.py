from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter


@transaction.atomic
def escalate(matter: Matter, *, note: str, seen: int | None = None, by, at: datetime) -> Matter:
    """Bring a matter that stays dissatisfying after the redo before a meeting."""
    if len(note.strip()) < 5:
        raise Refused("请写明提请协调的问题，至少五个字。")
    matter = take(matter, "escalate", seen=seen)
    return move(matter, "escalate", by=by, at=at, said=note.strip())
