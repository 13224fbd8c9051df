"""Growing delays for attempts from outside; nobody is locked out for good."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.models import Throttle
from zhushi.core.moments import day_of


class TooMany(Refused):
    """Too many attempts; the sentence says when to try again, ``seconds`` as a number."""

    def __init__(self, seconds: int) -> None:
        self.seconds = max(1, seconds)
        minutes = -(-self.seconds // 60)
        super().__init__(f"试得太多了，请过 {minutes} 分钟再试，或打工作室电话。")


def who(value: str, at: datetime) -> str:
    """A name for a source that cannot be traced back: keyed, and the key changes daily."""
    key = f"{settings.SECRET_KEY}{day_of(at)}".encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def address_of(meta: Mapping[str, str]) -> str:
    """Where a request comes from: its sender, or what the last trusted proxy says of it.

    meta: ``request.META``. Only as many proxies are believed as ``ZHUSHI_PROXIES`` counts, since
    anybody can write the header that names them.
    """
    told = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    trusted = settings.PROXIES
    if trusted and len(told) >= trusted and told[-trusted]:
        return told[-trusted]
    return meta.get("REMOTE_ADDR", "")


def attempt(what: str, source: str, *, limit: int, minutes: int, at: datetime) -> None:
    """Count one attempt; raises TooMany from the ``limit`` + 1st in ``minutes`` on.

    After a wait one attempt is let through and doubles the next wait, up to an hour.
    """
    wait = _count(what, source, limit, minutes, at)
    if wait:
        raise TooMany(int(wait.total_seconds()))


@transaction.atomic
def _count(what: str, source: str, limit: int, minutes: int, at: datetime) -> timedelta | None:
    """Count, and return how long is still to wait, if at all."""
    Throttle.objects.get_or_create(what=what, who=source, defaults={"window_start": at})
    row = Throttle.objects.select_for_update().get(what=what, who=source)
    if row.blocked_until and row.blocked_until > at:
        return row.blocked_until - at
    if at - row.window_start > timedelta(minutes=minutes):
        row.window_start, row.count, row.blocked_until = at, 0, None
    row.count += 1
    if row.count >= limit:
        row.blocked_until = at + timedelta(minutes=min(60, 2 ** min(6, row.count - limit)))
    row.save()
    return None


def forgive(what: str, source: str) -> None:
    """A success clears the count."""
    Throttle.objects.filter(what=what, who=source).delete()
