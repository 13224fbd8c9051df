from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._lock import locked_turn
from zhushi.activities.actions._turns import audit_turn
from zhushi.activities.lifecycle import turn_target
from zhushi.activities.models import Turn


@transaction.atomic
def end_turn(turn: Turn, *, verb: str, by, at: datetime) -> Turn:
    """End a turn: ``finish`` (taken down), ``leave`` (nothing to take down) or ``miss``."""
    _, turn = locked_turn(turn)
    turn.status, turn.ended_at = turn_target(verb, turn.status), at
    turn.save(update_fields=["status", "ended_at"])
    audit_turn(f"turn.{verb}", turn, by, at)
    return turn
