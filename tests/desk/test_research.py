"""Priorities and the half-year's themes: laid down by the office, added by rooms, read by teams."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.world import NOON, SINCE
from zhushi.activities.halves import Half
from zhushi.core.errors import Refused
from zhushi.research.actions.keep_priority import add_priority, end_priority
from zhushi.research.actions.set_theme import add_theme, lay_down_theme
from zhushi.research.models import PriorityArea, Theme

pytestmark = pytest.mark.django_db
NOW = Half(2026, 2)


@pytest.fixture
def area(world):
    return add_priority(world.雁, name="城市建管", since=SINCE, by=world.己, at=NOON)


def laid(world, area, **changed) -> Theme:
    given = {"half": NOW, "title": "老旧小区改造", "priority": area, "by": world.己, "at": NOON}
    return lay_down_theme(world.雁, **{**given, **changed})


def test_the_office_lists_priorities_and_lays_down_one_theme_a_half_year(client, world):
    client.force_login(world.己)
    client.post(reverse("desk:priorities"), {"name": "城市建管", "since": "2026-01-01"})
    area = PriorityArea.objects.get()
    data = {"half": "2026-2", "title": "老旧小区改造", "priority": area.pk}
    assert client.post(reverse("desk:new_theme"), data).status_code == 302
    again = client.post(reverse("desk:new_theme"), {**data, "title": "别的"})

    assert again.status_code == 422
    assert "2026年下半年的全区主题已经定了" in again.content.decode()
    assert "别的" in again.content.decode()
    assert "老旧小区改造" in client.get(reverse("desk:research")).content.decode()


def test_a_room_adds_its_own_and_its_neighbours_do_not_see_it(client, world, area):
    laid(world, area)
    client.force_login(world.乙)
    data = {"half": "2026-2", "title": "东街的停车", "priority": area.pk, "room": "DJ"}
    assert client.post(reverse("desk:new_theme"), data).status_code == 302
    assert Theme.objects.get(title="东街的停车").room == world.东

    for name, titles in (("丙", {"老旧小区改造", "东街的停车"}), ("戊", {"老旧小区改造"})):
        client.force_login(world.users[name])
        page = client.get(reverse("desk:research")).content.decode()
        assert {t for t in ("老旧小区改造", "东街的停车") if t in page} == titles, name


def test_who_may_not_finds_nothing(client, world, area):
    for name, page, status in (
        ("丁", "research", 404), ("庚", "research", 404), ("丙", "new_theme", 404),
        ("乙", "priorities", 404), ("甲", "priorities", 404), ("癸", "priorities", 200),
    ):  # fmt: skip
        client.force_login(world.users[name])
        assert client.get(reverse(f"desk:{page}")).status_code == status, (name, page)
    client.force_login(world.癸)
    assert client.post(reverse("desk:end_priority", kwargs={"pk": area.pk})).status_code == 404
    assert PriorityArea.objects.get(name="城市建管").until is None


def test_a_priority_ends_and_its_themes_keep_it(client, world, area):
    laid(world, area)
    client.force_login(world.己)

    client.post(reverse("desk:end_priority", kwargs={"pk": area.pk}))

    assert "不再列入：城市建管" in client.get(reverse("desk:priorities")).content.decode()
    assert "城市建管" in client.get(reverse("desk:research")).content.decode()
    with pytest.raises(Refused, match="在列"):
        laid(world, PriorityArea.objects.get(), half=Half(2027, 1))
    with pytest.raises(Refused, match="不在列"):
        end_priority(area, on=SINCE, by=world.己, at=NOON)


def test_names_are_needed_and_once(world, area):
    with pytest.raises(Refused, match="名称"):
        add_priority(world.雁, name=" ", since=SINCE, by=world.己, at=NOON)
    with pytest.raises(Refused, match="已经在列"):
        add_priority(world.雁, name="城市建管", since=SINCE, by=world.己, at=NOON)
    with pytest.raises(Refused, match="60 字"):
        laid(world, area, title="题" * 61)
    strange = add_priority(world.外, name="外区的", since=SINCE, by=world.癸, at=NOON)
    with pytest.raises(Refused, match="重点工作"):
        add_theme(world.东, half=NOW, title="题", priority=strange, by=world.乙, at=NOON)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_theme_as_for_three(client, world, area, rows):
    for n in range(rows):
        add_theme(world.东, half=NOW, title=f"题{n}", priority=area, by=world.乙, at=NOON)
    client.force_login(world.丙)

    with at_most(8):
        client.get(reverse("desk:research"))


def test_without_a_theme_the_page_says_what_to_do(client, world):
    for name, hint in (("己", "先列出区委的重点工作"), ("丙", "党联办每半年定一个")):
        client.force_login(world.users[name])
        assert hint in client.get(reverse("desk:research")).content.decode()
