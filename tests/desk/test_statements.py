"""What was said at an activity, on its page: made a matter of by who may."""

import pytest

from tests.desk.statements import at_most
from tests.world import NOON, TODAY
from zhushi.activities.actions.record_activity import Said, note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity, Guest, Statement
from zhushi.core.models import AuditEntry
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


def test_the_desk_puts_a_statement_right_or_takes_it_away_until_it_is_a_matter(world, sign_in):
    first, other = noted(world, said=("招不到工人", "另一条")).statements.all()
    liaison, address = sign_in("乙"), f"{LIST}statements/{first.pk}/"
    assert "招不到工人" in page(liaison.get(address))
    assert liaison.post(address, {"text": " ", "speaker": ""}).status_code == 422
    given = {"text": "招不到技术工人", "speaker": "一位厂长"}
    done = page(liaison.post(address, given, follow=True))
    assert "招不到技术工人" in done
    assert "一位厂长" in done
    assert liaison.get(f"{address}removal/").status_code == 405
    assert "已删去" in page(liaison.post(f"{address}removal/", follow=True))
    assert list(Statement.objects.all()) == [other]
    trail = AuditEntry.objects.filter(event__startswith="statement.").order_by("pk")
    assert [one.event for one in trail] == ["statement.change", "statement.remove"]
    assert all("工人" not in f"{one.target}{one.facts}" for one in trail)


def test_what_is_a_matter_is_neither_changed_nor_taken_away(world, sign_in):
    statement = noted(world).statements.get()
    raise_statement(statement, by=world.乙, at=NOON)
    liaison, address = sign_in("乙"), f"{LIST}statements/{statement.pk}/"
    done = liaison.post(address, {"text": "别的", "speaker": ""})
    assert done.status_code == 422
    assert "已经转成事项" in page(done)
    assert "已经转成事项" in page(liaison.post(f"{address}removal/", follow=True))
    statement.refresh_from_db()
    assert statement.text == "招不到工人"


def test_guests_come_and_go_by_name_and_body(world, sign_in):
    activity = noted(world)
    liaison, here = sign_in("乙"), f"{LIST}{activity.pk}/"
    given = {"name": "周教授", "body": "区政协委员"}
    assert "来宾 · 区政协委员" in page(liaison.post(f"{here}guests/", given, follow=True))
    liaison.post(f"{here}guests/", given)
    assert liaison.post(f"{here}guests/", {"name": ""}).status_code == 422
    guest = Guest.objects.get()
    assert "去掉周教授" not in page(sign_in("丙").get(here))
    removal = f"{LIST}guests/{guest.pk}/removal/"
    for who in "丙丁戊庚癸":
        assert sign_in(who).post(removal).status_code == 404
        assert sign_in(who).post(f"{here}guests/", given).status_code == 404
        assert (
            sign_in(who).get(f"{LIST}statements/{activity.statements.get().pk}/").status_code == 404
        )
    assert "已去掉周教授" in page(liaison.post(removal, follow=True))
    assert not Guest.objects.exists()
    assert AuditEntry.objects.filter(event="activity.guest_add").count() == 1


def test_nobody_is_invited_to_what_was_called_off(world, sign_in):
    activity = noted(world)
    Activity.objects.update(status="CANCELLED")
    here = f"{LIST}{activity.pk}/"
    assert "加一位来宾" not in page(sign_in("乙").get(here))
    assert sign_in("乙").post(f"{here}guests/", {"name": "周教授"}).status_code == 422
