"""What every move of a visitor through the queue shares."""

from datetime import datetime

from zhushi.activities.models import ReceptionDay, Turn
from zhushi.core import audit


def next_number(day: ReceptionDay) -> int:
    """The next number of a locked day."""
    day.last_number += 1
    day.save(update_fields=["last_number"])
    return day.last_number


def audit_turn(event: str, turn: Turn, by, at: datetime) -> None:
    """The audit line of a move in the queue."""
    audit.record(
        event,
        target=f"{turn.day.ref}#{turn.number}",
        district_id=turn.day.district_id,
        by=by,
        at=at,
    )
