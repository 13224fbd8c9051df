"""A delegate writes a proposal that others may sign, or gives it up."""

from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions.propose import TITLE_LENGTH
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Posting
from zhushi.research.choices import ProposalStatus
from zhushi.research.models import Proposal
from zhushi.rooms.models import Workroom

LONGEST = timedelta(days=90)


@transaction.atomic
def write_proposal(
    room: Workroom,
    *,
    title: str,
    content: str,
    cosign_until: date,
    is_in_session: bool = False,
    by,
    at: datetime,
) -> Proposal:
    """Put a proposal before the delegates of the district, who may sign it up to a day.

    Raises Refused without title or text, for a title over 80 characters, a last day that is past
    or more than 90 days off, and for who is no delegate of the room.
    """
    title, content = title.strip(), content.replace("\r\n", "\n").strip()
    on = day_of(at)
    if not title or not content:
        raise Refused("题目和正文都要写。")
    if len(title) > TITLE_LENGTH:
        raise Refused(f"题目最多 {TITLE_LENGTH} 字，现在有 {len(title)} 字。")
    if not on <= cosign_until <= on + LONGEST:
        raise Refused("联名截止日从今天起，最长九十天。")
    held = Posting.objects.current_on(on).filter(person=by.person_id, role__in=RECEIVING)
    if not held.filter(room=room).exists():
        raise Refused("只有本室的党代表可以写提议。")
    proposal = Proposal.objects.create(
        district=room.district,
        room=room,
        author=by.person,
        title=title,
        content=content,
        cosign_until=cosign_until,
        is_in_session=is_in_session,
        written_at=at,
    )
    audited("proposal.write", proposal, by=by, at=at)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by, at: datetime) -> Proposal:
    """Give up a proposal that was not handed in; only its author may."""
    proposal = gathering(proposal)
    if by.person_id != proposal.author_id:
        raise Refused("只有提出的代表可以撤回。")
    proposal.status = ProposalStatus.WITHDRAWN
    proposal.save(update_fields=["status"])
    audited("proposal.withdraw", proposal, by=by, at=at)
    return proposal


def gathering(proposal: Proposal) -> Proposal:
    """Lock a proposal that still gathers names; raises Refused if it does not."""
    locked = Proposal.objects.locked(proposal)
    if locked.status != ProposalStatus.GATHERING:
        raise Refused(f"这份提议{locked.get_status_display()}，不能再改。")
    return locked


def audited(event: str, proposal: Proposal, *, by, at: datetime) -> None:
    """Leave a line in the trail; the proposal is named by its number."""
    audit.record(event, target=str(proposal.pk), district_id=proposal.district_id, by=by, at=at)
