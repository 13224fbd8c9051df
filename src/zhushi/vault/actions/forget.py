from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.vault.models import Consent, Identity


@transaction.atomic
def forget(identity: Identity, *, by, at: datetime) -> Identity:
    """Delete who somebody is; what they said stays, the looks stay readable for them."""
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    for field in Identity.sealed_fields:
        setattr(identity, field, None)
    identity.masked_name = identity.masked_phone = identity.phone_index = ""
    identity.forgotten_at = at
    identity.save()
    Consent.objects.filter(identity=identity, withdrawn_at=None).update(withdrawn_at=at)
    audit.record(
        "identity.forget",
        target=f"identity:{identity.pk}",
        district_id=identity.district_id,
        by=by,
        at=at,
    )
    return identity
