"""The office checks what delegates hand in: put it up for approval, or send it back to them."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Status
from zhushi.matters.models import ApprovalRule, ApprovalStep, Matter


@transaction.atomic
def check(
    matter: Matter, *, is_hard: bool = False, seen: int | None = None, by, at: datetime
) -> Matter:
    """Put a report or a proposal up for approval, step by step as the district's rules say.

    is_hard: its answer has the longer term. Raises Refused where the district has no rules, or
    one of its approvers signed the paper and has no deputy who did not.
    """
    matter = take(matter, "check", seen=seen)
    rules = ApprovalRule.objects.filter(district=matter.district_id).select_related(
        "approver", "deputy"
    )
    if not rules:
        raise Refused("还没有定审批的步骤。请先在“设置”的“审批步骤”里写明由谁审批。")
    matter.is_hard = is_hard
    matter.accepter = matter.responder = by.person
    _put_up(matter, list(rules), at=at)
    return move(matter, "check", by=by, at=at, said="难办，时限从长" if is_hard else "")


@transaction.atomic
def turn_down(matter: Matter, *, reason: str, seen: int | None = None, by, at: datetime) -> Matter:
    """Send a report or a proposal back to who signed it, with what is to be changed."""
    if len(reason.strip()) < 5:
        raise Refused("请写明要改什么，至少五个字。")
    matter = take(matter, "turn_down", seen=seen)
    if matter.status == Status.CHECKED:
        matter.approvals.filter(decision="").delete()
    return move(matter, "turn_down", by=by, at=at, said=reason.strip())


def _put_up(matter: Matter, rules: list[ApprovalRule], *, at: datetime) -> None:
    authors = set(matter.proposers.values_list("person", flat=True))
    last = matter.approvals.order_by("-round").first()
    steps: list[ApprovalStep] = []
    for rule in rules:
        able = [p for p in (rule.approver, rule.deputy) if p and p.pk not in authors]
        if not able:
            raise Refused(f"“{rule.name}”的审批人就是署名的代表，请先在审批步骤里添一位代审人。")
        steps.append(
            ApprovalStep(
                matter=matter,
                round=last.round + 1 if last else 1,
                position=rule.position,
                name=rule.name,
                approver=able[0],
                deputy=able[1] if len(able) > 1 else None,
                opened_at=None if steps else at,
            )
        )
    ApprovalStep.objects.bulk_create(steps)
