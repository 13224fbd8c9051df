from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._move import move
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Dispatch, Matter


@transaction.atomic
def sign_in(dispatch: Dispatch, *, seen: int | None = None, by, at: datetime) -> Matter:
    """A unit confirms it has the matter; who signs in is the named responder of a lead.

    Raises Refused if it has been signed in already.
    """
    verb = "sign_in" if dispatch.is_lead else "co_sign_in"
    matter, dispatch = take_charge(dispatch, verb, seen=seen)
    if dispatch.signed_in_at:
        raise Refused("已经签收过了。")
    dispatch.signed_in_at, dispatch.status = at, DispatchStatus.SIGNED
    dispatch.handler = by.person
    dispatch.save()
    if dispatch.is_lead:
        matter.responder = by.person
    public = f"{dispatch.unit.label}已签收"
    return move(matter, verb, by=by, at=at, public=public, dispatches=[dispatch])
