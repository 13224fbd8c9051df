from datetime import datetime

from zhushi.core.errors import Refused
from zhushi.grouping.actions._rewish import known_room, rewish
from zhushi.grouping.choices import WishKind
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import added


def lock_room(draft: Draft, *, room: str, is_locked: bool, seen: int, by, at: datetime) -> Draft:
    """Keep everybody who sits in a room of the draft there, or set all of them free again.

    Others may still come. Raises Refused as ``rewish`` does, for an unknown or an empty room.
    """
    known_room(draft, room)
    if not is_locked:
        wishes = [wish for wish in draft.wishes if wish[1:] != [WishKind.LOCK, room]]
    else:
        wishes = draft.wishes
        there = [who for who, where in draft.result["assignment"].items() if where == room]
        if not there:
            raise Refused("这个工作室还没有人，没有可锁的。")
        for person in sorted(there):
            wishes = added(wishes, (person, WishKind.LOCK, room))
    kind = str(WishKind.LOCK if is_locked else "")
    return rewish(draft, wishes, seen=seen, by=by, at=at, kind=kind, room=room)
