"""What the public reads of a service project: goal, stage, free places, result; no name."""

import pytest
import time_machine
from django.test import Client

from tests.activities.test_projects import planned, running
from tests.activities.test_shifts import shift_of
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.move_project import finish_project
from zhushi.activities.actions.show import hide, show
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.actions.stop_project import stop_project
from zhushi.core.errors import Refused

pytestmark = pytest.mark.django_db
LIST = "/rooms/DJ/projects/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON, tick=False):
        yield


def page(address):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def read(world, project):
    """Read by a second person, so that it stands in public."""
    return show(project, by=world.甲, at=NOON)


def test_a_public_project_shows_its_goal_and_free_places_and_nobody(world):
    project = running(world, is_public=True, owner=world.people["丙"], budget_note="社区出")
    read(world, project)
    shift = shift_of(world, project, capacity=2)
    sign_up(shift, world.people["丁"], by=world.乙, at=NOON)
    shift_of(world, project, on=TODAY + 5 * DAY, place="满的那场")
    full = project.shifts.get(place="满的那场")
    sign_up(full, world.people["丙"], by=world.乙, at=NOON)
    shown = page(f"{LIST}{project.pk}/")
    main = shown.split("<main")[-1].split("</main")[0]
    assert "独居老人看病有人陪" in main
    assert "还差 1 人" in main
    assert "满的那场" not in main
    assert "/rooms/DJ/join/" in main
    for hidden in ("丙", "丁", "社区出"):
        assert hidden not in main
    assert "陪诊小队" in page(LIST)


def test_what_is_not_public_is_stopped_or_of_another_room_is_not_there(world):
    hidden, shown = planned(world), running(world, is_public=True, title="公开的")
    stopped = read(world, running(world, is_public=True, title="停了的"))
    read(world, shown)
    stop_project(stopped, reason="没有人手", by=world.乙, at=NOON)
    assert "陪诊小队" not in page(LIST)
    assert "停了的" not in page(LIST)
    for address in (hidden.pk, stopped.pk):
        assert Client().get(f"{LIST}{address}/").status_code == 404
    assert Client().get(f"/rooms/XJ/projects/{shown.pk}/").status_code == 404


def test_the_result_stands_there_once_it_is_done(world):
    project = running(world, is_public=True)
    shift_of(world, project)
    finish_project(project, result="陪诊 40 次", by=world.乙, at=NOON)
    read(world, project)
    shown = page(f"{LIST}{project.pk}/")
    assert "陪诊 40 次" in shown
    assert "还差" not in shown


def test_nobody_reads_it_before_a_second_person_did_and_a_change_is_read_again(world):
    project = running(world, is_public=True)
    here = f"{LIST}{project.pk}/"
    assert Client().get(here).status_code == 404
    with pytest.raises(Refused, match="不能自己审定"):
        show(project, by=world.乙, at=NOON)
    read(world, project)
    assert "陪诊小队" in page(here)
    finish_project(project, result="陪诊 40 次", by=world.乙, at=NOON)
    assert Client().get(here).status_code == 404
    read(world, project)
    assert "陪诊 40 次" in page(here)
    hide(project, by=world.己, at=NOON)
    assert Client().get(here).status_code == 404
    with pytest.raises(Refused, match="不放到公开网页"):
        show(planned(world, title="不公开的"), by=world.甲, at=NOON)
