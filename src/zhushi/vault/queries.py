"""Questions to the vault that open nothing."""

import hmac

from zhushi.core import crypto
from zhushi.core.privacy import phone_digits
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Consent, Identity


def allows(identity: Identity | None, purpose: Purpose, *, unit_id: int | None = None) -> bool:
    """Whether the resident allows this now, for this unit or for whichever unit is charged."""
    if identity is None or identity.forgotten_at:
        return False
    current = Consent.objects.filter(identity=identity, purpose=purpose, withdrawn_at=None)
    return any(given in (None, unit_id) for given in current.values_list("unit_id", flat=True))


def knows_last_four(identity: Identity, digits: str) -> bool:
    """Whether these are the last four digits of the phone that was given; constant time."""
    guess = crypto.blind_index(phone_digits(digits), f"last4:{identity.pk}")
    return bool(identity.last_four) and hmac.compare_digest(identity.last_four, guess)
