from datetime import datetime

from zhushi.core.errors import Refused
from zhushi.grouping.actions._rewish import known_person, rewish
from zhushi.grouping.choices import WishKind
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import added


def pair_people(
    draft: Draft, *, person: str, other: str, is_together: bool, seen: int, by, at: datetime
) -> Draft:
    """Say that two people sit in one room, whichever, or take that back.

    Raises Refused as ``rewish`` does, for a person twice, and where no room takes both.
    """
    known_person(draft, person)
    known_person(draft, other)
    if person == other:
        raise Refused("请选另一个人。")
    first, second = sorted((person, other))
    pair = (first, WishKind.TOGETHER, second)
    wishes = (
        added(draft.wishes, pair)
        if is_together
        else [wish for wish in draft.wishes if tuple(wish) != pair]
    )
    return rewish(
        draft, wishes, seen=seen, by=by, at=at, person=f"{first} {second}",
        kind=str(WishKind.TOGETHER if is_together else ""),
    )  # fmt: skip
