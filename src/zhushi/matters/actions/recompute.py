from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.moments import day_of
from zhushi.matters.actions._clocks import mirror
from zhushi.matters.deadlines import due
from zhushi.matters.models import Clock, Matter
from zhushi.matters.reference import calendar_of
from zhushi.rooms.models import Unit


def recompute(district: Unit, *, by, at: datetime) -> int:
    """Work out provisional due days again after a year's holidays were entered; count of changes.

    A day never moves nearer than was promised, and a breached one never moves (trust.md row 14).
    """
    provisional = Clock.objects.filter(
        matter__district=district, stopped_at=None, is_provisional=True
    )
    return sum(_again(clock, by=by, at=at) for clock in provisional.order_by("pk"))


@transaction.atomic
def _again(clock: Clock, *, by, at: datetime) -> bool:
    matter = Matter.objects.locked(Matter(pk=clock.matter_id))
    clock = Clock.objects.get(pk=clock.pk)
    if clock.stopped_at or clock.due_on < day_of(at):
        return False
    reached = due(
        clock.starts_on, clock.length, clock.unit, calendar_of(matter.district), extra=clock.extra
    )
    old = clock.due_on
    clock.is_provisional = reached.provisional
    if reached.on >= old:
        clock.due_on, clock.sentence = reached.on, reached.sentence
    else:
        clock.sentence = f"{reached.sentence}已答应到{old:%Y-%m-%d}，不提前。"
    clock.save()
    mirror(matter, matter.clocks.filter(stopped_at=None))
    matter.save(update_fields=["due_on", "due_step", "is_due_provisional"])
    matter.dispatches.filter(ended_at=None, due_on=old).update(due_on=clock.due_on)
    audit.record(
        "clock.recompute",
        target=matter.ref,
        district_id=matter.district_id,
        by=by,
        at=at,
        step=clock.step,
        old=str(old),
        new=str(clock.due_on),
    )
    return clock.due_on != old
