"""One small world with names everybody learns.

A district 雁, two streets 东 and 西, three rooms: 东 (street tier), 东社 (community tier, under
东) and 西. In room 东: 甲 leads, 乙 is the liaison, 丙 a delegate, 丁 a volunteer. 戊 is the
stranger: liaison of room 西. 己 works in the district's liaison office, 庚 handles for the
housing department, 辛 for the education department, 壬 receives sealed matters, 领 approves what
delegates hand in. 癸 is the liaison office of another district.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from zhushi.activities.actions.announce import announce
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.actions.plan_days import plan_days
from zhushi.activities.actions.set_rule import set_rule
from zhushi.activities.choices import RuleKind
from zhushi.core.holidays import shipped_calendar
from zhushi.matters.actions.receive import Received, receive
from zhushi.matters.actions.set_reference import enter_topic, set_limits
from zhushi.matters.choices import Channel, OpinionType
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import User
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.open_room import open_room
from zhushi.rooms.choices import UnitKind
from zhushi.vault.actions.keep import Who

DAY = timedelta(days=1)
NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
"""Monday 7 September 2026, noon in Xi'an; a working week without holidays begins."""
TODAY = date(2026, 9, 7)
SINCE = date(2026, 1, 1)
PASSWORD = "yan-ta-workroom-2026"
_keys = count(1)


@dataclass
class World:
    """Units, rooms, people and logins by name; see the module's first lines."""

    units: dict = field(default_factory=dict)
    rooms: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)

    def __getattr__(self, name: str):
        for shelf in ("users", "rooms", "units"):
            if name in self.__dict__.get(shelf, {}):
                return self.__dict__[shelf][name]
        raise AttributeError(name)

    def matter(
        self, room: str = "东", *, at: datetime = NOON, by: str = "乙", **fields
    ) -> Received:
        """A matter received in a room; a fresh form key each time."""
        fields.setdefault("content", "五号院楼道的灯坏了半年，晚上看不见，老人上下楼不安全。")
        fields.setdefault("channel", Channel.RECEPTION)
        fields.setdefault("opinion_type", OpinionType.HELP)
        fields.setdefault("key", f"key-{next(_keys)}")
        return receive(self.rooms[room], by=self.users[by] if by else None, at=at, **fields)

    def known_resident(self, **fields) -> Who:
        """A resident who gave name, phone and address."""
        told = {"name": "钱小满", "phone": "13800004417", "address": "东街五号院 2 单元 301"}
        return Who(**{**told, **fields})


def build() -> World:
    """Build the world through the actions; about forty rows."""
    world = World()
    _district(world, by=None)
    _people(world, by=None)
    return world


def _district(world: World, by) -> None:
    yan = enter_unit(
        "雁区", kind=UnitKind.DISTRICT, slug="yan", code="990113", valid_from=SINCE, by=by, at=NOON
    )
    world.units["雁"] = yan

    def unit(key: str, name: str, kind: UnitKind, slug: str, parent=yan, **details):
        world.units[key] = enter_unit(
            name, kind=kind, slug=slug, parent=parent, valid_from=SINCE, by=by, at=NOON, **details
        )
        return world.units[key]

    unit("党联办", "雁区党联办", UnitKind.OFFICE, "office")
    east = unit("东街", "东街街道", UnitKind.STREET, "east", code="990113001", is_handler=True)
    west = unit("西街", "西街街道", UnitKind.STREET, "west", code="990113002", is_handler=True)
    community = unit(
        "东社区", "东社区", UnitKind.COMMUNITY, "east-1", parent=east, code="990113001001"
    )
    unit("住建", "区住建局", UnitKind.DEPARTMENT, "housing", is_handler=True)
    unit("教育", "区教育局", UnitKind.DEPARTMENT, "education", is_handler=True)
    world.units["外"] = enter_unit(
        "外区", kind=UnitKind.DISTRICT, slug="wai", code="990114", valid_from=SINCE, by=by, at=NOON
    )
    places = {"东": (east, "DJ"), "东社": (community, "DJS"), "西": (west, "XJ")}
    for key, (host, code) in places.items():
        world.rooms[key] = open_room(
            host,
            code=code,
            name=f"{host.name}党代表工作室",
            place=f"{host.name}一号院一层",
            phone="029-10000001",
            opening="周一至周五 9:00–17:30",
            opened_on=SINCE,
            by=by,
            at=NOON,
        )
    for position, name in enumerate(("教育", "医疗", "就业", "养老", "住房")):
        world.topics[name] = enter_topic(yan, name=name, position=position, by=by, at=NOON)
    set_limits(yan, name="办理时限方案（2026年版）", starts_on=SINCE, by=by, at=NOON)


POSTS = {
    "甲": (Role.HEAD, "东"),
    "乙": (Role.LIAISON, "东"),
    "丙": (Role.DELEGATE, "东"),
    "丁": (Role.VOLUNTEER, "东"),
    "戊": (Role.LIAISON, "西"),
    "己": (Role.OFFICE, "党联办"),
    "庚": (Role.HANDLER, "住建"),
    "辛": (Role.HANDLER, "教育"),
    "壬": (Role.CONFIDANT, "党联办"),
    "领": (Role.LEADER, "党联办"),
    "癸": (Role.OFFICE, "外"),
    "系统": (Role.SYSTEM_ADMIN, "雁"),
    "安全": (Role.SECURITY_ADMIN, "雁"),
    "审计": (Role.AUDITOR, "雁"),
}


def _people(world: World, by) -> None:
    for name, (role, place) in POSTS.items():
        where = world.rooms.get(place) or world.units[place]
        district = world.units["外" if place == "外" else "雁"]
        person = register_person(district, name=name, phone="13900000001", by=by, at=NOON)
        post(person, role=role, place=where, starts_on=SINCE, by=by, at=NOON)
        world.people[name] = person
        user = User(username=f"u{len(world.users)}", person=person)
        user.set_password(PASSWORD)
        user.save()
        world.users[name] = user


def announced_day(world: World, room: str = "东", *, on: date = date(2026, 9, 16)):
    """A published reception day of a room with 丙 on duty and half-hour slots of one place."""
    by = world.users["乙"]
    set_rule(
        world.rooms[room],
        kind=RuleKind.NTH_WEEKDAY,
        nth=3,
        weekday=2,
        starts_at=time(9),
        ends_at=time(11, 30),
        starts_on=SINCE,
        by=by,
        at=NOON,
    )
    days = plan_days(
        world.rooms[room], since=on, until=on, calendar=shipped_calendar(), by=by, at=NOON
    )
    day = days[0]
    if room == "东":
        assign_duty(day, world.people["丙"], by=by, at=NOON)
        day = announce(day, by=by, at=NOON)
    return day
