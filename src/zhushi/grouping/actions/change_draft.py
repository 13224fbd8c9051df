from datetime import datetime

from zhushi.grouping.actions._rewish import known_person, known_room, rewish
from zhushi.grouping.choices import WishKind
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import added


def change_draft(
    draft: Draft, *, person: str, kind: WishKind | None, room: str, seen: int, by, at: datetime
) -> Draft:
    """Say of one person where they must sit or may not, and group the rest around it.

    kind: LOCK or BAN; None takes back whatever was said of the person and a room. Raises Refused
    as ``rewish`` does, and for people and rooms that the draft does not know.
    """
    known_person(draft, person)
    if kind:
        known_room(draft, room)
        wishes = added(draft.wishes, (person, kind, room))
    else:
        wishes = [
            wish for wish in draft.wishes if wish[0] != person or wish[1] == WishKind.TOGETHER
        ]
    return rewish(
        draft, wishes, seen=seen, by=by, at=at, person=person, kind=str(kind or ""), room=room
    )
