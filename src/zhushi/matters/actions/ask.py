"""A question to the resident and what the resident adds; the clock of the answer waits."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.matters.actions._clocks import lengthen, reply_clock, unpause
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import MessageSide
from zhushi.matters.limits import PAUSE_WORKDAYS
from zhushi.matters.models import Clock, Matter, Message

MAX_ADDITION = 2000


@transaction.atomic
def ask(matter: Matter, *, text: str, seen: int | None = None, by, at: datetime) -> Matter:
    """Ask the resident something; the clock of the answer waits, at most ten working days.

    Raises Refused without a question or while an earlier one waits.
    """
    if not text.strip():
        raise Refused("请写要问的问题。")
    matter = take(matter, "ask", seen=seen)
    if matter.messages.filter(side=MessageSide.ROOM, answered_at=None).exists():
        raise Refused("上一个问题还没有回答，等回答了再问。")
    Message.objects.create(matter=matter, side=MessageSide.ROOM, text=text.strip(), at=at, by=by)
    clock = reply_clock(matter)
    if clock and clock.paused_on is None:
        clock.paused_on = day_of(at)
        lengthen(matter, clock, PAUSE_WORKDAYS)
    return move(matter, "ask", by=by, at=at, said=text.strip())


@transaction.atomic
def add(matter: Matter, *, text: str, by, at: datetime) -> Matter:
    """Take down what the resident adds or answers; a waiting clock runs on.

    by is None when the resident writes with the receipt code. text: at most 2,000 characters.
    """
    text = text.strip()
    if not text:
        raise Refused("请写要补充的内容。")
    if len(text) > MAX_ADDITION:
        raise Refused(f"补充内容最多 {MAX_ADDITION} 字，您写了 {len(text)} 字。")
    matter = take(matter, "add")
    Message.objects.create(matter=matter, side=MessageSide.RESIDENT, text=text, at=at, by=by)
    matter.messages.filter(side=MessageSide.ROOM, answered_at=None).update(answered_at=at)
    resume(matter, at=at)
    return move(matter, "add", by=by, at=at)


def resume(matter: Matter, *, at: datetime) -> Clock | None:
    """Let a paused clock run on; the working days that were not used come off again."""
    clock = reply_clock(matter)
    if clock is None or clock.paused_on is None:
        return None
    return unpause(matter, clock, on=day_of(at))
