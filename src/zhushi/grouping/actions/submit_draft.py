from datetime import datetime

from django.db import transaction

from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.actions._step import step
from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.models import Draft
from zhushi.grouping.review import colleagues_of


@transaction.atomic
def submit_draft(draft: Draft, *, seen: int, by, at: datetime) -> Draft:
    """Lay a draft before the rest of the office, who are told; from now on nobody changes it.

    Raises Refused unless it is open and as it was ``seen``.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise Refused("这个方案已经送审、采用或放弃。")
    if draft.version != seen:
        raise Refused("别人刚刚改过这个方案，请看过新的再送审。")
    draft = step(draft, DraftVerb.SUBMIT, event="grouping.submit", by=by, at=at)
    outbox.tell(
        colleagues_of(draft, by.pk, on=day_of(at)),
        event=f"grouping.submit:{draft.pk}:{draft.steps.count()}",
        text="有一个编组方案送审，请看过后采用或退回",
        about=f"draft:{draft.pk}",
        at=at,
    )
    return draft
