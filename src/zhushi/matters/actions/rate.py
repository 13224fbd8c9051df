from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import Satisfaction
from zhushi.matters.models import Evaluation, Matter


@transaction.atomic
def rate(
    matter: Matter,
    *,
    attitude: Satisfaction,
    result: Satisfaction,
    comment: str = "",
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """What the person says of attitude and of result, once for each round.

    by is None when the resident rates with the receipt code. Raises Refused a second time.
    """
    matter = take(matter, "rate", seen=seen)
    turn = matter.redo_count + 1
    if Evaluation.objects.filter(matter=matter, round=turn).exists():
        raise Refused("这次答复已经评价过了。")
    Evaluation.objects.create(
        matter=matter,
        round=turn,
        attitude=attitude,
        result=result,
        comment=comment.strip(),
        at=at,
        by=by,
    )
    said = f"态度{attitude.label}，结果{result.label}"
    return move(matter, "rate", by=by, at=at, said=said)
