from datetime import datetime, timedelta

from django.db import transaction

from zhushi.matters.choices import CommitmentStatus
from zhushi.matters.lifecycle import FINAL
from zhushi.matters.models import Commitment, Matter
from zhushi.vault.actions.forget import forget

KEPT_DAYS = 183
"""Half a year after the matter was closed; what the resident was told (portal/privacy.py)."""


def forget_due(*, at: datetime) -> int:
    """Delete who spoke in matters that were closed half a year ago; what was said stays.

    A promise that is still open keeps the identity, since the resident is told of it. Each
    matter in a transaction of its own; returns how many were forgotten.
    """
    promised = Commitment.objects.filter(
        status__in=(CommitmentStatus.OPEN, CommitmentStatus.ASKED)
    ).values("matter")
    due = Matter.objects.filter(
        status__in=FINAL,
        closed_at__lt=at - timedelta(days=KEPT_DAYS),
        identity__isnull=False,
        identity__forgotten_at=None,
    ).exclude(pk__in=promised)
    forgotten = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            matter = Matter.objects.locked(Matter(pk=pk))
            if matter.identity is None or matter.identity.forgotten_at:
                continue
            forget(matter.identity, by=None, at=at)
            forgotten += 1
    return forgotten
