from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.matters.models import ApprovalRule
from zhushi.people.models import Person
from zhushi.rooms.models import Unit

MOST = 5


@dataclass(frozen=True)
class Approver:
    """A step: its name, who decides, and who does in their place."""

    name: str
    person: Person
    deputy: Person | None = None


@transaction.atomic
def set_approvals(district: Unit, steps: Sequence[Approver], *, by, at: datetime) -> None:
    """Lay down the steps by which reports and proposals are approved, from the next one checked.

    Raises Refused without a step or name, with more than five, for a deputy who is the approver,
    or somebody of another district.
    """
    if not 0 < len(steps) <= MOST:
        raise Refused(f"审批要有一到{MOST}步。")
    for step in steps:
        if not step.name.strip():
            raise Refused("每一步都要有名称，如“区委分管领导审批”。")
        if step.deputy == step.person:
            raise Refused(f"“{step.name}”的代审人不能就是审批人。")
        people = [step.person, *([step.deputy] if step.deputy else [])]
        if any(person.district_id != district.pk for person in people):
            raise Refused("审批人须是本区的。")
    Unit.objects.select_for_update().get(pk=district.pk)
    ApprovalRule.objects.filter(district=district).delete()
    ApprovalRule.objects.bulk_create(
        ApprovalRule(
            district=district,
            position=position,
            name=step.name.strip(),
            approver=step.person,
            deputy=step.deputy,
        )
        for position, step in enumerate(steps, 1)
    )
    audit.record(
        "approvals.set",
        target=district.slug,
        district_id=district.pk,
        by=by,
        at=at,
        steps=len(steps),
    )
