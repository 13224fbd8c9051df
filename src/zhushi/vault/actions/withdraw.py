from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.vault.choices import Purpose
from zhushi.vault.models import Consent, Identity


@transaction.atomic
def withdraw(identity: Identity, purpose: Purpose, *, by, at: datetime) -> int:
    """Take a consent back at once; returns how many rows ended."""
    ended = Consent.objects.filter(identity=identity, purpose=purpose, withdrawn_at=None).update(
        withdrawn_at=at
    )
    audit.record(
        "consent.withdraw",
        target=f"identity:{identity.pk}",
        district_id=identity.district_id,
        by=by,
        at=at,
        purpose=str(purpose),
    )
    return ended
