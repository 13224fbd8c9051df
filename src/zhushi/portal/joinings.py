"""The application a visitor made or found in this session."""

import hmac
from datetime import datetime, timedelta

from zhushi.core import crypto
from zhushi.people.models import Joining

KEY, MINUTES = "joining", 30


def remember(session, joining: Joining, at: datetime) -> None:
    session[KEY] = {
        "joining": str(joining.pk),
        "until": (at + timedelta(minutes=MINUTES)).timestamp(),
    }


def remembered(session, at: datetime) -> Joining | None:
    """The application of this session, for half an hour, while anything is known of it."""
    shown = session.get(KEY) or {}
    if shown.get("until", 0) <= at.timestamp():
        return None
    found = Joining.objects.select_related("room__district").filter(forgotten_at=None)
    return found.filter(pk=shown["joining"]).first()


def knows(joining: Joining, secret: str) -> bool:
    """Whether these are the last four digits of the applicant's telephone."""
    given = crypto.blind_index(secret[-4:], f"joining4:{joining.pk}")
    return len(secret) == 4 and hmac.compare_digest(given, joining.last_four)
