from datetime import datetime

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.grouping.choices import DraftVerb
from zhushi.grouping.models import Draft, DraftStep
from zhushi.grouping.review import colleagues_of


@transaction.atomic
def opine_draft(draft: Draft, *, words: str, by, at: datetime) -> DraftStep:
    """Leave the office an opinion of a draft under review; it decides nothing, and stays.

    The office is told. Raises Refused unless the draft is under review and something is said.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_under_review:
        raise Refused("这个方案没有在审，不用再写意见。")
    if not words.strip():
        raise Refused("请写一句意见。")
    opinion = DraftStep.objects.create(
        draft=draft, verb=DraftVerb.OPINE, words=words.strip(), at=at, by=by
    )
    audit.record(
        "grouping.opine", target=f"draft:{draft.pk}", district_id=draft.district_id, by=by, at=at
    )
    outbox.tell(
        colleagues_of(draft, by.pk, on=day_of(at)),
        event=f"grouping.opine:{opinion.pk}",
        text="有组长对送审的编组方案写了意见",
        about=f"draft:{draft.pk}",
        at=at,
    )
    return opinion
