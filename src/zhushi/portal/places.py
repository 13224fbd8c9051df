"""From the street and community somebody lives in to the room that is theirs."""

from dataclasses import dataclass, field
from datetime import date

from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit, Workroom

LIVED_IN = (UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.VILLAGE)


@dataclass
class Street:
    """A street with its communities and rooms."""

    unit: Unit
    communities: list[Unit] = field(default_factory=list)
    rooms: list[Workroom] = field(default_factory=list)


@dataclass
class Places:
    """The streets of a district and its own rooms."""

    streets: list[Street]
    rooms: list[Workroom]

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


def places_of(district: Unit, *, on: date) -> Places:
    """Streets, communities and open rooms of a district; two statements."""
    units = list(Unit.objects.of_district(district).filter(kind__in=LIVED_IN).valid_on(on))
    streets = {u.pk: Street(u) for u in units if u.kind == UnitKind.STREET}
    street_of = {u.pk: u.pk for u in units if u.kind == UnitKind.STREET}
    for unit in units:
        if unit.kind != UnitKind.STREET and unit.parent_id in streets:
            streets[unit.parent_id].communities.append(unit)
            street_of[unit.pk] = unit.parent_id
    own = []
    for room in Workroom.objects.of_district(district).open_on(on).select_related("unit"):
        if room.unit_id in street_of:
            streets[street_of[room.unit_id]].rooms.append(room)
        else:
            own.append(room)
    for street in streets.values():
        street.rooms.sort(key=lambda room: room.unit_id != street.unit.pk)
    return Places(list(streets.values()), own)
