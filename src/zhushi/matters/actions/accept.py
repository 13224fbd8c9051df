from datetime import datetime

from django.db import transaction

from zhushi.matters import search
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import OpinionType
from zhushi.matters.models import Matter, Topic
from zhushi.rooms.models import Unit


@transaction.atomic
def accept(
    matter: Matter,
    *,
    title: str = "",
    opinion_type: OpinionType | None = None,
    topic: Topic | None = None,
    community: Unit | None = None,
    is_urgent: bool | None = None,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Take a registered matter in charge, with its title, type and topic put right.

    Whoever accepts is the named accepter from now on.
    """
    matter = take(matter, "accept", seen=seen)
    is_renamed = title.strip() not in ("", matter.title)
    changes = {
        "title": title.strip() or None,
        "opinion_type": opinion_type,
        "topic": topic,
        "community": community,
        "is_urgent": is_urgent,
    }
    for name, value in changes.items():
        if value is not None:
            setattr(matter, name, value)
    matter.accepter = matter.responder = by.person
    if is_renamed:
        search.index(matter, replies=())
    return move(matter, "accept", by=by, at=at)
