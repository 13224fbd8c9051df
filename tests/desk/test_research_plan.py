"""A theme's page and plan: read by all who see the theme, written by its room or the office."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.research.themes import of_district, of_room
from tests.world import NOON, SINCE, TODAY
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.research.actions.invite_guest import invite_guest
from zhushi.research.actions.keep_plan_item import add_plan_item
from zhushi.research.models import PlanItem, ThemeGuest, ThemeMember

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"desk:{name}", kwargs={"pk": thing.pk})


def body(response):
    return response.content.decode().split("<main", 1)[-1]


def test_the_office_plans_the_districts_theme_and_every_team_reads_it(client, world):
    theme = of_district(world)
    client.force_login(world.己)
    for name, data in (
        ("theme_plan", {"questions": "钱从哪里来\n谁来管"}),
        ("add_plan_item", {"on": "2026-09-20", "place": "五号院", "what": "看电梯"}),
        ("invite_delegate", {"person": world.people["丙"].ref}),
        ("invite_theme_guest", {"name": "钱某", "body": "区政协委员"}),
    ):
        assert client.post(url(name, theme), data).status_code == 302, name

    for name in ("己", "乙", "丙", "戊"):
        client.force_login(world.users[name])
        page = body(client.get(url("theme", theme)))
        for words in (
            "钱从哪里来",
            "谁来管",
            "看电梯",
            "五号院",
            "9月20日",
            "丙",
            "钱某",
            "区政协委员",
        ):
            assert words in page, (name, words)
        assert ("写计划" in page) == (name == "己"), name


def test_a_room_plans_its_own_theme_and_nobody_elses(client, world):
    theme, whole = of_room(world), of_district(world)
    items = [
        add_plan_item(one, on=TODAY, what="看", by=world.己, at=NOON) for one in (theme, whole)
    ]
    for name, own in (("乙", 200), ("甲", 200), ("己", 200), ("丙", 404), ("戊", 404), ("癸", 404)):
        client.force_login(world.users[name])
        assert client.get(url("theme_plan", theme)).status_code == own, name
        assert client.get(url("plan_item", items[0])).status_code == own, name
        office = 200 if name == "己" else 404
        assert client.get(url("theme_plan", whole)).status_code == office, name
        assert client.get(url("plan_item", items[1])).status_code == office, name
    for name, status in (("丙", 200), ("戊", 404), ("丁", 404), ("庚", 404), ("癸", 404)):
        client.force_login(world.users[name])
        assert client.get(url("theme", theme)).status_code == status, name


def test_what_is_wrong_stands_there_with_the_reason(client, world):
    theme = of_room(world)
    client.force_login(world.乙)
    for name, data, words in (
        ("add_plan_item", {"on": "2027-02-01", "what": "看电梯"}, "2026年下半年"),
        ("add_plan_item", {"on": "", "what": "看电梯"}, "看电梯"),
        ("theme_plan", {"questions": "问" * 201}, "最多 200 字"),
        ("invite_theme_guest", {"name": "钱某", "body": ""}, "钱某"),
    ):
        again = client.post(url(name, theme), data)
        assert again.status_code == 422, name
        assert words in body(again), name
    assert not PlanItem.objects.exists()
    again = client.post(
        url("invite_delegate", theme), {"person": world.people["丁"].ref}, follow=True
    )
    assert "请从能参加的代表里选一位" in body(again)
    assert not ThemeMember.objects.exists()


def test_a_room_offers_its_delegates_and_an_item_is_changed_and_taken_out(client, world):
    theme = of_room(world)
    item = add_plan_item(theme, on=TODAY, what="看电梯", by=world.乙, at=NOON)
    guest = invite_guest(theme, name="钱某", body="区人大代表", by=world.乙, at=NOON)
    client.force_login(world.乙)
    page = body(client.get(url("theme_plan", theme)))
    for name, is_offered in (("丙", True), ("甲", True), ("丁", False), ("己", False)):
        assert (f'value="{world.people[name].ref}"' in page) == is_offered, name

    client.post(url("invite_delegate", theme), {"person": world.people["丙"].ref})
    page = body(client.get(url("theme_plan", theme)))
    assert f'value="{world.people["丙"].ref}"' not in page
    client.post(url("plan_item", item), {"on": "2026-09-21", "what": "看停车", "place": ""})
    assert "看停车" in body(client.get(url("theme", theme)))

    for name, thing in (
        ("remove_plan_item", item), ("leave_out_theme_guest", guest),
        ("leave_out_delegate", ThemeMember.objects.get()),
    ):  # fmt: skip
        assert client.post(url(name, thing)).status_code == 302, name
    for model in (PlanItem, ThemeGuest, ThemeMember):
        assert not model.objects.exists()


def test_of_many_delegates_one_is_found_by_name(client, world):
    theme = of_district(world)
    for number in range(31):
        person = register_person(world.雁, name=f"赵{number:02}", by=None, at=NOON)
        post(person, role=Role.DELEGATE, place=world.rooms["西"], starts_on=SINCE, by=None, at=NOON)
    client.force_login(world.己)
    assert "代表很多" in body(client.get(url("theme_plan", theme)))
    page = body(client.get(url("theme_plan", theme), {"who": "赵07"}))
    assert ("赵07</button>" in page, "赵08</button>" in page) == (True, False)
    assert "没有找到" in body(client.get(url("theme_plan", theme), {"who": "没有"}))


def test_an_empty_plan_says_what_to_do(client, world):
    theme = of_room(world)
    for name, hints in (
        ("乙", ("先写清要弄明白什么", "一处一处加", "可以请党代表")),
        ("丙", ("还没有写问题。", "还没有定去哪里。", "还没有定谁参加。")),
    ):
        client.force_login(world.users[name])
        page = body(client.get(url("theme", theme)))
        assert all(hint in page for hint in hints), name


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_one_row_as_for_three(client, world, rows):
    theme = of_room(world)
    for number in range(rows):
        add_plan_item(theme, on=TODAY, what=f"看{number}", by=world.乙, at=NOON)
        invite_guest(theme, name=f"钱{number}", body="区人大代表", by=world.乙, at=NOON)
    client.force_login(world.丙)
    with at_most(12):
        client.get(url("theme", theme))
