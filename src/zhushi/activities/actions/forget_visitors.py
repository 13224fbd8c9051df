from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from zhushi.activities.models import Turn
from zhushi.core.moments import day_of
from zhushi.vault.actions.forget import forget

KEPT_DAYS = 30
"""After the reception day; what the booking page promises (portal/privacy.py)."""


@transaction.atomic
def forget_visitors(*, still_needed: QuerySet, at: datetime) -> int:
    """Delete who came or booked once the day lies thirty days back; the line itself stays.

    still_needed: keys of identities that a matter goes on with; those end by the matter's own
    rule. Returns how many visitors were forgotten.
    """
    last = day_of(at) - timedelta(days=KEPT_DAYS)
    known = Q(identity__isnull=False, identity__forgotten_at=None) | ~Q(called_name="")
    turns = Turn.objects.filter(known, day__on__lt=last).select_related("identity")
    needed = set(still_needed.filter(identity__in=turns.values("identity")))
    forgotten = 0
    for turn in turns.select_for_update(of=("self",)):
        identity = turn.identity
        if identity and not identity.forgotten_at and identity.pk not in needed:
            forget(identity, by=None, at=at)
        elif not turn.called_name:
            continue
        turn.called_name = ""
        turn.save(update_fields=["called_name"])
        forgotten += 1
    return forgotten
