"""Pledges on the desk: made on the meeting's page, answered by the delegate or for them."""

import pytest
from django.core.management import call_command

from tests.activities.test_projects import running
from tests.desk.statements import at_most
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.make_pledge import make_pledge
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Pledge
from zhushi.people.models import Person

pytestmark = pytest.mark.django_db
LIST = "/desk/pledges/"


def page(response):
    return response.content.decode()


def meeting(world):
    return plan_activity(
        world.rooms["东"],
        kind=ActivityKind.CONTACT,
        form="MEETING",
        programme=Programme("见面会", TODAY, people=(world.people["丙"],)),
        by=world.乙,
        at=NOON,
    )


def pledged(world, name="丙", room="东", text="每周辅导一名学生", days=10):
    return make_pledge(
        world.rooms[room],
        person=world.people[name],
        text=text,
        due_on=TODAY + days * DAY,
        by=world.己,
        at=NOON,
    )


def test_the_liaison_writes_it_down_on_the_meeting_s_page(world, sign_in):
    here = f"/desk/activities/{meeting(world).pk}/"
    liaison = sign_in("乙")
    form = page(liaison.get(here))
    assert "亮身份、作承诺" in form
    offered = form.split('name="person"')[1].split("</select>")[0]
    assert world.people["丙"].ref in offered
    assert world.people["丁"].ref not in offered  # a volunteer promises nothing
    given = {
        "person": world.people["丙"].ref,
        "introduction": "在中学教了二十年书",
        "text": "每周辅导一名学生",
        "due_on": str(TODAY + DAY),
    }
    assert liaison.post(f"{here}pledges/", {**given, "text": ""}).status_code == 422
    assert liaison.post(f"{here}pledges/", {**given, "due_on": str(TODAY)}).status_code == 422
    done = page(liaison.post(f"{here}pledges/", given, follow=True))
    assert "在中学教了二十年书" in done
    assert "每周辅导一名学生" in page(sign_in("丙").get(here))
    assert Pledge.objects.get().activity_id is not None


@pytest.mark.parametrize(("publicity", "is_said"), [("BASIC", True), ("NONE", False)])
def test_it_is_called_public_only_where_the_delegate_is_listed(
    world, sign_in, client, publicity, is_said
):
    Person.objects.filter(pk=world.people["丙"].pk).update(publicity=publicity)
    given = {
        "person": world.people["丙"].ref,
        "text": "每周辅导一名学生",
        "due_on": str(TODAY + DAY),
    }
    here = f"/desk/activities/{meeting(world).pk}/pledges/"
    done = page(sign_in("乙").post(here, given, follow=True))
    assert "承诺记下了" in done
    assert ("公开页上看得到" in done) is is_said
    assert ("每周辅导一名学生" in page(client.get("/rooms/DJ/pledges/"))) is is_said


def test_only_the_room_s_desk_writes_pledges_down_and_only_at_a_meeting(world, sign_in):
    here = f"/desk/activities/{meeting(world).pk}/pledges/"
    for who in "丙丁戊庚壬癸":
        assert sign_in(who).post(here).status_code == 404
    assert sign_in("乙").get(here).status_code == 405
    assert not Pledge.objects.exists()


def test_the_delegate_is_asked_on_the_day_and_says_how_it_went(world, sign_in, clock):
    made = pledged(world)
    clock.move_to(NOON + 10 * DAY)
    call_command("tick")
    delegate = sign_in("丙")
    assert "作的承诺到日子了" in page(delegate.get("/desk/notices/"))
    assert "到日子了" in page(delegate.get(LIST))
    assert "每周辅导一名学生" in page(delegate.get(f"{LIST}{made.pk}/"))
    refused = delegate.post(f"{LIST}{made.pk}/", {"outcome": "OPEN", "result": "辅导了三次"})
    assert refused.status_code == 422
    assert "辅导了三次" in page(refused)
    done = {"outcome": "KEPT", "result": "辅导了十次", "due_on": ""}
    assert delegate.post(f"{LIST}{made.pk}/", done).status_code == 302
    assert "每周辅导" not in page(delegate.get(LIST))
    assert "辅导了十次" in page(delegate.get(f"{LIST}?status=kept"))


def test_each_answers_the_own_one_and_the_desk_for_its_room(world, sign_in):
    ours, heads = pledged(world), pledged(world, "甲", text="修好楼道灯")
    address = f"{LIST}{heads.pk}/"
    for who in "丙丁戊庚壬癸":
        assert sign_in(who).get(address).status_code == 404
        assert (
            sign_in(who).post(address, {"outcome": "KEPT", "result": "修好了"}).status_code == 404
        )
    for who in "甲乙己":
        assert sign_in(who).get(address).status_code == 200
    assert "先问过本人" in page(sign_in("乙").get(f"{LIST}{ours.pk}/"))
    listed = page(sign_in("丙").get(LIST))
    assert "修好楼道灯" in listed
    assert f'href="{address}"' not in listed
    assert f'href="{LIST}{ours.pk}/"' in listed
    for who in "丁庚壬":
        assert sign_in(who).get(LIST).status_code == 404
    for who in "戊癸":
        assert "修好楼道灯" not in page(sign_in(who).get(LIST))
    assert Pledge.objects.filter(settled_at=None).count() == 2


def test_the_list_is_filtered_by_result_and_room(world, sign_in):
    pledged(world)
    office = sign_in("己")
    assert "每周辅导" in page(office.get(f"{LIST}?room=DJ"))
    assert "每周辅导" not in page(office.get(f"{LIST}?room=XJ"))
    for shown, status in ((True, "all"), (False, "kept"), (False, "due"), (False, "not_kept")):
        assert ("每周辅导" in page(office.get(f"{LIST}?status={status}"))) is shown
    assert office.get(f"{LIST}?status=nope&room=%00").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, count):
    for number in range(count):
        pledged(world, text=f"承诺第{number}件")
    delegate = sign_in("丙")
    with at_most(7):
        assert page(delegate.get(LIST)).count("承诺第") == count


def test_the_head_reads_how_it_went_before_everybody_does(world, sign_in, client):
    made = pledged(world)
    here = f"{LIST}{made.pk}/"
    said = {"outcome": "KEPT", "result": "每周去了一次"}
    sign_in("丙").post(here, said)
    assert "每周去了一次" not in page(client.get("/rooms/DJ/pledges/"))
    head = sign_in("甲")
    assert "说了做得怎样，等您审定公开" in page(head.get("/desk/notices/"))
    assert "审定公开</button>" in page(head.get(here))
    for name in ("乙", "丙", "戊"):
        assert sign_in(name).post(f"{here}publication/").status_code == 404
    head.post(f"{here}publication/")
    assert "每周去了一次" in page(client.get("/rooms/DJ/pledges/"))
    head.post(f"{here}withdrawal/")
    assert "每周去了一次" not in page(client.get("/rooms/DJ/pledges/"))


def test_a_project_waits_for_the_head(world, sign_in, client):
    project = running(world, is_public=True)
    here, public = f"/desk/service/{project.pk}/", f"/rooms/DJ/projects/{project.pk}/"
    assert "等审定" in page(sign_in("乙").get(here))
    assert "审定公开</button>" not in page(sign_in("乙").get(here))
    assert sign_in("乙").post(f"{here}publication/").status_code == 404
    sign_in("甲").post(f"{here}publication/")
    assert client.get(public).status_code == 200
    assert f'href="{public}"' in page(sign_in("乙").get(here))
    sign_in("己").post(f"{here}withdrawal/")
    assert client.get(public).status_code == 404
