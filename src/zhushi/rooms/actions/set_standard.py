"""The lines of a district's standard for a room: what a room must have, and how one sees it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.models import StandardItem, Unit


@transaction.atomic
def add_item(district: Unit, *, label: str, evidence: str = "", by, at: datetime) -> StandardItem:
    """Add a line at the end of a district's standard.

    Raises Refused without words or if the line stands already.
    """
    Unit.objects.select_for_update(of=("self",)).get(pk=district.pk)
    standing = StandardItem.objects.filter(district=district)
    label = _words(label, standing)
    last = standing.aggregate(last=Max("position"))["last"] or 0
    item = StandardItem.objects.create(
        district=district, position=last + 1, label=label, evidence=evidence.strip()
    )
    _audit("standard.add", item, by, at)
    return item


@transaction.atomic
def edit_item(
    item: StandardItem, *, label: str, evidence: str, position: int, by, at: datetime
) -> StandardItem:
    """Put a line into other words or another place; what rooms were found to have stays.

    Raises Refused without words or if another line says the same.
    """
    item = StandardItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    others = StandardItem.objects.filter(district=item.district_id).exclude(pk=item.pk)
    item.label, item.evidence, item.position = _words(label, others), evidence.strip(), position
    item.save()
    _audit("standard.edit", item, by, at)
    return item


@transaction.atomic
def drop_item(item: StandardItem, *, by, at: datetime) -> None:
    """Take a line out of the standard together with what was noted on it in the rooms."""
    item.checks.all().delete()
    _audit("standard.drop", item, by, at)
    item.delete()


def _words(label: str, others) -> str:
    label = label.strip()
    if not label:
        raise Refused("请写标准的内容，例如“有固定场所”。")
    if others.filter(label=label).exists():
        raise Refused(f"标准里已经有“{label}”。")
    return label


def _audit(event: str, item: StandardItem, by, at: datetime) -> None:
    audit.record(event, target=item.label, district_id=item.district_id, by=by, at=at)
