"""The district committee's priorities, around which themes are chosen."""

from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.research.models import PriorityArea
from zhushi.rooms.models import Unit


@transaction.atomic
def add_priority(district: Unit, *, name: str, since: date, by, at: datetime) -> PriorityArea:
    """Add a priority in force from a day; raises Refused without a name or for one in force."""
    name = name.strip()
    if not name:
        raise Refused("请写重点工作的名称。")
    Unit.objects.select_for_update().get(pk=district.pk)
    found = PriorityArea.objects.filter(district=district)
    if found.in_force(since).filter(name=name).exists():
        raise Refused(f"“{name}”已经在列。")
    area = PriorityArea.objects.create(
        district=district, name=name, position=found.count() + 1, since=since
    )
    _note("priority.add", area, by=by, at=at)
    return area


@transaction.atomic
def end_priority(area: PriorityArea, *, on: date, by, at: datetime) -> None:
    """Let a priority end before the day ``on``; its themes keep it."""
    area = PriorityArea.objects.select_for_update().get(pk=area.pk)
    if area.until:
        raise Refused(f"“{area.name}”已经不在列了。")
    area.until = max(area.since, on - timedelta(days=1))
    area.save(update_fields=["until"])
    _note("priority.end", area, by=by, at=at)


def _note(event: str, area: PriorityArea, *, by, at: datetime) -> None:
    audit.record(event, target=area.name, district_id=area.district_id, by=by, at=at)
