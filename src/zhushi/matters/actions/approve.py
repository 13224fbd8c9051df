"""An approver says yes or no at the open step of a report or a proposal."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Decision
from zhushi.matters.models import ApprovalStep, Matter


@transaction.atomic
def approve(
    matter: Matter,
    *,
    is_agreed: bool,
    note: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Decide the open step: on to the next one, to forwarding, or back to the liaison office.

    Raises Refused for anybody but its approver or deputy, for who checked it, and for a no
    without a reason.
    """
    matter = take(matter, "approve", seen=seen)
    steps = [step for step in matter.approvals.order_by("round", "position") if not step.decision]
    step = next((one for one in steps if one.is_open), None)
    if step is None or not step.is_for(by.person_id):
        raise Refused("这一步不由您审批，或者已经有人审批了。")
    if matter.accepter_id == by.person_id:
        raise Refused("这份是您核对的，请由代审人审批。")
    if not is_agreed and len(note.strip()) < 5:
        raise Refused("不同意要写明理由，至少五个字。")
    step.decision = Decision.AGREED if is_agreed else Decision.REFUSED
    step.note, step.decided_at, step.decided_by = note.strip(), at, by
    step.save()
    said = "，".join(filter(None, (step.name, step.get_decision_display(), step.note)))
    if not is_agreed:
        matter.approvals.filter(decision="").delete()
        return move(matter, "disapprove", by=by, at=at, said=said)
    return _go_on(matter, steps[steps.index(step) + 1 :], said, by=by, at=at)


def _go_on(matter: Matter, left: list[ApprovalStep], said: str, *, by, at: datetime) -> Matter:
    if not left:
        return move(matter, "approve", by=by, at=at, said=said)
    left[0].opened_at = at
    left[0].save(update_fields=["opened_at"])
    return move(matter, "approve_step", by=by, at=at, said=said)
