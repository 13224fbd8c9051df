from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._move import move
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Dispatch, Matter


@transaction.atomic
def opine(dispatch: Dispatch, *, text: str, seen: int | None = None, by, at: datetime) -> Matter:
    """A co-handler gives the lead its opinion; only the lead answers the resident."""
    if not text.strip():
        raise Refused("请写协办意见。")
    if dispatch.is_lead:
        raise Refused("主办单位请直接书面答复。")
    matter, dispatch = take_charge(dispatch, "opine", seen=seen)
    dispatch.opinion, dispatch.status = text.strip(), DispatchStatus.REPLIED
    dispatch.save(update_fields=["opinion", "status"])
    return move(matter, "opine", by=by, at=at, said=f"{dispatch.unit.label}：{text.strip()}")
