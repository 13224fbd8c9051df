from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._exemplar import audited, locked
from zhushi.activities.models import Exemplar
from zhushi.core.errors import Refused


@transaction.atomic
def publish_exemplar(exemplar: Exemplar, *, by, at: datetime) -> Exemplar:
    """Put it on the delegate's public page; raises Refused unless the delegate agreed."""
    exemplar = locked(exemplar)
    if not exemplar.agreed_at:
        raise Refused("本人还没有同意公开。")
    if exemplar.published_at is None:
        exemplar.published_at = at
        exemplar.save(update_fields=["published_at"])
        audited("exemplar.publish", exemplar, by, at)
    return exemplar


@transaction.atomic
def withdraw_exemplar(exemplar: Exemplar, *, by, at: datetime) -> Exemplar:
    """Take it off the public page at once; it stays confirmed."""
    exemplar = locked(exemplar)
    if exemplar.published_at:
        exemplar.published_at = None
        exemplar.save(update_fields=["published_at"])
        audited("exemplar.withdraw", exemplar, by, at)
    return exemplar
