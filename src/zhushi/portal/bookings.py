"""The booking a visitor made or found in this session."""

import hmac
from datetime import datetime, timedelta

from zhushi.activities.models import Turn
from zhushi.core import receipts
from zhushi.vault.queries import knows_last_four

KEY, MINUTES = "booking", 30


def remember(session, turn: Turn, at: datetime) -> None:
    session[KEY] = {
        "turn": turn.pk,
        "until": (at + timedelta(minutes=MINUTES)).timestamp(),
    }


def remembered(session, at: datetime) -> Turn | None:
    """The turn of this session, for half an hour."""
    shown = session.get(KEY) or {}
    if shown.get("until", 0) <= at.timestamp():
        return None
    related = ("day__room__district", "slot", "identity")
    return Turn.objects.select_related(*related).filter(pk=shown["turn"]).first()


def pin_shown(turn: Turn) -> str:
    """The PIN where no telephone can stand for it."""
    has_phone = turn.identity is not None and bool(turn.identity.last_four)
    return "" if has_phone else receipts.pin_of(turn.receipt_seed)


def knows(turn: Turn, secret: str) -> bool:
    """Whether this is the booking's second secret."""
    pin = receipts.pin_of(turn.receipt_seed)
    by_pin = hmac.compare_digest(pin.encode(), secret.encode())
    return by_pin or (turn.identity is not None and knows_last_four(turn.identity, secret))
