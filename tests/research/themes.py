"""Themes of the small world: the district's and one of room 东."""

from tests.world import NOON, SINCE
from zhushi.activities.halves import Half
from zhushi.research.actions.keep_priority import add_priority
from zhushi.research.actions.set_theme import add_theme, lay_down_theme
from zhushi.research.models import PriorityArea, Theme

NOW = Half(2026, 2)


def area_of(world) -> PriorityArea:
    found = PriorityArea.objects.filter(district=world.雁).first()
    return found or add_priority(world.雁, name="城市建管", since=SINCE, by=world.己, at=NOON)


def of_district(world, title="老旧小区改造", half=NOW) -> Theme:
    given = {"half": half, "title": title, "priority": area_of(world)}
    return lay_down_theme(world.雁, **given, by=world.己, at=NOON)


def of_room(world, room="东", title="东街的停车", half=NOW) -> Theme:
    given = {"half": half, "title": title, "priority": area_of(world)}
    return add_theme(world.rooms[room], **given, by=world.己, at=NOON)
