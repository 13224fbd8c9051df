from datetime import datetime

from zhushi.core import audit
from zhushi.grouping.choices import DraftStatus, DraftVerb
from zhushi.grouping.models import Draft, DraftStep

TARGETS = {
    DraftVerb.SUBMIT: DraftStatus.REVIEW,
    DraftVerb.RETURN: DraftStatus.OPEN,
    DraftVerb.ADOPT: DraftStatus.ADOPTED,
    DraftVerb.DROP: DraftStatus.DROPPED,
}
ENDS = frozenset({DraftStatus.ADOPTED, DraftStatus.DROPPED})


def step(
    draft: Draft, verb: DraftVerb, *, reason: str = "", event: str, by, at: datetime, **facts
) -> Draft:
    """Take a locked draft one step on: status, step and trail together; the caller checked it."""
    draft.status = TARGETS[verb]
    if draft.status in ENDS:
        draft.ended_at, draft.ended_by = at, by
    draft.save(update_fields=["status", "since", "ended_at", "ended_by"])
    DraftStep.objects.create(draft=draft, verb=verb, words=reason.strip(), at=at, by=by)
    if reason.strip():
        facts["reason"] = reason.strip()
    audit.record(
        event, target=f"draft:{draft.pk}", district_id=draft.district_id, by=by, at=at, **facts
    )
    return draft
