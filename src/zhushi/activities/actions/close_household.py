"""A household is looked after no longer; who it was is forgotten half a year later, or at once."""

from datetime import datetime, timedelta

from django.db import transaction

from zhushi.activities.actions._household import audited, check_standing, locked
from zhushi.activities.models import Household, Stop
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of

KEPT_DAYS = 183
"""After it was closed: as long as identities outlive their matter."""


@transaction.atomic
def close_household(household: Household, *, reason: str, by, at: datetime) -> Household:
    """End looking after it, with the reason; raises Refused without one or once closed."""
    reason = reason.strip()
    if not reason:
        raise Refused("请写为什么结束，几个字也行。")
    household = locked(household)
    check_standing(household)
    household.closed_on, household.close_reason = day_of(at), reason
    household.save(update_fields=["closed_on", "close_reason"])
    audited("household.close", household, by=by, at=at)
    return household


@transaction.atomic
def forget_household(household: Household, *, by, at: datetime) -> Household:
    """Delete who a closed household is; number, kind and what was given stay in the register.

    Raises Refused before it is closed; forgotten already, nothing happens.
    """
    household = locked(household)
    if household.forgotten_at:
        return household
    if not household.closed_on:
        raise Refused("先结束帮扶，再删资料。")
    for field in Household.sealed_fields:
        setattr(household, field, None)
    household.keeper, household.community, household.forgotten_at = None, None, at
    household.close_reason = "已结束"  # the words may say of whom it tells
    household.save()
    household.stops.update(said=None)
    audited("household.forget", household, by=by, at=at)
    return household


def forget_households(*, at: datetime) -> int:
    """Forget those that were closed half a year ago; returns how many.

    Words at a door that came in beside an earlier forgetting go too.
    """
    last = day_of(at) - timedelta(days=KEPT_DAYS)
    due = list(Household.objects.filter(closed_on__lt=last, forgotten_at=None))
    for household in due:
        forget_household(household, by=None, at=at)
    left = Stop.objects.filter(household__forgotten_at__isnull=False, said__isnull=False)
    left.update(said=None)
    return len(due)
