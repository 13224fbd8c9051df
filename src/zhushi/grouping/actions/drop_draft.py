from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.grouping.actions._step import step
from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.models import Draft


@transaction.atomic
def drop_draft(draft: Draft, *, by, at: datetime) -> Draft:
    """Give a draft up, also under review; it stays to be read. Raises Refused if it has ended."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_standing:
        raise Refused("这个方案已经采用或放弃。")
    return step(draft, DraftVerb.DROP, event="grouping.drop", by=by, at=at)
