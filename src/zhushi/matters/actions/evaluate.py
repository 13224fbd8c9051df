from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Satisfaction
from zhushi.matters.models import Evaluation, Matter


@transaction.atomic
def evaluate(
    matter: Matter,
    *,
    attitude: Satisfaction,
    result: Satisfaction,
    comment: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """What the delegates say of the answer to what they handed in, once for each round.

    Raises Refused for who did not sign it.
    """
    matter = take(matter, "evaluate", seen=seen)
    if not matter.proposers.filter(person=by.person_id).exists():
        raise Refused("由署名的代表评价。")
    Evaluation.objects.create(
        matter=matter,
        round=matter.redo_count + 1,
        attitude=attitude,
        result=result,
        comment=comment.strip(),
        at=at,
        by=by,
    )
    said = f"态度{attitude.label}，结果{result.label}"
    return move(matter, "evaluate", by=by, at=at, said=said)
