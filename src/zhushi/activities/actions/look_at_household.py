from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._household import audited, locked
from zhushi.activities.actions.enter_household import Told
from zhushi.activities.models import Household
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry
from zhushi.core.moments import day_of, start_of

A_DAY = 50
"""Looks of one login; whoever copies the register stops here."""


@transaction.atomic
def look_at_household(household: Household, *, by, at: datetime) -> Told:
    """Open a household once and leave a line of who looked; rights are asked before this call.

    Raises Refused where it was forgotten, or for a login that has looked fifty times that day.
    """
    household = locked(household)
    if household.forgotten_at:
        raise Refused("这一户的资料已经删除。")
    check_looks(household, by=by, at=at)
    told = Told(**{field: household.open(field) for field in Household.sealed_fields})
    audited("household.look", household, by=by, at=at)
    return told


def check_looks(household: Household, *, by, at: datetime) -> None:
    """Whatever is opened of a household counts alike; raises Refused at fifty a day."""
    looks = AuditEntry.objects.filter(
        district_id=household.district_id, event="household.look", actor_id=by.pk
    )
    if looks.filter(at__gte=start_of(day_of(at))).count() >= A_DAY:
        raise Refused(f"今天您已经看了 {A_DAY} 次，不能再看。")
