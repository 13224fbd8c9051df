"""Questions about units and rooms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from zhushi.rooms.choices import Change, UnitKind
from zhushi.rooms.models import StandardCheck, StandardItem, Succession, Unit, Workroom
from zhushi.rooms.readiness import Readiness, readiness

KIND_ORDER = {kind: number for number, kind in enumerate(UnitKind)}


@dataclass
class Node:
    """A unit and what stands below it, streets by code and departments by name."""

    unit: Unit
    below: list["Node"] = field(default_factory=list)


def handlers_of(district_id: int, *, on: date) -> QuerySet[Unit]:
    """The units of a district a matter can be handed to, streets first, with their duties.

    One statement when read; the catalogue shown where a matter is dispatched.
    """
    rank = Case(
        *(When(kind=kind, then=Value(number)) for kind, number in KIND_ORDER.items()),
        output_field=IntegerField(),
    )
    found = Unit.objects.of_district(district_id).handlers().valid_on(on)
    return found.annotate(rank=rank).order_by("rank", "code", "name", "pk")


def tree_of(units: QuerySet[Unit]) -> list[Node]:
    """The units as a tree; one whose superior is not among them stands on top. One statement."""
    nodes = {unit.pk: Node(unit) for unit in units}
    top: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.unit.parent_id) if node.unit.parent_id else None
        (above.below if above else top).append(node)
    for node in nodes.values():
        node.below.sort(key=_place)
    return sorted(top, key=_place)


def _place(node: Node) -> tuple[int, str, str]:
    unit = node.unit
    return KIND_ORDER[UnitKind(unit.kind)], unit.code or "~", unit.name


@dataclass(frozen=True)
class UnitEvent:
    """One thing that happened to a unit: the day, what changed, and the other units of it."""

    on: date
    text: str
    units: tuple[Unit, ...] = ()


def history_of(unit: Unit) -> list[UnitEvent]:
    """How a unit came about, was called and is followed, oldest first; one statement."""
    rows = (
        Succession.objects.filter(Q(old=unit) | Q(new=unit))
        .select_related("old", "new")
        .order_by("on", "pk")
    )
    events = [UnitEvent(unit.valid_from, "启用")]
    groups: dict[tuple[date, str, bool], list[Succession]] = defaultdict(list)
    for row in rows:
        groups[row.on, row.change, row.old_id == unit.pk].append(row)
    for (on, change, is_old), found in groups.items():
        others = tuple((row.new if is_old else row.old) for row in found)
        if change == Change.RENAME and found[0].old_id == found[0].new_id:
            events += [UnitEvent(on, f"更名，原名“{row.old_name}”") for row in found]
        elif is_old:
            events.append(UnitEvent(on, f"{Change(change).label}，由以下单位承接", others))
        else:
            events.append(UnitEvent(on, f"{Change(change).label}，承接以下单位", others))
    if unit.valid_to:
        events.append(UnitEvent(unit.valid_to, "终止（最后一天）"))
    return sorted(events, key=lambda each: each.on)


def readiness_of(room: Workroom) -> Readiness:
    """How a room stands with its district's standard; two statements."""
    items = list(StandardItem.objects.filter(district=room.district_id))
    return readiness(items, StandardCheck.objects.filter(room=room).select_related("checked_by"))


def standing_by_room(rooms: Sequence[Workroom]) -> tuple[dict[int, int], dict[int, int]]:
    """How many lines each of these rooms meets, and how many each of their districts' standards
    has; two statements."""
    districts = {room.district_id for room in rooms}
    lines = StandardItem.objects.filter(district__in=districts).order_by()
    met = StandardCheck.objects.filter(room__in=[room.pk for room in rooms], is_met=True).order_by()
    return (
        dict(met.values_list("room_id").annotate(n=Count("pk"))),
        dict(lines.values_list("district_id").annotate(n=Count("pk"))),
    )
