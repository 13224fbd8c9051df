from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.core import crypto
from zhushi.core.privacy import mask_name, mask_phone, phone_digits
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Consent, Identity

NOTICE_VERSION = "2026-11"


SHORTEST_PHONE = 7
"""Digits; the tail of anything shorter is no second secret."""


@dataclass(frozen=True)
class Who:
    """What a resident chose to tell about themselves; everything may stay empty."""

    name: str = ""
    phone: str = ""
    address: str = ""
    hardship: str = ""
    consents: frozenset[Purpose] = frozenset()


@transaction.atomic
def keep(who: Who, *, district_id: int, room: str, channel: str, at: datetime) -> Identity:
    """Put a resident's identity into the vault, encrypted, with the consents given.

    room: the room's code; the phone's keyed hash holds within this room only.
    """
    identity = Identity(district_id=district_id, created_at=at)
    for field in Identity.sealed_fields:
        if text := getattr(who, field).strip():
            identity.seal(field, text)
    identity.masked_name = mask_name(who.name.strip())
    identity.masked_phone = mask_phone(who.phone.strip())
    if len(digits := phone_digits(who.phone)) >= SHORTEST_PHONE:
        identity.phone_index = crypto.blind_index(digits, f"phone:{room}")
        identity.last_four = crypto.blind_index(digits[-4:], f"last4:{identity.pk}")
    identity.save(force_insert=True)
    allow(identity, who.consents, channel=channel, at=at)
    return identity


def keep_again(identity: Identity, *, room: str, channel: str, at: datetime) -> Identity:
    """A second row for the same person, so that each matter's identity is forgotten on its own.

    Nothing is shown to anybody, so no look is noted.
    """
    told = {field: identity.open(field) for field in Identity.sealed_fields}
    given = identity.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)
    who = Who(**told, consents=frozenset(Purpose(purpose) for purpose in given))
    return keep(who, district_id=identity.district_id, room=room, channel=channel, at=at)


def allow(identity: Identity, purposes: Iterable[Purpose], *, channel: str, at: datetime) -> None:
    """Store consents; what is already allowed stays as it was."""
    Consent.objects.bulk_create(
        [
            Consent(
                identity=identity,
                purpose=purpose,
                notice_version=NOTICE_VERSION,
                channel=channel,
                given_at=at,
            )
            for purpose in sorted(purposes)
        ],
        ignore_conflicts=True,
    )
