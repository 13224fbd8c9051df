from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.papers.registers import Ask, Register

AT_MOST = 20_000


@transaction.atomic
def take_register(register: Register, ask: Ask, *, form: str, by, at: datetime) -> int:
    """Let a register be taken out, with a line that says who took which and how many rows.

    form: xlsx or pdf. Returns the count of its check line; raises Refused for more than 20,000.
    """
    count = register.count(ask)
    if count > AT_MOST:
        raise Refused("一次最多 20,000 条。请换一段短些的时间，或者选一个工作室。")
    audit.record(
        "register.take",
        target=register.title,
        district_id=by.person.district_id,
        by=by,
        at=at,
        count=count,
        form=form,
        since=ask.since.isoformat(),
        until=ask.until.isoformat(),
        **({"room": ask.room.code} if ask.room else {}),
    )
    return count
