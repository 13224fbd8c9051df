from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter


@transaction.atomic
def hand_over(
    matter: Matter, *, to: str, receipt: str = "", seen: int | None = None, by, at: datetime
) -> Matter:
    """Hand a sealed matter to the body with the power to look into it."""
    if not to.strip():
        raise Refused("请写明移送的机关。")
    matter = take(matter, "hand_over", seen=seen)
    matter.outcome = f"已移送{to.strip()}"
    matter.external_ref = receipt.strip()
    return move(matter, "hand_over", by=by, at=at, said=matter.outcome, public="已移送有权机关")
