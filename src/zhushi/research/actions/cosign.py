"""Delegates of the district sign a proposal with its author, and may take that back."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Posting
from zhushi.research.actions.write_proposal import audited, gathering
from zhushi.research.models import Proposal, ProposalSignature


@transaction.atomic
def cosign(proposal: Proposal, *, by, at: datetime) -> Proposal:
    """Sign with the author; signing twice is signing once.

    Raises Refused after the last day, for the author, and for who is no delegate of the district.
    """
    proposal = gathering(proposal)
    _refuse_late(proposal, at)
    if by.person_id == proposal.author_id:
        raise Refused("您是提出的代表，已经署名。")
    held = Posting.objects.current_on(day_of(at)).filter(person=by.person_id, role__in=RECEIVING)
    if not held.filter(district=proposal.district_id).exists():
        raise Refused("只有本区的党代表可以联名。")
    _, is_new = ProposalSignature.objects.get_or_create(
        proposal=proposal, person=by.person, defaults={"signed_at": at}
    )
    if is_new:
        audited("proposal.cosign", proposal, by=by, at=at)
    return proposal


@transaction.atomic
def take_back_signature(proposal: Proposal, *, by, at: datetime) -> Proposal:
    """Take one's name off again, up to the last day."""
    proposal = gathering(proposal)
    _refuse_late(proposal, at)
    gone, _ = proposal.signatures.filter(person=by.person_id).delete()
    if not gone:
        raise Refused("您没有在这份提议上联名。")
    audited("proposal.take_back", proposal, by=by, at=at)
    return proposal


def _refuse_late(proposal: Proposal, at: datetime) -> None:
    if day_of(at) > proposal.cosign_until:
        raise Refused("联名已经截止。")
