from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters.actions._move import move, take
from zhushi.matters.models import Matter


@transaction.atomic
def note(
    matter: Matter,
    *,
    text: str,
    is_public: bool = False,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """Add a line to the record; a public one is read by the resident as progress."""
    if not text.strip():
        raise Refused("请写记录内容。")
    if is_public and len(text.strip()) > 300:
        raise Refused("给群众看的进展不要超过 300 字。")
    matter = take(matter, "note", seen=seen)
    public = text.strip() if is_public else ""
    return move(matter, "note", by=by, at=at, said=text.strip(), public=public)
