from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.grouping.actions.make_draft import moves_of, solved
from zhushi.grouping.models import Draft


def rewish(
    draft: Draft,
    wishes: Sequence[Sequence[str]],
    *,
    seen: int,
    kind: str,
    person: str = "",
    room: str = "",
    by,
    at: datetime,
) -> Draft:
    """Group a draft anew under other wishes, as near to what it says as they allow.

    Solves outside of any transaction. Raises Refused where the wishes collide with the rules, and
    if somebody changed or ended the draft since it was ``seen``.
    """
    result = solved(draft.question, wishes, prefer=draft.result["assignment"])
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if not draft.is_open:
            raise Refused("这个方案已经送审、采用或放弃，不能再改。")
        if draft.version != seen:
            raise Refused("别人刚刚改过这个方案，请看过新的再改。")
        draft.wishes, draft.result = [list(wish) for wish in wishes], result
        draft.moves = moves_of(draft.question, result)
        draft.version += 1
        draft.save(update_fields=["wishes", "result", "moves", "version"])
        audit.record(
            "grouping.change", target=f"draft:{draft.pk}", district_id=draft.district_id,
            by=by, at=at, person=person, kind=kind, room=room,
        )  # fmt: skip
    return draft


def known_person(draft: Draft, person: str) -> None:
    if person not in {row["id"] for row in draft.question["people"]}:
        raise Refused("这个方案里没有这个人。")


def known_room(draft: Draft, room: str) -> None:
    if room not in {row["id"] for row in draft.question["rooms"]}:
        raise Refused("这个方案里没有这个工作室。")
