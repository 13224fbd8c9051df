"""The ground: divisions, departments, rooms, standard, topics and limits."""

from datetime import datetime

from zhushi.matters.actions.set_reference import enter_topic, set_limits
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.rooms.actions.check_standard import check_standard
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.open_room import open_room
from zhushi.rooms.choices import Facility, UnitKind
from zhushi.rooms.models import StandardItem, Unit

SLUG = "demo"
HANDLING_STREETS = 4
"""Streets that answer in the system themselves; with the departments, twelve handling units."""
OPENING = "周一至周五 9:00–17:30"


def lay(cast: Cast, *, at: datetime) -> None:
    """Enter all units, rooms, topics and limits."""
    _units(cast, at)
    _rooms(cast, at)
    for position, topic in enumerate(page("words")["topic"], start=1):
        top = enter_topic(cast.district, name=topic["name"], position=position, by=None, at=at)
        cast.topics[topic["name"], ""] = top
        for number, child in enumerate(topic["child"], start=1):
            cast.topics[topic["name"], child["name"]] = enter_topic(
                cast.district, name=child["name"], parent=top, position=number, by=None, at=at
            )
    set_limits(
        cast.district,
        name=f"办理时限方案（{cast.since.year}年版）",
        starts_on=cast.since,
        by=None,
        at=at,
    )


def _units(cast: Cast, at: datetime) -> None:
    told = page("places")
    district = dict(told["district"])

    def enter(name: str, kind: UnitKind, slug: str, parent: Unit | None, **details) -> Unit:
        unit = enter_unit(
            name,
            kind=kind,
            slug=slug,
            parent=parent,
            valid_from=cast.founded,
            by=None,
            at=at,
            **details,
        )
        cast.units[name] = cast.units[slug] = unit
        return unit

    root = enter(district.pop("name"), UnitKind.DISTRICT, district.pop("slug"), None, **district)
    cast.district = root
    enter("区委党代表联络办公室", UnitKind.OFFICE, "office", root, short_name="区党联办")
    for number, street in enumerate(told["street"], start=1):
        unit = enter(
            street["name"],
            UnitKind.STREET,
            f"street-{number}",
            root,
            code=street["code"],
            is_handler=number <= HANDLING_STREETS,
            phone=f"029-10002{number:03d}",
            duties="辖区社区治理、便民服务、环境秩序",
        )
        for line in street["communities"]:
            code, name = line.split(" ")
            enter(
                name,
                UnitKind.COMMUNITY,
                f"community-{number}-{code}",
                unit,
                code=street["code"] + code,
            )
    for number, department in enumerate(told["department"], start=1):
        details = {key: department[key] for key in ("short_name", "duties") if key in department}
        enter(
            department["name"],
            UnitKind.DEPARTMENT,
            department["slug"],
            root,
            is_handler=True,
            phone=f"029-10003{number:03d}",
            **details,
        )


def _rooms(cast: Cast, at: datetime) -> None:
    everywhere = [u for u in cast.units.values() if u.kind == UnitKind.COMMUNITY]
    everywhere = sorted(set(everywhere), key=lambda unit: unit.code)
    for number, told in enumerate(page("places")["room"], start=1):
        host = cast.district if told["at"] == "district" else cast.units[told["at"]]
        street = {UnitKind.STREET: host, UnitKind.COMMUNITY: host.parent}.get(UnitKind(host.kind))
        around = [unit for unit in everywhere if unit.parent_id == (street.pk if street else None)]
        chosen = cast.rng.sample(list(Facility), k=cast.rng.randint(3, 5))
        room = open_room(
            host,
            code=told["code"],
            name=f"{host.label}党代表工作室",
            place=told["place"],
            directions=told["directions"],
            phone=f"029-1000{2100 + number * 37}",
            opening=OPENING,
            facilities=[item for item in Facility.values if item in chosen],
            opened_on=cast.founded,
            longitude=told["longitude"],
            latitude=told["latitude"],
            by=None,
            at=at,
        )
        local = [host] if host.kind == UnitKind.COMMUNITY else around or everywhere
        cast.rooms.append(RoomCast(room, local, told["rule"], street))


def check(cast: Cast, *, at: datetime) -> None:
    """Enter the lines of the standard and look at each of them in each room."""
    told = page("places")["standard"]
    items = [
        StandardItem.objects.create(
            district=cast.district, position=position, label=label, evidence=evidence
        )
        for position, (label, evidence) in enumerate(told["items"], start=1)
    ]
    for here in cast.rooms:
        lacking = cast.rng.choice(items) if cast.rng.random() < 0.3 else None
        for item in items:
            check_standard(
                here.room,
                item,
                is_met=item is not lacking,
                note=cast.rng.choice(told["missing"]) if item is lacking else "",
                by=here.liaison,
                at=at,
            )
