"""Notices to people, stored in the transaction of what they tell of."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from zhushi.core.models import Notice


def tell(users: Iterable[int], *, event: str, text: str, link: str, at: datetime) -> None:
    """Leave one notice for each login; the same event twice is one notice.

    text: what happened, never what a resident said (trust.md §5.3 item 11).
    """
    Notice.objects.bulk_create(
        [
            Notice(user_id=user, event=event, text=text, link=link, created_at=at)
            for user in sorted(set(users))
        ],
        ignore_conflicts=True,
    )


def mark_read(notices: QuerySet[Notice], *, at: datetime) -> int:
    """Mark a queryset of one login's notices as read; returns how many were unread."""
    return notices.filter(read_at=None).update(read_at=at)
