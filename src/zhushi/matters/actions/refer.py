from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Exclusion
from zhushi.matters.models import Matter


@transaction.atomic
def refer(
    matter: Matter,
    *,
    to: str,
    exclusion: Exclusion | None = None,
    external_ref: str = "",
    reason: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Pass a matter to another channel (信访, 12345, 人大 …), with its order number there.

    Raises Refused without a receiver; accusations go the sealed way, never this one.
    """
    if not to.strip():
        raise Refused("请写明转到哪里，例如“12345 热线”“区信访局”。")
    if exclusion == Exclusion.ACCUSATION:
        raise Refused("检举控告须转密封通道，不能这样转出。")
    matter = take(matter, "refer", seen=seen)
    matter.exclusion = exclusion or ""
    matter.external_ref = external_ref.strip()
    matter.accepter = matter.responder = by.person
    matter.outcome = f"已转{to.strip()}" + (
        f"，单号 {external_ref.strip()}" if external_ref else ""
    )
    said = f"{matter.outcome}。{reason.strip()}"
    return move(matter, "refer", by=by, at=at, said=said, public=matter.outcome)
