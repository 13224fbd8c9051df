"""Topics, limits, calendar and the audit trail."""

from datetime import date

import pytest
from django.urls import reverse

from tests.world import NOON
from zhushi.core.models import CalendarDay
from zhushi.core.workdays import add_workdays
from zhushi.matters.models import LimitProfile, Topic
from zhushi.matters.reference import calendar_of, limits_of
from zhushi.rooms.models import Unit

pytestmark = pytest.mark.django_db
PAGES = [("settings", []), ("topics", []), ("limits", []), ("calendar", [2026])]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_the_office_opens_it_and_everybody_else_finds_nothing(world, client, name, args):
    url = reverse(f"desk:{name}", args=args)
    for who, status in (("己", 200), ("乙", 404), ("戊", 404), ("审计", 404), ("庚", 404)):
        client.force_login(world.users[who])
        assert client.get(url).status_code == status, who


def test_a_topic_is_added_and_taken_out_of_use(world, client):
    client.force_login(world.己)
    parent = world.topics["养老"]
    client.post(reverse("desk:topics"), {"name": "社区食堂", "parent": parent.pk})
    topic = Topic.objects.get(name="社区食堂")
    assert topic.parent == parent

    client.post(reverse("desk:topic", args=[topic.pk]), {"name": "社区食堂"})

    topic.refresh_from_db()
    assert not topic.is_active
    answer = client.post(reverse("desk:topics"), {"name": ""})
    assert answer.status_code == 422


def test_a_topic_of_another_district_is_not_found(world, client):
    client.force_login(world.癸)
    topic = world.topics["养老"]
    assert client.post(reverse("desk:topic", args=[topic.pk]), {"name": "x"}).status_code == 404


def test_saving_the_limits_makes_a_new_version_that_holds_at_once(world, client):
    client.force_login(world.己)
    page = client.get(reverse("desk:limits"))
    form = {name: field.initial for name, field in page.context["form"].fields.items()}
    form |= {"name": "新方案", "starts_on": "2026-09-07", "limit_ACCEPT": 1}

    assert client.post(reverse("desk:limits"), form).status_code == 302

    assert LimitProfile.objects.filter(district=world.雁).count() == 2
    district = Unit.objects.get(pk=world.雁.pk)
    assert limits_of(district, on=date(2026, 9, 7))["ACCEPT", ""].length == 1
    form["limit_ACCEPT"] = 0
    assert client.post(reverse("desk:limits"), form).status_code == 422


def test_a_local_day_off_moves_due_days_and_can_be_taken_back(world, client):
    client.force_login(world.己)
    form = {"on": "2026-09-08", "is_off": "yes", "name": "区运动会"}
    client.post(reverse("desk:calendar", args=[2026]), form)
    district = Unit.objects.get(pk=world.雁.pk)
    assert add_workdays(date(2026, 9, 7), 1, calendar_of(district)).on == date(2026, 9, 9)

    day = CalendarDay.objects.get(on=date(2026, 9, 8))
    client.get(reverse("desk:calendar", args=[2026]))
    client.post(reverse("desk:clear_day", args=[day.pk]))

    district.refresh_from_db()
    assert add_workdays(date(2026, 9, 7), 1, calendar_of(district)).on == date(2026, 9, 8)


def test_a_year_that_was_not_announced_says_so(world, client):
    client.force_login(world.己)
    page = client.get(reverse("desk:calendar", args=[2027])).content.decode()
    assert "还没有录入" in page
    assert client.get(reverse("desk:calendar", args=[1900])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_only_the_auditor_reads_the_trail_of_the_own_district(
    world, client, count, django_assert_max_num_queries
):
    for _ in range(count):
        world.matter(at=NOON)
    url = reverse("desk:trail")
    for who, status in (("己", 404), ("乙", 404), ("系统", 404), ("癸", 404)):
        client.force_login(world.users[who])
        assert client.get(url).status_code == status, who
    client.force_login(world.审计)
    with django_assert_max_num_queries(8):
        page = client.get(url, {"event": "matter.register"}).content.decode()
    assert page.count("<td>事项：登记</td>") == count
    assert "五号院" not in page
    assert client.get(url, {"since": "昨天"}).status_code == 422


def test_a_version_that_begins_later_leaves_todays_limits_alone(world, client):
    client.force_login(world.己)
    page = client.get(reverse("desk:limits"))
    form = {name: field.initial for name, field in page.context["form"].fields.items()}
    form |= {"name": "明年的方案", "starts_on": "2027-01-01", "limit_ACCEPT": 1}

    assert client.post(reverse("desk:limits"), form).status_code == 302

    district = Unit.objects.get(pk=world.雁.pk)
    assert limits_of(district, on=date(2026, 12, 31))["ACCEPT", ""].length == 2
    assert limits_of(district, on=date(2027, 1, 1))["ACCEPT", ""].length == 1
    assert "现在用的" in client.get(reverse("desk:limits")).text


def test_a_topic_is_not_renamed_into_another(world, client):
    client.force_login(world.己)
    topic = world.topics["养老"]

    page = client.post(reverse("desk:topic", args=[topic.pk]), {"name": "教育", "is_active": "on"})

    assert page.status_code == 422
    assert "已经有“教育”" in page.text


def test_a_day_of_no_year_with_a_page_is_refused(world, client):
    client.force_login(world.己)
    form = {"on": "1899-01-01", "is_off": "yes", "name": "很久以前"}

    page = client.post(reverse("desk:calendar", args=[2026]), form)

    assert page.status_code == 422
    assert not CalendarDay.objects.exists()
