"""The office checks a written answer: confirm it, or send it back."""

from datetime import datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.matters import search
from zhushi.matters.actions._answered import note_answer, renew_answer
from zhushi.matters.actions._move import move, take
from zhushi.matters.choices import DispatchStatus, ReplyClass, Status
from zhushi.matters.models import Commitment, Matter, Reply


@transaction.atomic
def confirm(matter: Matter, *, seen: int | None = None, by, at: datetime) -> Matter:
    """Confirm the answer, so that the resident can be told; merged matters follow, one by one.

    What delegates handed in is with them at once, to be evaluated. Raises Refused for who signed
    it.
    """
    matter = take(matter, "confirm", seen=seen)
    _refuse_authors(matter, by)
    reply = _standing(matter)
    reply.confirmed_at, reply.confirmed_by = at, by
    reply.save(update_fields=["confirmed_at", "confirmed_by"])
    matter.responder = matter.accepter
    matter = move(matter, "confirm", by=by, at=at)
    if matter.is_of_delegates:
        return move(matter, "present", by=by, at=at)
    for follower in matter.followers.filter(status=Status.MERGED).order_by("pk"):
        _follow(follower, reply, by=by, at=at)
    return matter


@transaction.atomic
def send_back(matter: Matter, *, reason: str, seen: int | None = None, by, at: datetime) -> Matter:
    """Send an answer back to the unit with what is missing; the due day does not move."""
    if len(reason.strip()) < 5:
        raise Refused("请写明要补什么，至少五个字。")
    matter = take(matter, "send_back", seen=seen)
    _refuse_authors(matter, by)
    reply = _standing(matter)
    reply.sent_back_at, reply.sent_back_reason = at, reason.strip()
    reply.save(update_fields=["sent_back_at", "sent_back_reason"])
    if reply.reply_class == ReplyClass.B:
        Commitment.objects.filter(reply=reply).delete()
    if reply.dispatch:
        reply.dispatch.status = DispatchStatus.SIGNED
        reply.dispatch.save(update_fields=["status"])
    search.index(matter, replies=renew_answer(matter))
    return move(matter, "send_back", by=by, at=at, said=reason.strip())


def _refuse_authors(matter: Matter, by) -> None:
    """Who signed a paper evaluates the answer, and so does not check it."""
    if matter.is_of_delegates and matter.proposers.filter(person=by.person_id).exists():
        raise Refused("自己署名的报告和提议，答复由别人核对。")


def _standing(matter: Matter) -> Reply:
    reply = (
        matter.replies.filter(sent_back_at=None, confirmed_at=None)
        .order_by("-pk")
        .select_related("dispatch")
        .first()
    )
    if reply is None:
        raise Refused("没有等待核对的答复。")
    return reply


def _follow(follower: Matter, reply: Reply, *, by, at: datetime) -> None:
    """A merged matter gets its own copy of the answer and is told on its own."""
    follower = take(follower, "follow")
    Reply.objects.create(
        matter=follower,
        unit=reply.unit,
        reply_class=reply.reply_class,
        text=reply.text,
        signatory=reply.signatory,
        signed_at=reply.signed_at,
        signed_by=reply.signed_by,
        is_paper=reply.is_paper,
        confirmed_at=at,
        confirmed_by=by,
    )
    follower.responder = follower.accepter
    note_answer(follower, reply.signed_at)
    search.index(follower)
    move(follower, "follow", by=by, at=at, said=f"随 {reply.matter.ref} 答复")
