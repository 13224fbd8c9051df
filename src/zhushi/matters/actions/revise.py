from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters import search
from zhushi.matters.actions._move import move, take
from zhushi.matters.actions.propose import TITLE_LENGTH
from zhushi.matters.models import Matter


@transaction.atomic
def revise(
    matter: Matter, *, title: str, content: str, seen: int | None = None, by, at: datetime
) -> Matter:
    """Hand in again what was sent back, changed; it keeps its number.

    Raises Refused for who did not sign it, or without title and text.
    """
    title, content = title.strip(), content.replace("\r\n", "\n").strip()
    if not title or not content:
        raise Refused("题目和正文都要写。")
    if len(title) > TITLE_LENGTH:
        raise Refused(f"题目最多 {TITLE_LENGTH} 字，现在有 {len(title)} 字。")
    matter = take(matter, "revise", seen=seen)
    if not matter.proposers.filter(person=by.person_id).exists():
        raise Refused("由署名的代表修改后再交。")
    matter.title, matter.content = title, content
    search.index(matter, replies=())
    return move(matter, "revise", by=by, at=at)
