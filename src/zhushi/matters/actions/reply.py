from datetime import date, datetime

from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.models import Attachment
from zhushi.core.moments import day_of
from zhushi.matters import search
from zhushi.matters.actions._answered import note_answer
from zhushi.matters.actions._charge import take_charge
from zhushi.matters.actions._move import move
from zhushi.matters.choices import DispatchStatus, ReplyClass
from zhushi.matters.models import Commitment, Dispatch, Matter, Reply


@transaction.atomic
def reply(
    dispatch: Dispatch,
    *,
    reply_class: ReplyClass,
    text: str,
    signatory: str,
    promised: str = "",
    promised_on: date | None = None,
    scan: Attachment | None = None,
    is_paper: bool = False,
    seen: int | None = None,
    by,
    at: datetime,
) -> Matter:
    """The lead answers in writing, signed; a class B answer promises something by a day.

    is_paper: a liaison enters a paper answer for a unit that does not log in. Raises Refused
    without text or signatory, or a class B answer without a promise and a coming day.
    """
    _refuse_incomplete(reply_class, text, signatory, promised, promised_on, day_of(at))
    if not dispatch.is_lead:
        raise Refused("由主办单位统一答复，协办单位请提交协办意见。")
    verb = "enter_reply" if is_paper else "reply"
    matter, dispatch = take_charge(dispatch, verb, seen=seen)
    made = Reply.objects.create(
        matter=matter,
        dispatch=dispatch,
        unit=dispatch.unit,
        reply_class=reply_class,
        text=text.strip(),
        signatory=signatory.strip(),
        signed_at=at,
        signed_by=by,
        scan=scan,
        is_paper=is_paper,
    )
    if reply_class == ReplyClass.B and promised_on:
        Commitment.objects.create(
            matter=matter,
            reply=made,
            district_id=matter.district_id,
            unit=dispatch.unit,
            text=promised.strip(),
            due_on=promised_on,
        )
    dispatch.status = DispatchStatus.REPLIED
    dispatch.signed_in_at = dispatch.signed_in_at or at
    dispatch.save(update_fields=["status", "signed_in_at"])
    is_first = matter.answered_at is None
    note_answer(matter, at)
    search.index(matter, replies=[made.text] if is_first else None)
    return move(
        matter,
        verb,
        by=by,
        at=at,
        said=f"{dispatch.unit.label}，{reply_class.label}，签发人 {signatory.strip()}",
        reply_class=reply_class,
    )


def _refuse_incomplete(
    reply_class: ReplyClass,
    text: str,
    signatory: str,
    promised: str,
    promised_on: date | None,
    today: date,
) -> None:
    if len(text.strip()) < 10:
        raise Refused("答复太短，请写清办理情况和理由，至少十个字。")
    if not signatory.strip():
        raise Refused("请填签发人。书面答复须有人签发。")
    if reply_class == ReplyClass.B:
        if not promised.strip() or promised_on is None:
            raise Refused("B 类答复要写清承诺做什么、哪天做到，到期会再问一次。")
        if promised_on <= today:
            raise Refused("承诺的日期要在今天之后。")
