from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import DispatchStatus, Status
from zhushi.matters.models import Matter
from zhushi.matters.windows import evaluation_until


@transaction.atomic
def close(matter: Matter, *, note: str = "", seen: int | None = None, by, at: datetime) -> Matter:
    """Strike a matter off (销号); by is None when the evaluation window ran out unused.

    Raises Refused while the last evaluation is dissatisfied and a redo is still possible, and
    without a note while the resident may still evaluate.
    """
    matter = take(matter, "close", seen=seen)
    if by is not None and not note.strip() and (until := evaluation_until(matter, day_of(at))):
        raise Refused(
            f"本人还没有评价，可以评到{until.month}月{until.day}日，办结了就不能再评。"
            "一定要现在办结，请在说明里写清原因。"
        )
    if matter.status == Status.EVALUATED and not matter.redo_count:
        last = matter.evaluations.order_by("-round").first()
        redoable = matter.dispatches.filter(is_lead=True, ended_at=None).exists()
        if last and last.is_dissatisfied and redoable:
            raise Refused("来访人不满意，先退回重办一次，再办结。")
    matter.dispatches.filter(ended_at=None).update(ended_at=at, status=DispatchStatus.REPLIED)
    return move(matter, "close", by=by, at=at, said=note.strip())
