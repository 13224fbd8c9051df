"""Service projects on the desk: out of a need, over their steps, to what residents say."""

import pytest

from tests.activities.test_needs import noted
from tests.activities.test_projects import planned, running
from tests.desk.statements import at_most
from tests.world import TODAY
from zhushi.activities.actions.set_milestone import set_milestone
from zhushi.activities.choices import ProjectStage
from zhushi.activities.models import Project
from zhushi.core import clock

pytestmark = pytest.mark.django_db
HOME = "/desk/service/"


def page(response):
    return response.content.decode()


def test_a_liaison_makes_a_project_of_a_need_and_brings_it_to_its_end(world, sign_in):
    liaison, need = sign_in("乙"), noted(world)
    assert "立一个项目" in page(liaison.get(f"{HOME}needs/{need.pk}/"))
    address = f"{HOME}new/?need={need.pk}"
    form = page(liaison.get(address))
    assert "独居老人要人陪着看病" in form
    assert world.东社.name in form
    assert world.西.name not in form
    given = {"title": "陪诊小队", "form": "TEAM", "goal": "有人陪", "lead": world.people["丙"].ref}
    done = liaison.post(address, {**given, "others": ["DJS"]}, follow=True)
    project = Project.objects.get()
    here = f"{HOME}{project.pk}/"
    assert "独居老人要人陪着看病" in page(done)
    step = {"text": "招人", "due_on": str(TODAY)}
    assert "招人" in page(liaison.post(f"{here}steps/", step, follow=True))
    pk = project.milestones.get().pk
    done = liaison.post(f"{here}steps/{pk}/done/", follow=True)
    assert "走完 1 / 1" in page(done)
    assert "做完了" in page(liaison.post(f"{here}start/", follow=True))
    liaison.post(f"{here}result/", {"result": "陪诊 40 次"})
    done = page(liaison.post(f"{here}word/", {"word": "等得不久"}, follow=True))
    assert "等得不久" in done
    assert "陪诊 40 次" in done
    project.refresh_from_db()
    assert project.stage == ProjectStage.REVIEWED
    assert "陪诊小队" in page(liaison.get(HOME))


def test_a_need_joins_a_project_that_is_under_way(world, sign_in):
    need, project = noted(world), planned(world)
    other = planned(world, room="西", title="西街的项目")
    liaison = sign_in("乙")
    assert "西街的项目" not in page(liaison.get(f"{HOME}needs/{need.pk}/"))
    address = f"{HOME}needs/{need.pk}/project/"
    assert liaison.post(address, {"project": other.pk}).status_code == 422
    assert sign_in("丙").post(address, {"project": project.pk}).status_code == 404
    done = liaison.post(address, {"project": project.pk}, follow=True)
    assert "独居老人要人陪着看病" in page(done)


def test_each_sees_the_projects_of_the_own_rooms_and_those_it_takes_part_in(world, sign_in):
    ours, theirs = planned(world), planned(world, room="西", title="西街的项目")
    for who in "甲乙丙丁己":
        assert "陪诊小队" in page(sign_in(who).get(HOME))
        assert sign_in(who).get(f"{HOME}{ours.pk}/").status_code == 200
    for who in "乙丙丁":
        assert "西街的项目" not in page(sign_in(who).get(HOME))
        assert sign_in(who).get(f"{HOME}{theirs.pk}/").status_code == 404
    for who in "庚壬癸":
        assert sign_in(who).get(f"{HOME}{ours.pk}/").status_code == 404
    theirs.others.add(world.东)
    liaison = sign_in("乙")
    assert "西街的项目" in page(liaison.get(f"{HOME}{theirs.pk}/"))
    assert "西街的项目" in page(liaison.get(HOME))
    assert liaison.post(f"{HOME}{theirs.pk}/start/").status_code == 404


@pytest.mark.parametrize("tail", ["start/", "result/", "word/", "stop/", "steps/", "edit/"])
def test_only_the_room_s_desk_moves_a_project(world, sign_in, tail):
    project = planned(world)
    for who in ("丙", "丁", "戊", "庚", "癸"):
        assert sign_in(who).post(f"{HOME}{project.pk}/{tail}").status_code == 404
    assert sign_in("丙").get(f"{HOME}new/").status_code == 404
    project.refresh_from_db()
    assert project.stage == ProjectStage.PLANNED


def test_a_step_of_another_project_is_not_there(world, sign_in):
    ours, theirs = planned(world), planned(world, room="西")
    step = set_milestone(theirs, text="一步", due_on=TODAY, by=world.戊, at=clock.now())
    assert sign_in("乙").post(f"{HOME}{ours.pk}/steps/{step.pk}/done/").status_code == 404
    step.refresh_from_db()
    assert step.done_on is None


def test_looking_changes_nothing_and_wrong_words_are_answered(world, sign_in):
    project, liaison = running(world), sign_in("乙")
    assert liaison.get(f"{HOME}{project.pk}/start/").status_code == 405
    for tail, given in (("result/", {}), ("stop/", {}), ("steps/", {"text": "一步"})):
        done = liaison.post(f"{HOME}{project.pk}/{tail}", given)
        assert done.status_code == 422
        assert "这一项要填" in page(done)
    done = liaison.post(f"{HOME}{project.pk}/word/", {"word": "早了"}, follow=True)
    assert "不能再这样操作" in page(done)
    for given in ("stage=NOPE", "room=%00", "stage=STOPPED"):
        assert liaison.get(f"{HOME}?{given}").status_code == 200
    assert liaison.get(f"{HOME}new/?need=x").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(world, sign_in, count):
    for number in range(count):
        project = planned(world, title=f"第{number}个项目", owner=world.people["丙"])
        set_milestone(project, text="一步", due_on=TODAY, by=world.乙, at=clock.now())
    liaison = sign_in("乙")
    with at_most(11):
        assert page(liaison.get(HOME)).count("个项目</b>") == count
    with at_most(8):
        liaison.get(f"{HOME}{project.pk}/")
    with at_most(8):
        assert page(liaison.get(f"{HOME}?stage=PLANNED")).count("个项目</a>") == count
