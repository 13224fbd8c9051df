from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter, Recusal
from zhushi.rooms.models import Unit


@transaction.atomic
def rule_out(
    matter: Matter, *, unit: Unit, reason: str, seen: int | None = None, by, at: datetime
) -> Matter:
    """Note that a unit has an interest in a matter; it never gets or sees it (回避).

    Raises Refused without a reason.
    """
    if len(reason.strip()) < 4:
        raise Refused("请写明回避的原因。")
    matter = take(matter, "rule_out", seen=seen)
    Recusal.objects.get_or_create(
        matter=matter, unit=unit, defaults={"reason": reason.strip(), "at": at}
    )
    return move(matter, "rule_out", by=by, at=at, said=f"{unit.label}回避", unit=unit.slug)
