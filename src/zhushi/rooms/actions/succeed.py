from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.rooms.choices import GRASSROOTS, Change
from zhushi.rooms.models import Succession, Unit


@transaction.atomic
def succeed(old: Unit, new: Sequence[Unit], *, change: Change, on: date, by, at: datetime) -> Unit:
    """End a unit on the eve of ``on`` and note which units follow it.

    Matters, rooms and people keep pointing at the old unit, so history survives a split or a
    merger. Raises Refused if the unit has ended already, nothing follows it, or what follows is
    the unit itself, of another district, of another kind, or not valid on the day.
    """
    if not new:
        raise Refused("请写明由哪个单位承接。")
    if change == Change.RENAME:
        raise Refused("更名不终止单位，请用“更名”。")
    old = Unit.objects.select_for_update().get(pk=old.pk)
    if old.valid_to:
        raise Refused(f"{old.name}已在{old.valid_to:%Y-%m-%d}终止。")
    if on <= old.valid_from:
        raise Refused("变更日期须晚于该单位的启用日期。")
    for unit in new:
        _refuse_unfit(old, unit, on)
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

    A second new name on one day replaces the first: nobody ever bore it. Raises Refused without
    a name, for a day still to come or before the unit began, and for a unit that has ended.
    """
    name = name.strip()
    if not name:
        raise Refused("请填新名称。")
    if on > day_of(at):
        raise Refused("更名日期还没到，请到当天再改。")
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.name == name:
        return unit
    if not unit.is_valid_on(on):
        raise Refused(f"{unit.name}在{on:%Y-%m-%d}不是有效单位，不能更名。")
    Succession.objects.get_or_create(
        old=unit, new=unit, on=on, defaults={"change": Change.RENAME, "old_name": unit.name}
    )
    unit.name = name
    unit.save(update_fields=["name"])
    audit.record("unit.rename", target=unit.slug, district_id=unit.district_id, by=by, at=at)
    return unit


def _refuse_unfit(old: Unit, new: Unit, on: date) -> None:
    if new.pk == old.pk:
        raise Refused("承接的单位不能是它自己。")
    if new.district_id != old.district_id:
        raise Refused(f"{new.name}不是本区的单位，不能承接。")
    if new.kind != old.kind and not {new.kind, old.kind} <= GRASSROOTS:
        raise Refused(f"{new.name}是{new.get_kind_display()}，不能承接{old.get_kind_display()}。")
    if not new.is_valid_on(on):
        raise Refused(f"{new.name}在{on:%Y-%m-%d}不是有效单位，请先录入新单位，再来承接。")
