"""One line of the forensic trail, in the transaction of the act it tells of."""

from datetime import datetime
from typing import Any

from zhushi.core.models import AuditEntry


def record(
    event: str, *, target: str, district_id: int | None, by: Any, at: datetime, **facts: Any
) -> None:
    """Append one line; if it cannot be written the act fails with it.

    event: ``noun.verb``; target: a reference people know; facts: plain values, never what a
    resident said or who they are.
    """
    AuditEntry.objects.create(
        district_id=district_id,
        at=at,
        event=event,
        target=target,
        actor_id=by.pk if by else None,
        actor=by.username if by else "",
        facts=facts,
    )
