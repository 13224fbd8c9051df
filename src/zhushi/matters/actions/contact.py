from datetime import datetime

from django.db import transaction

from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._move import move
from zhushi.matters.models import Dispatch, Matter


@transaction.atomic
def contact(dispatch: Dispatch, *, note: str, seen: int | None = None, by, at: datetime) -> Matter:
    """The unit notes that it has been in touch with the resident or been on the spot."""
    matter, dispatch = take_charge(dispatch, "contact", seen=seen)
    dispatch.contacted_at = dispatch.contacted_at or at
    dispatch.save(update_fields=["contacted_at"])
    said = f"{dispatch.unit.label}：{note.strip()}"
    return move(matter, "contact", by=by, at=at, said=said, dispatches=[dispatch])
