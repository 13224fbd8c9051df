from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._move import move
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Dispatch, HandBack, Matter
from zhushi.matters.windows import hand_back_until
from zhushi.rooms.models import Unit


@transaction.atomic
def hand_back(
    dispatch: Dispatch,
    *,
    reason: str,
    proposed_unit: Unit | None = None,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """A unit says once, with a reason and whose it is, that a matter is not its own.

    Raises Refused without a reason or proposal, a second time, for a dispatch that followed a
    hand-back, or after the window of the limit profile.
    """
    if len(reason.strip()) < 5:
        raise Refused("请写明为什么不属于本单位职责，至少五个字。")
    if proposed_unit is None or proposed_unit.pk == dispatch.unit_id:
        raise Refused("请写明建议由哪个单位办理。")
    verb = "hand_back" if dispatch.is_lead else "co_hand_back"
    matter, dispatch = take_charge(dispatch, verb, seen=seen)
    if dispatch.follows_hand_back:
        raise Refused("这是退办后再次交办的，不能再退，请办理或提请协调。")
    if hasattr(dispatch, "hand_back"):
        raise Refused("已经退办过一次，不能再退。")
    until = hand_back_until(dispatch)
    if until and until < day_of(at):
        raise Refused(f"退办须在{until:%Y-%m-%d}前提出，期限已过。")
    HandBack.objects.create(
        dispatch=dispatch, reason=reason.strip(), proposed_unit=proposed_unit, at=at, by=by
    )
    dispatch.status = DispatchStatus.RETURNED
    dispatch.save(update_fields=["status"])
    said = f"{dispatch.unit.label}退办：{reason.strip()}建议由{proposed_unit.label}办理。"
    return move(
        matter, verb, by=by, at=at, said=said, dispatches=[dispatch], proposed=proposed_unit.slug
    )
