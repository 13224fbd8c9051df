from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.grouping.actions.make_draft import moves_of, solved
from zhushi.grouping.choices import WishKind
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import added, with_wishes


def change_draft(
    draft: Draft, *, person: str, kind: WishKind | None, room: str, seen: int, by, at: datetime
) -> Draft:
    """Say of one person where they must sit or may not, and group the rest around it.

    kind: None takes back whatever was said of the person. Raises Refused if somebody changed or
    ended the draft since it was ``seen``, and where the wish collides with the rules.
    """
    _known(draft, person, room if kind else None)
    kept = [wish for wish in draft.wishes if wish[0] != person]
    wishes = added(draft.wishes, (person, kind, room)) if kind else kept
    result = solved(with_wishes(draft.question, wishes), prefer=draft.result["assignment"])
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if not draft.is_open:
            raise Refused("这个方案已经采用或放弃，不能再改。")
        if draft.version != seen:
            raise Refused("别人刚刚改过这个方案，请看过新的再改。")
        draft.wishes, draft.result = wishes, result
        draft.moves = moves_of(draft.question, result)
        draft.version += 1
        draft.save(update_fields=["wishes", "result", "moves", "version"])
        audit.record(
            "grouping.change", target=f"draft:{draft.pk}", district_id=draft.district_id,
            by=by, at=at, person=person, kind=str(kind or ""), room=room,
        )  # fmt: skip
    return draft


def _known(draft: Draft, person: str, room: str | None) -> None:
    if person not in {row["id"] for row in draft.question["people"]}:
        raise Refused("这个方案里没有这个人。")
    if room is not None and room not in {row["id"] for row in draft.question["rooms"]}:
        raise Refused("这个方案里没有这个工作室。")
