"""One process at a time does a piece of work; whoever comes second leaves it be."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Q

from zhushi.core.models import Throttle


@contextmanager
def hold(work: str, *, at: datetime, minutes: int = 10) -> Iterator[bool]:
    """Take the lease of a piece of work; gives False while somebody else holds it.

    A holder that was killed loses the lease after so many minutes.
    """
    mine = Throttle.objects.filter(what="lease", who=work)
    if not mine.exists():
        Throttle.objects.bulk_create(
            [Throttle(what="lease", who=work, window_start=at)], ignore_conflicts=True
        )
    free = Q(blocked_until=None) | Q(blocked_until__lte=at)
    until = at + timedelta(minutes=minutes)
    if not mine.filter(free).update(blocked_until=until, window_start=at):
        yield False
        return
    try:
        yield True
    finally:
        mine.filter(blocked_until=until).update(blocked_until=None)
