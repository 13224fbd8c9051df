from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.rooms.choices import Change
from zhushi.rooms.models import Succession, Unit


@transaction.atomic
def succeed(old: Unit, new: Sequence[Unit], *, change: Change, on: date, by, at: datetime) -> Unit:
    """End a unit on the eve of ``on`` and note which units follow it.

    Matters, rooms and people keep pointing at the old unit, so history survives a split or a
    merger. Raises Refused if the unit has ended already or nothing follows it.
    """
    if not new:
        raise Refused("请写明由哪个单位承接。")
    old = Unit.objects.select_for_update().get(pk=old.pk)
    if old.valid_to:
        raise Refused(f"{old.name}已在{old.valid_to:%Y-%m-%d}终止。")
    if on <= old.valid_from:
        raise Refused("变更日期须晚于该单位的启用日期。")
    old.valid_to = on - timedelta(days=1)
    old.save(update_fields=["valid_to"])
    for unit in new:
        Succession.objects.create(old=old, new=unit, change=change, on=on, old_name=old.name)
    audit.record(
        "unit.succeed", target=old.slug, district_id=old.district_id, by=by, at=at, change=change
    )
    return old


@transaction.atomic
def rename(unit: Unit, *, name: str, on: date, by, at: datetime) -> Unit:
    """Give a unit a new name from a day on; the old name stays readable in its history.

    A second new name on one day replaces the first: nobody ever bore it.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.name == name:
        return unit
    Succession.objects.get_or_create(
        old=unit, new=unit, on=on, defaults={"change": Change.RENAME, "old_name": unit.name}
    )
    unit.name = name
    unit.save(update_fields=["name"])
    audit.record("unit.rename", target=unit.slug, district_id=unit.district_id, by=by, at=at)
    return unit
