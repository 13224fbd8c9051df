from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Adoption, DispatchStatus, Status
from zhushi.matters.models import Matter, Settlement
from zhushi.matters.windows import evaluation_until


@transaction.atomic
def settle(
    matter: Matter,
    *,
    adoption: Adoption,
    reason: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Say whether a report or a proposal was adopted, and close it.

    Raises Refused without a reason unless all of it was, while the delegates may still evaluate,
    and while they are dissatisfied and a redo is still possible.
    """
    if adoption != Adoption.ADOPTED and len(reason.strip()) < 5:
        raise Refused("没有全部采纳的，要写明理由，至少五个字。")
    matter = take(matter, "settle", seen=seen)
    if until := evaluation_until(matter, day_of(at)):
        raise Refused(f"代表还没有评价，可以评到{until.month}月{until.day}日，过后再定。")
    last = matter.evaluations.order_by("-round").first()
    if (
        matter.status == Status.EVALUATED
        and not matter.redo_count
        and last
        and last.is_dissatisfied
    ):
        raise Refused("代表不满意，先退回重办一次，再定是否采纳。")
    Settlement.objects.create(matter=matter, adoption=adoption, reason=reason.strip(), at=at, by=by)
    matter.dispatches.filter(ended_at=None).update(ended_at=at, status=DispatchStatus.REPLIED)
    said = "：".join(filter(None, (adoption.label, reason.strip())))
    return move(matter, "settle", by=by, at=at, said=said, adoption=adoption)
