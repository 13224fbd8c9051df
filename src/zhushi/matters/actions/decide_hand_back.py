from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._move import move
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Dispatch, HandBack, Matter


@transaction.atomic
def decide_hand_back(
    dispatch: Dispatch,
    *,
    is_granted: bool,
    note: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """The office decides a hand-back: granted, the matter waits for another unit; or upheld.

    Raises Refused if nothing is to be decided, or a refusal comes without a reason.
    """
    if not is_granted and len(note.strip()) < 5:
        raise Refused("不同意退办要写明理由，至少五个字。")
    verb = ("" if dispatch.is_lead else "co_") + ("grant" if is_granted else "uphold")
    matter, dispatch = take_charge(dispatch, verb, seen=seen)
    asked = HandBack.objects.select_for_update().filter(dispatch=dispatch).first()
    if asked is None or asked.decided_at:
        raise Refused("没有等待裁定的退办。")
    asked.is_granted, asked.decided_at, asked.decided_by = is_granted, at, by
    asked.note = note.strip()
    asked.save()
    if is_granted and dispatch.is_lead:  # co-handlers are charged anew with the next lead
        matter.dispatches.filter(ended_at=None).update(ended_at=at, status=DispatchStatus.WITHDRAWN)
        matter.lead_unit, matter.responder = None, matter.accepter
    else:
        if is_granted:
            dispatch.status, dispatch.ended_at = DispatchStatus.WITHDRAWN, at
        else:
            dispatch.status, dispatch.signed_in_at = (
                DispatchStatus.SIGNED,
                dispatch.signed_in_at or at,
            )
        dispatch.save(update_fields=["status", "ended_at", "signed_in_at"])
    said = f"{'同意' if is_granted else '不同意'}{dispatch.unit.label}退办。{note.strip()}"
    return move(matter, verb, by=by, at=at, said=said)
