from datetime import datetime

from django.db import transaction

from zhushi.core import outbox
from zhushi.core.errors import Refused
from zhushi.grouping.actions._step import step
from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.models import Draft
from zhushi.grouping.review import submission_of


@transaction.atomic
def return_draft(draft: Draft, *, words: str, by, at: datetime) -> Draft:
    """Send a draft under review back with a sentence; who submitted it is told and may change it.

    Raises Refused unless it is under review and something is said.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_under_review:
        raise Refused("这个方案没有在审。")
    if not words.strip():
        raise Refused("请写一句为什么退回。")
    draft = step(draft, DraftVerb.RETURN, reason=words, event="grouping.return", by=by, at=at)
    if submitted := submission_of(draft):
        outbox.tell(
            {submitted.by_id},
            but=by,
            event=f"grouping.return:{draft.pk}:{draft.steps.count()}",
            text="您送审的编组方案退回来了",
            about=f"draft:{draft.pk}",
            at=at,
        )
    return draft
