"""An activity goes its way: planned, announced, held, recorded; or is called off."""

from datetime import timedelta

import pytest

from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.plan_activity import Programme, change_activity, plan_activity
from zhushi.activities.actions.record_activity import (
    Said,
    hold_activity,
    note_activity,
    record_activity,
)
from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import ACTIVITY_EDGES, activity_target, activity_verbs
from zhushi.activities.models import Activity
from zhushi.core.errors import Refused
from zhushi.core.models import Notice

pytestmark = pytest.mark.django_db
K = ActivityKind


def planned(world, *, room="东", people=("甲", "丙"), on=TODAY + 3 * DAY, **fields):
    programme = Programme(
        title="院坝宣讲", on=on, people=tuple(world.people[name] for name in people), **fields
    )
    return plan_activity(
        world.rooms[room],
        kind=K.PUBLICITY,
        form="LECTURE",
        programme=programme,
        by=world.乙,
        at=NOON,
    )


def told(user):
    return list(Notice.objects.filter(user=user).values_list("text", flat=True))


def test_planning_tells_nobody_and_announcing_tells_who_is_asked(world):
    activity = planned(world, lead=world.people["丙"], place="东街广场")
    assert told(world.丙) == []
    announce_activity(activity, by=world.乙, at=NOON)
    assert told(world.丙) == ["9月10日东街街道党代表工作室“院坝宣讲”请您参加，东街广场"]
    assert len(told(world.甲)) == 1
    assert told(world.乙) == []
    assert told(world.戊) == []


def test_a_change_of_what_was_announced_is_told_again(world):
    activity = planned(world)
    change_activity(activity, programme=Programme("改期", TODAY + DAY), by=world.乙, at=NOON)
    assert told(world.丙) == []
    activity = announce_activity(planned(world), by=world.乙, at=NOON)
    moved = Programme("院坝宣讲", TODAY + 5 * DAY, people=(world.people["丙"],))
    change_activity(activity, programme=moved, by=world.乙, at=NOON + timedelta(hours=1))
    assert "有变动" in told(world.丙)[-1]
    assert [one.person for one in activity.participants.all()] == [world.people["丙"]]


def test_who_came_is_noted_on_the_day_and_not_before(world):
    activity = planned(world)
    with pytest.raises(Refused, match="还没有到那天"):
        hold_activity(activity, came=[], by=world.乙, at=NOON)
    held = hold_activity(
        activity,
        came=[world.people["丙"], world.people["丁"]],
        came_count=40,
        by=world.乙,
        at=NOON + 3 * DAY,
    )
    came = {one.person.name: one.has_come for one in held.participants.select_related("person")}
    names = {key: world.people[key].name for key in "甲丙丁"}
    assert came == {names["甲"]: False, names["丙"]: True, names["丁"]: True}
    assert (held.status, held.came_count) == (ActivityStatus.HELD, 40)


def test_the_record_may_be_written_until_it_is_right_and_keeps_every_statement(world):
    activity = planned(world)
    with pytest.raises(Refused, match="不能再这样操作"):
        record_activity(activity, record="早了", by=world.乙, at=NOON)
    hold_activity(activity, came=[], by=world.乙, at=NOON + 3 * DAY)
    with pytest.raises(Refused, match="请写几句记录"):
        record_activity(activity, record="  ", by=world.乙, at=NOON + 3 * DAY)
    said = [Said("路灯不亮", speaker="一位居民"), Said("  ")]
    record_activity(activity, record="初稿", said=said, by=world.乙, at=NOON + 3 * DAY)
    again = [Said("补一条", person=world.people["丙"])]
    done = record_activity(activity, record="定稿", said=again, by=world.乙, at=NOON + 4 * DAY)
    assert (done.status, done.record) == (ActivityStatus.RECORDED, "定稿")
    assert [one.text for one in done.statements.all()] == ["路灯不亮", "补一条"]


def test_calling_off_needs_a_reason_and_tells_who_was_told(world):
    with pytest.raises(Refused, match="取消原因"):
        cancel_activity(planned(world), reason=" ", by=world.乙, at=NOON)
    cancel_activity(planned(world), reason="下雨", by=world.乙, at=NOON)
    assert told(world.丙) == []
    activity = announce_activity(planned(world), by=world.乙, at=NOON)
    cancel_activity(activity, reason="下雨", by=world.乙, at=NOON)
    assert "取消了：下雨" in told(world.丙)[-1]


def test_plans_that_cannot_be_are_refused_in_words(world):
    with pytest.raises(Refused, match="已经过了"):
        planned(world, on=TODAY - DAY)
    with pytest.raises(Refused, match="不在任何一支队伍里"):
        planned(world, people=("癸",))
    with pytest.raises(Refused, match="没有这种形式"):
        plan_activity(
            world.rooms["东"],
            kind=K.STUDY,
            form="LECTURE",
            programme=Programme("学习", TODAY),
            by=world.乙,
            at=NOON,
        )
    assert not Activity.objects.exists()


def noted(world, **fields):
    given = {"kind": K.VISIT, "form": "FIRM", "on": TODAY, "record": "看了车间", "key": "k1"}
    return note_activity(world.rooms["东"], **{**given, **fields}, by=world.丙, at=NOON)


def test_three_things_are_enough_to_note_what_was_not_planned(world):
    made = noted(world, lead=world.people["丙"])
    assert (made.status, made.title) == (ActivityStatus.RECORDED, "走访企业")
    assert [one.has_come for one in made.participants.all()] == [True]


def test_a_note_sent_twice_is_kept_once(world):
    assert noted(world, said=[Said("缺人手")]).pk == noted(world, said=[Said("缺人手")]).pk
    assert Activity.objects.get().statements.count() == 1
    assert noted(world, key="k2").pk != Activity.objects.first().pk


def test_what_must_be_announced_is_not_noted_afterwards(world):
    with pytest.raises(Refused, match="要先计划"):
        noted(world, kind=K.CONTACT, form="MEETING")
    with pytest.raises(Refused, match="还没有到那天"):
        noted(world, on=TODAY + DAY)


@pytest.mark.parametrize("status", ActivityStatus)
@pytest.mark.parametrize("verb", ACTIVITY_EDGES)
def test_a_verb_starts_only_where_the_table_says(verb, status):
    if verb in activity_verbs(status):
        assert activity_target(verb, status) == ACTIVITY_EDGES[verb][1]
    else:
        with pytest.raises(Refused):
            activity_target(verb, status)


@pytest.mark.parametrize("code", ActivityKind)
def test_every_kind_has_its_file_forms_and_words(code):
    kind = KINDS[code]
    assert kind.code == code
    assert kind.forms
    assert kind.hint
    assert all(kind.title_of(form) for form in kind.forms)
    assert all(len(form) <= 16 for form in kind.forms)
