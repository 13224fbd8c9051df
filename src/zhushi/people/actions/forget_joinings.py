from datetime import datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.people.choices import JoiningStatus
from zhushi.people.models import Joining

KEPT_DAYS = 30
"""After it was decided or taken back; what the form promises (portal/privacy.py)."""
UNANSWERED_DAYS = 90
"""An application nobody answers lapses then and is forgotten at once."""


@transaction.atomic
def forget_joinings(*, at: datetime) -> int:
    """Delete what applicants told once it is no longer needed; returns of how many.

    Thirty days after the decision, or after ninety days without one. A volunteer's own data stands
    with the person. The line stays with its number, room and days.
    """
    kept = Joining.objects.filter(forgotten_at=None).select_for_update(of=("self",))
    unanswered = kept.filter(
        status=JoiningStatus.PENDING, received_at__lt=at - timedelta(days=UNANSWERED_DAYS)
    )
    lapsed = list(unanswered.select_related("room"))
    for joining in lapsed:
        joining.status, joining.decided_at = JoiningStatus.LAPSED, at
    decided = kept.filter(decided_at__lt=at - timedelta(days=KEPT_DAYS))
    due = [*lapsed, *decided.select_related("room")]
    for joining in due:
        joining.name = joining.masked_phone = joining.last_four = joining.skills = ""
        joining.answer = joining.kind = joining.receipt_seed = ""
        joining.phone, joining.code_hash, joining.free = None, None, []
        joining.forgotten_at = at
        joining.save()
        district = joining.room.district_id
        audit.record("joining.forget", target=joining.ref, district_id=district, by=None, at=at)
    return len(due)
