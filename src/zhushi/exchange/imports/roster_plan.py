"""What a roster would change: who is new, who changed, who is the same. Reads, never writes."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhushi.exchange.rows import Outcome, Record
from zhushi.people.actions.place_person import rounded
from zhushi.people.actions.register_person import phone_index_of
from zhushi.people.choices import MandateLevel, Sex
from zhushi.people.models import Mandate, Person
from zhushi.people.models.place import Point
from zhushi.rooms.models import Unit

LEVEL = {"省": MandateLevel.PROVINCE, "市": MandateLevel.CITY, "区": MandateLevel.DISTRICT}
SEX = {"男": Sex.MALE, "女": Sex.FEMALE}
NOT_KEPT = "“详细住址”和“备注”不入库：驻室工作用不到，不收集。"


@dataclass
class Seat:
    """A seat to be entered, or the one whose electing unit is to be corrected."""

    level: MandateLevel
    electing_unit: str
    mandate: Mandate | None = None


@dataclass
class Entry:
    """One line of the roster and what would be written for it; ``phone`` None leaves it."""

    line: int
    name: str
    fields: dict[str, Any] = field(default_factory=dict)
    phone: str | None = None
    seats: list[Seat] = field(default_factory=list)
    points: dict[str, Point] = field(default_factory=dict)
    person: Person | None = None

    @property
    def known(self) -> Person:
        if self.person is None:
            raise ValueError("a new person is not known yet")
        return self.person

    @property
    def is_same(self) -> bool:
        return not (self.fields or self.seats or self.points or self.phone is not None)


@dataclass
class RosterPlan:
    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def counts(self) -> dict[str, int]:
        return {"new": len(self.new), "changed": len(self.changed), "same": len(self.same)}


def plan_roster(district: Unit, outcome: Outcome, *, on: date) -> RosterPlan:
    """Compare the good lines with who is registered in the district.

    A person is found again by name and telephone, else by name, month of birth and electing
    unit. A blank cell says nothing, so it removes nothing. Five queries, however long the list.
    """
    known = _Known(district, on)
    plan = RosterPlan()
    for line, record in outcome.good:
        person = known.find(record)
        entry = _entry(line, record, person, known)
        if person is None:
            plan.new.append(entry)
            if known.owner_of(record):
                plan.notes.append(f"第{line}行的手机号码已登记在另一位名下，请核对是否同一人。")
        else:
            (plan.same if entry.is_same else plan.changed).append(entry)
    if any(record.get("address") or record.get("note") for _, record in outcome.good):
        plan.notes.append(NOT_KEPT)
    return plan


class _Known:
    """The district's people, seats and places, read once."""

    def __init__(self, district: Unit, on: date) -> None:
        self.district = district
        people = Person.objects.filter(district=district).select_related("place").order_by("pk")
        self.by_phone: dict[tuple[str, str], Person] = {}
        self.by_birth: dict[tuple[str, str, str], Person] = {}
        self.owners: dict[str, Person] = {}
        self.seats: dict[Any, dict[str, Mandate]] = {}
        held = Mandate.objects.filter(person__district=district, starts_on__lte=on)
        for mandate in held.exclude(ends_on__lt=on).order_by("starts_on", "pk"):
            self.seats.setdefault(mandate.person_id, {})[mandate.level] = mandate
        for person in people:
            if person.phone_index:
                self.by_phone.setdefault((person.name, person.phone_index), person)
                self.owners.setdefault(person.phone_index, person)
            if person.born:
                for unit in {m.electing_unit for m in self.seats.get(person.pk, {}).values()}:
                    self.by_birth.setdefault((person.name, person.born, unit), person)
        self.streets: dict[str, Unit] = {}
        self.communities: dict[tuple[int, str], Unit] = {}
        units = Unit.objects.of_district(district).valid_on(on)
        for unit in units.streets():
            self.streets[unit.name] = unit
        for unit in units.communities():
            self.communities[unit.parent_id, _stem(unit.name)] = unit

    def index_of(self, record: Record) -> str:
        return phone_index_of(record["phone"] or "", self.district)

    def owner_of(self, record: Record) -> Person | None:
        return self.owners.get(self.index_of(record)) if record["phone"] else None

    def find(self, record: Record) -> Person | None:
        name = record["name"]
        if record["phone"] and (found := self.by_phone.get((name, self.index_of(record)))):
            return found
        if not record["born"]:
            return None
        born = f"{record['born']:%Y-%m}"
        return self.by_birth.get((name, born, record["electing_unit"] or ""))

    def home_of(self, record: Record) -> Unit | None:
        street = self.streets.get(record["street"] or "")
        if street is None or not record["community"]:
            return street
        return self.communities.get((street.pk, _stem(record["community"])), street)


def _entry(line: int, record: Record, person: Person | None, known: _Known) -> Entry:
    fields = {key: value for key, value in _fields(record).items() if value is not None}
    if home := known.home_of(record):
        fields["residence_unit"] = home
    phone = record["phone"]
    if person is not None:
        fields = {key: value for key, value in fields.items() if getattr(person, key) != value}
        if phone and person.phone_index == known.index_of(record):
            phone = None
    entry = Entry(line, record["name"], fields, phone, points=_points(record), person=person)
    if place := getattr(person, "place", None):
        entry.points = {k: at for k, at in entry.points.items() if getattr(place, k) != at}
    held = known.seats.get(person.pk, {}) if person else {}
    for level in map(LEVEL.__getitem__, record["levels"]):
        unit, mandate = record["electing_unit"], held.get(level)
        if mandate is None:
            entry.seats.append(Seat(level, unit or ""))
        elif unit and unit != mandate.electing_unit:
            entry.seats.append(Seat(level, unit, mandate))
    return entry


def _fields(record: Record) -> dict[str, Any]:
    """The person's columns; None where the roster says nothing."""
    two_columns = record["employer"] is not None
    residence = "".join(filter(None, (record["street"], record["community"])))
    return {
        "sex": SEX.get(record["sex"]) if record["sex"] else None,
        "ethnicity": record["ethnicity"],
        "born": f"{record['born']:%Y-%m}" if record["born"] else None,
        "education": record["education"],
        "joined": f"{record['joined']:%Y-%m}" if record["joined"] else None,
        "employer": record["employer"] if two_columns else record["employer_post"],
        "post_title": record["post"] if two_columns else None,
        "occupation_field": record["field"],
        "expertise": "、".join(record["expertise"]) if record["expertise"] else None,
        "is_frontline": record["is_frontline"],
        "residence": residence or None,
    }


def _points(record: Record) -> dict[str, Point]:
    """Where the roster puts home and work, as it would be kept."""
    said = {
        "home": (record["longitude"], record["latitude"]),
        "work": (record["work_longitude"], record["work_latitude"]),
    }
    return {spot: rounded(at) for spot, at in said.items() if None not in at}


def _stem(community: str) -> str:
    """A community's name without the committee that runs it."""
    return re.sub(r"(居民委员会|村民委员会|居委会|村委会)$", "", community)
