"""One line of the forensic trail, in the transaction of the act it tells of."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from zhushi.core.models import AuditEntry


def newest() -> int:
    """The number of the newest line, 0 without any: the same number, and nothing was done since.

    With several writers a lower number may still appear after a higher one; what is kept under
    this number should therefore be kept for a minute at most.
    """
    return AuditEntry.objects.aggregate(Max("pk"))["pk__max"] or 0


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
