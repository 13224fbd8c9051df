from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.rooms.actions._handler import refuse_grassroots_handler
from zhushi.rooms.choices import GRASSROOTS, UnitKind
from zhushi.rooms.models import Unit

EDITABLE = frozenset({"short_name", "duties", "phone", "is_handler", "parent"})


@transaction.atomic
def edit_unit(unit: Unit, *, by, at: datetime, **changes) -> Unit:
    """Change what a unit does and how it is reached; its name changes by ``rename`` alone.

    A community or village may come under another street (``parent``). Nothing changed leaves
    no line. Raises Refused for a unit that has ended, for a community that would handle
    matters, and for a superior that is no valid street or district of the same district.
    """
    unknown = set(changes) - EDITABLE
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    on = day_of(at)
    if unit.valid_to and unit.valid_to < on:
        raise Refused(f"{unit.name}已在{unit.valid_to:%Y-%m-%d}终止，资料不再改动。")
    refuse_grassroots_handler(unit.kind, is_handler=changes.get("is_handler", False))
    if "parent" in changes and changes["parent"] != unit.parent:
        _refuse_parent(unit, changes["parent"], on)
    changed = sorted(name for name, value in changes.items() if getattr(unit, name) != value)
    for name in changed:
        setattr(unit, name, changes[name])
    if changed:
        unit.save(update_fields=changed)
        audit.record(
            "unit.edit",
            target=unit.slug,
            district_id=unit.district_id,
            by=by,
            at=at,
            changed=changed,
        )
    return unit


def _refuse_parent(unit: Unit, parent: Unit | None, on: date) -> None:
    if unit.kind not in GRASSROOTS:
        raise Refused("只有社区、村可以改到别的街道。")
    fits = parent is not None and parent.kind in (UnitKind.STREET, UnitKind.DISTRICT)
    if parent is None or not fits or parent.district_id != unit.district_id:
        raise Refused("上级须是本区的街道或区。")
    if not parent.is_valid_on(on):
        raise Refused(f"{parent.name}现在不是有效单位，不能作上级。")
