"""What residents said of a theme: every figure is the length of the list it opens."""

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.research.themes import of_district, of_room
from tests.world import DAY, NOON
from zhushi.core.errors import Refused
from zhushi.matters.actions.close import close
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.seal import seal
from zhushi.matters.actions.set_reference import enter_topic
from zhushi.matters.choices import Exclusion
from zhushi.matters.models import Matter
from zhushi.research.actions.name_topics import name_topics

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"desk:{name}", kwargs={"pk": thing.pk})


def body(response):
    return response.content.decode().split("<main", 1)[-1]


@pytest.fixture
def told(world):
    """Of two topics and one below, from three places, in two rooms; and much that is not meant."""
    houses, schools = world.topics["住房"], world.topics["教育"]
    world.topics["公租房"] = below = enter_topic(
        world.雁, name="公租房", parent=houses, by=None, at=NOON
    )
    here = world.units["东社区"]
    letters = iter("AABCD" * 9)
    for room, topic, place, count in (
        ("东", houses, here, 3), ("东", below, here, 2), ("东", schools, None, 2),
        ("西", houses, None, 1), ("西", below, world.units["东街"], 1), ("东社", schools, here, 2),
        ("东", world.topics["医疗"], here, 2), ("东", None, here, 1),
    ):  # fmt: skip
        for number in range(count):
            made = world.matter(room, topic=topic, community=place, by="己").matter
            if number == 0:
                answer(made, next(letters))
                answer(made, next(letters), back=place is None)
    mine = world.matter(topic=houses, community=here, by="丙").matter
    done = world.matter(topic=schools, by="己").matter
    done = decline(
        done, exclusion=Exclusion.LITIGATION, guidance="请到人社局一楼窗口", by=world.己, at=NOON
    )
    close(done, by=world.己, at=NOON)
    seal(world.matter(topic=houses, by="己").matter, by=world.己, at=NOON)
    for days, topic in ((80, houses), (120, schools), (400, houses)):  # 120: the half-year before
        old = world.matter(topic=topic, by="己").matter
        Matter.objects.filter(pk=old.pk).update(received_at=NOON - days * DAY)
    theme = of_district(world)
    name_topics(theme, topics=[houses, schools], by=world.己, at=NOON)
    return theme, mine


def answer(matter, letter, *, back=False):
    matter.replies.create(
        reply_class=letter, text="答", signed_at=NOON, sent_back_at=NOON if back else None
    )


@pytest.mark.parametrize("who", "甲乙丙戊己")
@pytest.mark.parametrize("half", ["2026-2", "2026-1"])
def test_every_figure_is_the_length_of_the_list_it_opens(told, sign_in, who, half):
    login, seen = sign_in(who), 0
    found = login.get(url("theme_material", told[0]), {"half": half}).context["found"]
    for figure in found.figures():
        listed = login.get(f"{reverse('desk:matters')}?{figure.address}")
        assert listed.status_code == 200, figure
        assert listed.context["page"].total == figure.value, figure
        seen += figure.value
    assert seen > 5 or half == "2026-1" or who == "丙"


def test_the_office_reads_all_by_topic_place_and_answer(told, sign_in):
    found = sign_in("己").get(url("theme_material", told[0])).context["found"]
    assert (found.total.value, found.unfinished.value) == (13, 12)
    assert {f.label: f.value for f in found.topics} == {
        "住房": 8, "住房 · 公租房": 3, "教育": 5
    }  # fmt: skip
    assert {f.label: f.value for f in found.places} == {
        "东社区": 8, "东街街道": 1, "没有写明社区": 4
    }  # fmt: skip
    assert [(f.label[0], f.value) for f in found.answers] == [
        ("A", 3), ("B", 0), ("C", 1), ("D", 2)
    ]  # fmt: skip


def test_a_delegate_counts_what_they_took_down_themself(told, sign_in):
    found = sign_in("丙").get(url("theme_material", told[0])).context["found"]
    assert found.total.value == 1


def test_a_topic_named_with_the_one_above_it_is_counted_once(told, world, sign_in):
    theme = told[0]
    topics = [world.topics["住房"], world.topics["公租房"]]
    name_topics(theme, topics=topics, by=world.己, at=NOON)
    login = sign_in("己")
    found = login.get(url("theme_material", theme)).context["found"]
    assert [(f.label, f.value) for f in found.topics] == [("住房", 8), ("公租房", 3)]
    assert found.total.value == 8
    listed = login.get(f"{reverse('desk:matters')}?{found.total.address}")
    assert listed.context["page"].total == 8
    assert "类别是住房、公租房的" in body(listed)


def test_the_plan_says_which_topics(world, sign_in):
    theme, login = of_room(world), sign_in("乙")
    assert "选类别" in body(login.get(url("theme_material", theme)))
    assert "还没有说" in body(sign_in("丙").get(url("theme_material", theme)))
    for name, status in (("戊", 404), ("丙", 404), ("乙", 302)):
        data = {"topics": [world.topics["住房"].pk]}
        assert sign_in(name).post(url("name_topics", theme), data).status_code == status, name
    assert list(theme.topics.all()) == [world.topics["住房"]]
    assert login.post(url("name_topics", theme), {"topics": ["0"]}).status_code == 422
    strange = enter_topic(world.外, name="住房", by=None, at=NOON)
    assert login.post(url("name_topics", theme), {"topics": [strange.pk]}).status_code == 422
    with pytest.raises(Refused, match="本区的类别"):
        name_topics(theme, topics=[strange], by=world.乙, at=NOON)


def test_the_page_takes_a_fixed_number_of_statements(told, sign_in):
    login = sign_in("己")
    with at_most(12):
        login.get(url("theme_material", told[0]))
