from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.papers.models import Letter


@transaction.atomic
def void_letter(letter: Letter, *, reason: str, by, at: datetime) -> Letter:
    """Declare an issued letter void; it stays readable, and its number is not given again.

    Raises Refused for a draft, without a reason, and the second time.
    """
    found = Letter.objects.locked(letter)
    if not found.issued_at:
        raise Refused("没有编号的草稿，直接删除就可以。")
    if found.voided_at:
        raise Refused("已经作废了。")
    if not reason.strip():
        raise Refused("请写明为什么作废。")
    found.voided_at, found.voided_by, found.void_reason = at, by, reason.strip()[:120]
    found.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.record(
        "letter.void",
        target=found.number,
        district_id=found.district_id,
        by=by,
        at=at,
        reason=found.void_reason,
    )
    return found
