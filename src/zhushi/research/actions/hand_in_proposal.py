"""A proposal becomes a matter: by its author, or by itself after the last day for signing."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions.propose import propose
from zhushi.matters.choices import Kind
from zhushi.research.actions.write_proposal import audited, gathering
from zhushi.research.choices import ProposalStatus
from zhushi.research.models import Proposal


@transaction.atomic
def hand_in_proposal(proposal: Proposal, *, by, at: datetime) -> Proposal:
    """Hand it in with all who signed, the author first; by is None when the last day has passed.

    Raises Refused for anybody but the author, and what ``propose`` refuses.
    """
    proposal = gathering(proposal)
    if by is not None and by.person_id != proposal.author_id:
        raise Refused("由提出的代表提交。")
    signed = [one.person for one in proposal.signatures.select_related("person")]
    proposal.matter = propose(
        proposal.room,
        kind=Kind.PROPOSAL,
        title=proposal.title,
        content=proposal.content,
        proposers=[proposal.author, *signed],
        key=f"proposal:{proposal.pk}",
        by=by,
        at=at,
    )
    proposal.status = ProposalStatus.HANDED_IN
    proposal.save(update_fields=["matter", "status"])
    audited("proposal.hand_in", proposal, by=by, at=at)
    return proposal


def hand_in_due(*, at: datetime) -> int:
    """Hand in all whose last day for signing has passed; returns how many.

    What is refused waits for its author. One statement if none is due.
    """
    due = Proposal.objects.filter(
        status=ProposalStatus.GATHERING, cosign_until__lt=day_of(at)
    ).order_by("pk")
    done = 0
    for proposal in due:
        with suppress(Refused):  # handed in by somebody in this very moment, or no office there
            hand_in_proposal(proposal, by=None, at=at)
            done += 1
    return done
