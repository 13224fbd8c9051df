from datetime import datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.grouping.choices import RosterStatus
from zhushi.grouping.models import Roster


@transaction.atomic
def drop_roster(roster: Roster, *, by, at: datetime) -> Roster:
    """Give a proposed roster up; it stays to be read. Raises Refused if it has ended already."""
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    if not roster.is_open:
        raise Refused("这个排班已经采用或放弃。")
    roster.status, roster.ended_at, roster.ended_by = RosterStatus.DROPPED, at, by
    roster.save(update_fields=["status", "ended_at", "ended_by"])
    audit.record(
        "roster.drop", target=f"roster:{roster.pk}", district_id=roster.district_id, by=by, at=at
    )
    return roster
