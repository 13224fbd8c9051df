from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Matter, Recusal
from zhushi.rooms.models import Unit


@transaction.atomic
def rule_out(
    matter: Matter, *, unit: Unit, reason: str, seen: int | None = None, by, at: datetime
) -> Matter:
    """Note that a unit has an interest in a matter; it never gets or sees it (回避).

    A co-handler that is ruled out is withdrawn at once. Raises Refused without a reason, and
    for the unit that leads now: its hand-back is decided first.
    """
    if len(reason.strip()) < 4:
        raise Refused("请写明回避的原因。")
    matter = take(matter, "rule_out", seen=seen)
    charged = list(matter.dispatches.filter(unit=unit))
    running = [part.pk for part in charged if part.ended_at is None]
    if any(part.is_lead for part in charged if part.pk in running):
        raise Refused(f"{unit.name}正在主办，先裁定退办，再登记回避。")
    if charged:
        matter.dispatches.filter(unit=unit).update(status=DispatchStatus.WITHDRAWN)
    if running:
        matter.dispatches.filter(pk__in=running).update(ended_at=at)
        matter.clocks.filter(dispatch__in=running, stopped_at=None).update(stopped_at=at)
    Recusal.objects.get_or_create(
        matter=matter, unit=unit, defaults={"reason": reason.strip(), "at": at}
    )
    return move(matter, "rule_out", by=by, at=at, said=f"{unit.label}回避", unit=unit.slug)
