"""From a theme's plan to the activity in one click, and back as evidence on the theme's page."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.research.test_activities import noted, planned
from tests.research.themes import of_district, of_room
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.models import Activity
from zhushi.research.actions.ask_questions import ask_questions
from zhushi.research.actions.invite_delegate import invite_delegate
from zhushi.research.actions.keep_plan_item import add_plan_item
from zhushi.research.actions.link_theme import link_theme
from zhushi.research.models import ThemeActivity

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"desk:{name}", kwargs={"pk": thing.pk})


def body(response):
    return response.content.decode().split("<main", 1)[-1]


@pytest.fixture
def theme(world):
    theme = of_district(world)
    ask_questions(theme, questions=["钱从哪里来"], by=world.己, at=NOON)
    invite_delegate(theme, person=world.people["丙"], by=world.己, at=NOON)
    add_plan_item(theme, on=TODAY + 3 * DAY, what="看电梯", place="五号院", by=world.己, at=NOON)
    return theme


def test_one_click_on_an_item_plans_the_activity_with_what_the_plan_says(client, world, theme):
    client.force_login(world.乙)
    there = f"{url('plan_research', theme)}?item={theme.items.get().pk}"
    assert there in body(client.get(url("theme", theme)))
    form = client.get(there).context["form"]
    assert [form[name].value() for name in ("title", "place", "on", "agenda", "people")] == [
        "看电梯", "五号院", TODAY + 3 * DAY, "钱从哪里来", [world.people["丙"].ref],
    ]  # fmt: skip

    data = {"form": "DOORSTEP", "title": "看电梯", "on": "2026-09-10", "place": "五号院"}
    assert client.post(there, data).status_code == 302

    made = Activity.objects.get()
    assert (made.room, made.of_theme.item) == (world.东, theme.items.get())
    page = body(client.get(url("theme", theme)))
    assert there not in page
    assert url("activity", made) in page
    cancel_activity(made, reason="下雨", by=world.乙, at=NOON)
    assert there in body(client.get(url("theme", theme)))


def test_who_has_several_rooms_chooses_one_first(client, world, theme):
    client.force_login(world.己)
    assert "先选由哪个工作室办" in body(client.get(url("plan_research", theme)))
    there = f"{url('plan_research', theme)}?room=XJ"
    assert client.post(there, {"form": "FORUM", "title": "", "on": ""}).status_code == 422
    data = {"form": "FORUM", "title": "座谈", "on": "2026-09-10"}
    assert client.post(there, data).status_code == 302
    assert Activity.objects.get().room == world.西
    own = of_room(world, "东")
    assert "东街街道" in body(client.get(url("plan_research", own)))
    for name, status in (("戊", 404), ("丙", 404), ("丁", 404), ("乙", 200)):
        client.force_login(world.users[name])
        assert client.get(url("plan_research", own)).status_code == status, name
    assert client.get(f"{url('plan_research', own)}?item=x").status_code == 404


def test_the_page_shows_activities_and_notes_of_the_readers_rooms_alone(client, world, theme):
    east, west, other = noted(world), noted(world, room="西", record="西边的话"), noted(world)
    for one in (east, west):
        link_theme(one, theme=theme, by=world.己, at=NOON)
    planned(world, theme)
    for name, sees in (("丙", "东"), ("戊", "西"), ("己", "东西")):
        client.force_login(world.users[name])
        page = body(client.get(url("theme", theme)))
        assert (url("activity", east) in page) == ("东" in sees), name
        assert ("三部电梯停了两部" in page) == ("东" in sees), name
        assert ("西边的话" in page) == ("西" in sees), name
        assert url("activity", other) not in page


def test_an_activity_noted_on_the_phone_is_said_to_belong_on_its_page(client, world, theme):
    of_district(world, "去年的", half=theme.half.before.before)
    activity, west = noted(world), of_room(world, "西", "西边的题")
    client.force_login(world.乙)
    page = body(client.get(url("activity", activity)))
    assert [title in page for title in ("老旧小区改造", "去年的", "西边的题")] == [
        True,
        False,
        False,
    ]

    client.post(url("link_theme", activity), {"theme": west.pk})
    assert not ThemeActivity.objects.exists()
    client.post(url("link_theme", activity), {"theme": theme.pk})
    assert ThemeActivity.objects.get().theme == theme
    client.force_login(world.丙)
    page = body(client.get(url("activity", activity)))
    assert url("theme", theme) in page
    assert "就是这个" not in page
    client.force_login(world.丁)
    assert "老旧小区改造" not in body(client.get(url("activity", activity)))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_activity_as_for_three(client, world, theme, rows):
    for _ in range(rows):
        link_theme(noted(world), theme=theme, by=world.己, at=NOON)
        planned(world, theme, item=theme.items.get())
    client.force_login(world.丙)
    with at_most(14):
        client.get(url("theme", theme))
