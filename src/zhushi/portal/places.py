"""From the street and community somebody lives in to the room that is theirs."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit, Workroom

FEW = 100
LIVED_IN = (UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.VILLAGE)


@dataclass
class Street:
    """A street with its communities and rooms."""

    unit: Unit
    communities: list[Unit] = field(default_factory=list)
    rooms: list[Workroom] = field(default_factory=list)


@dataclass
class Places:
    """The streets of a district and its own rooms; is_many: only one street is filled."""

    streets: list[Street]
    rooms: list[Workroom]
    is_many: bool = False

    def street(self, slug: str) -> Street | None:
        return next((s for s in self.streets if s.unit.slug == slug), None)

    def community(self, slug: str) -> tuple[Street, Unit] | None:
        for street in self.streets:
            for unit in street.communities:
                if unit.slug == slug:
                    return street, unit
        return None

    def all_rooms(self) -> list[Workroom]:
        return self.rooms + [room for street in self.streets for room in street.rooms]

    def room_of(self, street: Street | None, community: Unit | None) -> Workroom | None:
        """The community's own room, else the street's, else the district's, else any."""
        if street:
            own = [r for r in street.rooms if community and r.unit_id == community.pk]
            at_street = [r for r in street.rooms if r.unit_id == street.unit.pk]
            for found in (own, at_street, street.rooms if not community else []):
                if found:
                    return found[0]
        return next(iter(self.all_rooms()), None)


def places_of(district: Unit, *, on: date, street: str = "", community: str = "") -> Places:
    """Streets, communities and open rooms of a district; two statements.

    Of a district with more than ``FEW`` rooms only the communities and rooms of the street named
    by its slug or by that of a community, and the rooms of no street; four statements.
    """
    lived_in = Unit.objects.of_district(district).filter(kind__in=LIVED_IN).valid_on(on)
    rooms = Workroom.objects.of_district(district).open_on(on).select_related("unit")
    shown = list(rooms[: FEW + 1])
    is_many = len(shown) > FEW
    if is_many:
        named = Q(kind=UnitKind.STREET, slug=street) | Q(children__slug=community)
        meant = list(lived_in.filter(named).order_by().values_list("pk", flat=True))
        lived_in = lived_in.filter(Q(kind=UnitKind.STREET) | Q(parent__in=meant))
        near = Q(unit__in=meant) | Q(unit__parent__in=meant) | ~Q(unit__kind__in=LIVED_IN)
        shown = list(rooms.filter(near)) or shown[:1]
    units = list(lived_in)
    streets = {u.pk: Street(u) for u in units if u.kind == UnitKind.STREET}
    street_of = {u.pk: u.pk for u in units if u.kind == UnitKind.STREET}
    for unit in units:
        if unit.kind != UnitKind.STREET and unit.parent_id in streets:
            streets[unit.parent_id].communities.append(unit)
            street_of[unit.pk] = unit.parent_id
    own = []
    for room in shown:
        if room.unit_id in street_of:
            streets[street_of[room.unit_id]].rooms.append(room)
        else:
            own.append(room)
    for street in streets.values():
        street.rooms.sort(key=lambda room: room.unit_id != street.unit.pk)
    return Places(list(streets.values()), own, is_many)
