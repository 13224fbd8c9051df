"""Activities of research: planned for a theme, or said to belong to it afterwards."""

import pytest

from tests.research.themes import of_district, of_room
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.plan_activity import Programme
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.kinds import KINDS
from zhushi.activities.models import Activity
from zhushi.core.errors import Refused
from zhushi.research.actions.keep_plan_item import add_plan_item, remove_plan_item
from zhushi.research.actions.link_theme import link_theme
from zhushi.research.actions.plan_research import plan_research
from zhushi.research.models import ThemeActivity

pytestmark = pytest.mark.django_db


def planned(world, theme, room="东", **more) -> Activity:
    programme = Programme("看电梯", TODAY + DAY)
    given = {"form": "FIELD", "programme": programme, "by": world.乙, "at": NOON}
    return plan_research(theme, world.rooms[room], **{**given, **more})


def noted(world, kind=ActivityKind.RESEARCH, room="东", **more) -> Activity:
    given = {"form": KINDS[kind].usual, "on": TODAY, "record": "三部电梯停了两部。"}
    given |= {"key": f"key-{Activity.objects.count()}", "by": world.乙, "at": NOON, **more}
    return note_activity(world.rooms[room], kind=kind, **given)


def test_an_activity_is_planned_from_an_item_and_outlives_it(world):
    theme, item = of_district(world), None
    item = add_plan_item(theme, on=TODAY, what="看电梯", by=world.己, at=NOON)

    made = planned(world, theme, item=item)

    assert (made.kind, made.room, made.of_theme.theme) == ("RESEARCH", world.东, theme)
    assert made.of_theme.item == item
    remove_plan_item(item, by=world.己, at=NOON)
    assert ThemeActivity.objects.get().item is None


def test_a_room_plans_for_its_own_theme_and_the_districts_only(world):
    own, other = of_room(world, "西"), of_district(world)
    item = add_plan_item(other, on=TODAY, what="看电梯", by=world.己, at=NOON)
    for theme, more, why in (
        (own, {}, "不是东街"),
        (own, {"room": "西", "item": item}, "不在这个主题"),
        (other, {"form": "NOPE"}, "没有这种形式"),
    ):
        with pytest.raises(Refused, match=why):
            planned(world, theme, **more)
    assert not Activity.objects.exists()


def test_what_was_noted_is_said_to_belong_to_one_theme_at_a_time(world):
    first, second = of_district(world), of_room(world)
    activity = noted(world)
    for theme, after in ((first, first), (second, second), (second, second), (None, None)):
        link_theme(activity, theme=theme, by=world.乙, at=NOON)
        assert [link.theme for link in ThemeActivity.objects.all()] == [after] * bool(after)


def test_the_same_theme_again_keeps_the_item(world):
    theme = of_district(world)
    item = add_plan_item(theme, on=TODAY, what="看电梯", by=world.己, at=NOON)
    link_theme(planned(world, theme, item=item), theme=theme, by=world.乙, at=NOON)
    assert ThemeActivity.objects.get().item == item


def test_only_research_that_stands_belongs_to_a_theme_of_its_room(world):
    theme, west = of_district(world), of_room(world, "西")
    off = planned(world, theme)
    cancel_activity(off, reason="下雨", by=world.乙, at=NOON)
    for activity, wanted, why in (
        (noted(world, ActivityKind.VISIT), theme, "只有调研活动"),
        (off, theme, "取消"),
        (noted(world), west, "本区或本室"),
    ):
        with pytest.raises(Refused, match=why):
            link_theme(activity, theme=wanted, by=world.乙, at=NOON)
