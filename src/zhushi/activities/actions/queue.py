"""Moves of a visitor through the one queue of a day."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._lock import locked_day, locked_turn
from zhushi.activities.actions._turns import audit_turn, next_number
from zhushi.activities.choices import DayStatus, TurnKind, TurnStatus
from zhushi.activities.lifecycle import turn_target
from zhushi.activities.models import ReceptionDay, Turn
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def walk_in(
    day: ReceptionDay, *, called_name: str = "", subject: str = "", by, at: datetime
) -> Turn:
    """Give a visitor who just came the next number; raises Refused unless the day is open."""
    day = locked_day(day.pk)
    if day.status != DayStatus.OPEN:
        raise Refused("先点“开始接待”，再登记现场来人。")
    turn = Turn.objects.create(
        day=day,
        kind=TurnKind.WALK_IN,
        number=next_number(day),
        status=TurnStatus.WAITING,
        called_name=called_name.strip(),
        subject=subject.strip(),
        created_at=at,
        arrived_at=at,
    )
    audit_turn("turn.walk_in", turn, by, at)
    return turn


@transaction.atomic
def arrive(turn: Turn, *, by, at: datetime) -> Turn:
    """A visitor who booked is here."""
    _, turn = locked_turn(turn)
    turn.status, turn.arrived_at = turn_target("arrive", turn.status), at
    turn.save(update_fields=["status", "arrived_at"])
    audit_turn("turn.arrive", turn, by, at)
    return turn


@transaction.atomic
def call(turn: Turn, *, received_by: Person | None = None, by, at: datetime) -> Turn:
    """Call a visitor to a delegate; one delegate receives one visitor at a time.

    Raises Refused if the day is not open or the delegate still receives somebody.
    """
    day, turn = locked_turn(turn)
    if day.status != DayStatus.OPEN:
        raise Refused("先点“开始接待”，再叫号。")
    busy = day.turns.filter(status=TurnStatus.CALLED, received_by=received_by)
    if other := busy.exclude(pk=turn.pk).first():
        raise Refused(f"{other.number} 号还在接待，先记下来再叫下一位。")
    turn.status = turn_target("call", turn.status)
    turn.called_at, turn.received_by = at, received_by
    turn.arrived_at = turn.arrived_at or at
    turn.save(update_fields=["status", "called_at", "received_by", "arrived_at"])
    audit_turn("turn.call", turn, by, at)
    return turn
