"""What was said at an activity, on its page: made a matter of by who may."""

import pytest

from tests.desk.statements import at_most
from tests.world import NOON, TODAY
from zhushi.activities.actions.record_activity import Said, note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity, Statement
from zhushi.matters.actions.raise_statement import raise_statement
from zhushi.matters.actions.seal import seal
from zhushi.matters.models import Matter

pytestmark = pytest.mark.django_db
LIST = "/desk/activities/"


def page(response):
    return response.content.decode()


def noted(world, *, room="东", said=("招不到工人",), lead="丙", key="k"):
    return note_activity(
        world.rooms[room],
        kind=ActivityKind.VISIT,
        form="FIRM",
        on=TODAY,
        record="看了车间",
        lead=world.people[lead] if lead else None,
        said=[Said(text) for text in said],
        key=key,
        by=world.己,
        at=NOON,
    )


def raising(statement):
    return f"{LIST}statements/{statement.pk}/matter/"


@pytest.mark.parametrize("who", ["乙", "甲", "己", "丙"])
def test_one_step_makes_a_matter_of_it_and_the_number_stands_there(world, sign_in, who):
    activity = noted(world)
    client = sign_in(who)
    assert "转成事项" in page(client.get(f"{LIST}{activity.pk}/"))
    done = page(client.post(raising(activity.statements.get()), follow=True))
    ref = Matter.objects.get().ref
    assert f"已转成事项，编号 {ref}" in done
    assert f'href="/desk/matters/{ref}/"' in done
    assert raising(activity.statements.get()) not in done
    matter = page(client.get(f"/desk/matters/{ref}/"))
    assert "在哪里说的" in matter
    assert f'href="{LIST}{activity.pk}/"' in matter


def test_pressed_twice_it_is_one_matter_and_looking_makes_none(world, sign_in):
    statement = noted(world).statements.get()
    liaison = sign_in("乙")
    assert liaison.get(raising(statement)).status_code == 405
    assert not Matter.objects.exists()
    liaison.post(raising(statement))
    liaison.post(raising(statement))
    assert Matter.objects.count() == 1


def test_who_may_not_receive_has_no_button_and_no_way(world, sign_in):
    ours, theirs = noted(world), noted(world, room="西", lead=None, key="w")
    assert "转成事项</button>" not in page(sign_in("丁").get(f"{LIST}{ours.pk}/"))
    for who in "丁戊庚壬癸":
        assert sign_in(who).post(raising(ours.statements.get())).status_code == 404
    for who in "甲乙丙":
        assert sign_in(who).post(raising(theirs.statements.get())).status_code == 404
    assert not Matter.objects.exists()


def test_the_number_is_a_link_only_for_who_may_see_the_matter(world, sign_in):
    activity = noted(world, lead=None)
    raise_statement(activity.statements.get(), by=world.乙, at=NOON)
    ref = Matter.objects.get().ref
    here = f"{LIST}{activity.pk}/"
    assert f'href="/desk/matters/{ref}/"' in page(sign_in("乙").get(here))
    for who in "丙丁":
        shown = page(sign_in(who).get(here))
        assert ref in shown
        assert f'href="/desk/matters/{ref}/"' not in shown


def test_what_became_a_sealed_matter_is_on_no_page_of_the_room(world, sign_in):
    activity = noted(world, said=("科长收了钱", "路灯不亮"))
    for statement in activity.statements.all():
        matter = raise_statement(statement, by=world.乙, at=NOON)
        if "钱" in statement.text:
            seal(matter, by=world.乙, at=NOON)
    for who in "甲乙丙丁己":
        shown = page(sign_in(who).get(f"{LIST}{activity.pk}/"))
        assert "路灯不亮" in shown
        assert "收了钱" not in shown


def test_a_delegate_who_notes_an_opinion_is_told_what_becomes_of_it(world, sign_in):
    given = {"key": "k", "what": "VISIT:FIRM", "on": str(TODAY), "record": "看了车间"}
    plain = page(sign_in("丙").post(f"{LIST}note/", given, follow=True))
    assert "由联络员转成事项" not in plain
    given |= {"key": "k2", "said": "招不到工人"}
    done = page(sign_in("丙").post(f"{LIST}note/", given, follow=True))
    assert "由联络员转成事项" in done
    notices = page(sign_in("乙").get("/desk/notices/"))
    assert "听到 1 条意见" in notices
    assert "招不到工人" not in notices
    assert Activity.objects.count() == 2
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_many_statements_cost_no_more(world, sign_in, count):
    activity = noted(world, said=[f"意见{n}" for n in range(count)])
    raise_statement(activity.statements.first(), by=world.乙, at=NOON)
    liaison = sign_in("乙")
    with at_most(10):
        assert page(liaison.get(f"{LIST}{activity.pk}/")).count("意见") >= count
