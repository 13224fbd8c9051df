from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.grouping.choices import DraftStatus
from zhushi.grouping.models import Draft


@transaction.atomic
def drop_draft(draft: Draft, *, by, at: datetime) -> Draft:
    """Give a draft up; it stays to be read. Raises Refused if it has ended already."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise Refused("这个方案已经采用或放弃。")
    draft.status, draft.ended_at, draft.ended_by = DraftStatus.DROPPED, at, by
    draft.save(update_fields=["status", "ended_at", "ended_by"])
    audit.record(
        "grouping.drop", target=f"draft:{draft.pk}", district_id=draft.district_id, by=by, at=at
    )
    return draft
