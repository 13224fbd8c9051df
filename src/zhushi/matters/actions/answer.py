from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters import search
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import ReplyClass
from zhushi.matters.models import Matter, Reply


@transaction.atomic
def answer(matter: Matter, *, text: str, seen: int | None = None, by, at: datetime) -> Matter:
    """Answer on the spot; what was said is kept as the answer (当场答复).

    Raises Refused without an answer.
    """
    if not text.strip():
        raise Refused("请写下当场怎么答复的。")
    matter = take(matter, "answer", seen=seen)
    Reply.objects.create(
        matter=matter,
        reply_class=ReplyClass.A,
        text=text.strip(),
        signatory=by.person.name,
        signed_at=at,
        signed_by=by,
        confirmed_at=at,
        confirmed_by=by,
    )
    matter.accepter = matter.responder = by.person
    search.index(matter)
    return move(matter, "answer", by=by, at=at, said=text.strip())
