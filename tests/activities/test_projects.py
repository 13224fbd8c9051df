"""A service project goes its way, and the needs it serves with it."""

from datetime import timedelta

import pytest

from tests.activities.test_needs import noted
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.move_project import finish_project, look_back, start_project
from zhushi.activities.actions.note_need import drop_need
from zhushi.activities.actions.plan_project import (
    Outline,
    change_project,
    plan_project,
    take_need,
)
from zhushi.activities.actions.set_milestone import (
    AT_MOST,
    drop_milestone,
    reach_milestone,
    set_milestone,
)
from zhushi.activities.actions.stop_project import stop_project
from zhushi.activities.choices import NeedStatus, ProjectStage
from zhushi.activities.lifecycle import PROJECT_EDGES, project_target, project_verbs
from zhushi.activities.models import Milestone, Project
from zhushi.core.errors import Refused
from zhushi.core.models import Notice

pytestmark = pytest.mark.django_db


def planned(world, *, room="东", need=None, **fields):
    given = {"title": "陪诊小队", "goal": "独居老人看病有人陪", "form": "TEAM", **fields}
    return plan_project(
        world.rooms[room], outline=Outline(**given), need=need, by=world.乙, at=NOON
    )


def running(world, **fields):
    return start_project(planned(world, **fields), by=world.乙, at=NOON)


def test_a_need_becomes_a_project_in_one_step_and_its_owner_is_told(world):
    need = noted(world)
    project = planned(world, need=need, owner=world.people["丙"])
    need.refresh_from_db()
    assert (need.status, need.project) == (NeedStatus.TAKEN, project)
    told = Notice.objects.get(user=world.丙)
    assert told.text == "东街街道党代表工作室的服务项目“陪诊小队”请您负责"
    with pytest.raises(Refused, match="已立项"):
        planned(world, need=need)
    with pytest.raises(Refused, match="已立项"):
        drop_need(need, reason="不做", by=world.乙, at=NOON)


def test_a_need_of_another_room_is_taken_only_together_with_it(world):
    theirs = noted(world, room="东社")
    project = planned(world)
    with pytest.raises(Refused, match="别的工作室"):
        take_need(theirs, project=project, by=world.乙, at=NOON)
    outline = Outline("陪诊小队", "有人陪", "TEAM", others=(world.东社,))
    change_project(project, outline=outline, by=world.乙, at=NOON)
    assert take_need(theirs, project=project, by=world.乙, at=NOON).project == project


def test_needs_are_met_when_it_is_finished_and_open_again_when_it_stops(world):
    one, two = noted(world), noted(world, key="k2")
    done = running(world, need=one)
    with pytest.raises(Refused, match="做成了什么"):
        finish_project(done, result=" ", by=world.乙, at=NOON)
    finish_project(done, result="陪诊 40 次", by=world.乙, at=NOON)
    stopped = running(world, need=two)
    stop_project(stopped, reason="没有人手", by=world.乙, at=NOON)
    for need in (one, two):
        need.refresh_from_db()
    assert (one.status, one.project) == (NeedStatus.DONE, done)
    assert (two.status, two.project) == (NeedStatus.OPEN, None)


def test_what_residents_say_may_be_written_until_it_is_right(world):
    project = running(world)
    with pytest.raises(Refused, match="进行中"):
        look_back(project, word="早了", by=world.乙, at=NOON)
    finish_project(project, result="做了", by=world.乙, at=NOON)
    look_back(project, word="等得久", by=world.乙, at=NOON)
    again = look_back(project, word="等得久，但人好", by=world.乙, at=NOON)
    assert (again.stage, again.word) == (ProjectStage.REVIEWED, "等得久，但人好")


def test_steps_are_reached_once_and_stay(world):
    project = planned(world)
    step = set_milestone(project, text="招人", due_on=TODAY + DAY, by=world.乙, at=NOON)
    loose = set_milestone(project, text="多余", due_on=TODAY, by=world.乙, at=NOON)
    drop_milestone(loose, by=world.乙, at=NOON)
    assert reach_milestone(step, by=world.乙, at=NOON).done_on == TODAY
    assert reach_milestone(step, by=world.乙, at=NOON + timedelta(days=3)).done_on == TODAY
    with pytest.raises(Refused, match="留着"):
        drop_milestone(step, by=world.乙, at=NOON)
    assert Milestone.objects.count() == 1
    Milestone.objects.bulk_create(
        Milestone(project=project, text=f"第{n}步", due_on=TODAY) for n in range(AT_MOST)
    )
    with pytest.raises(Refused, match="最多"):
        set_milestone(project, text="又一步", due_on=TODAY, by=world.乙, at=NOON)


def test_plans_that_cannot_be_are_refused_in_words(world):
    for fields, words in (
        ({"title": " "}, "项目名称"),
        ({"form": "LECTURE"}, "没有这种形式"),
        ({"owner": world.people["癸"]}, "不在任何一支队伍里"),
    ):
        with pytest.raises(Refused, match=words):
            planned(world, **fields)
    assert not Project.objects.exists()
    over = stop_project(planned(world), reason="不做", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="停了"):
        set_milestone(over, text="一步", due_on=TODAY, by=world.乙, at=NOON)
    with pytest.raises(Refused, match="停了"):
        take_need(noted(world), project=over, by=world.乙, at=NOON)


@pytest.mark.parametrize("stage", ProjectStage)
@pytest.mark.parametrize("verb", PROJECT_EDGES)
def test_a_verb_starts_only_where_the_table_says(verb, stage):
    if verb in project_verbs(stage):
        assert project_target(verb, stage) == PROJECT_EDGES[verb][1]
    else:
        with pytest.raises(Refused):
            project_target(verb, stage)
