from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import DispatchStatus
from zhushi.matters.models import Matter


@transaction.atomic
def redo(matter: Matter, *, note: str = "", seen: int | None = None, by, at: datetime) -> Matter:
    """Have a dissatisfying answer done again, once, by the same lead.

    Raises Refused if it was redone before, nobody was dissatisfied, or no unit had it.
    """
    matter = take(matter, "redo", seen=seen)
    if matter.redo_count:
        raise Refused("已经重办过一次。仍不满意的，请提请协调会办。")
    last = matter.evaluations.order_by("-round").first()
    if last is None or not last.is_dissatisfied:
        raise Refused("评价没有不满意，不用重办。")
    lead = matter.dispatches.filter(is_lead=True, ended_at=None).select_related("handler").first()
    if lead is None:
        raise Refused("这件事没有交办单位，不能退回重办，请提请协调会办。")
    lead.status = DispatchStatus.SIGNED
    matter.redo_count = 1
    matter.responder = lead.handler or matter.responder
    matter = move(matter, "redo", by=by, at=at, said=note.strip(), dispatches=[lead])
    lead.due_on = matter.due_on
    lead.save(update_fields=["status", "due_on"])
    return matter
