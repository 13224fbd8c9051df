"""Exchange visits: who of the same field is proposed, to whom, and asked at one tap."""

from datetime import timedelta

import pytest

from tests.desk.statements import at_most
from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.activities.actions.announce_activity import announce_activity
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.models import Activity
from zhushi.core.models import Notice
from zhushi.people.actions.note_leave import note_leave
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import Role
from zhushi.people.models import Person

pytestmark = pytest.mark.django_db
ON = TODAY + timedelta(days=5)


def page(response):
    return response.content.decode()


def delegate(world, name, room, field, role=Role.DELEGATE):
    """A delegate of a field of work in a room."""
    person = register_person(
        world.雁, name=name, occupation_field=field, phone="13900000002", by=None, at=NOON
    )
    post(person, role=role, place=world.rooms[room], starts_on=SINCE, by=None, at=NOON)
    return person


@pytest.fixture
def visit(world):
    """An exchange visit of room 东, led by 丙 who teaches."""
    lead = world.people["丙"]
    lead.occupation_field = "教育"
    lead.save()
    for name, room, field in (
        ("同室师", "东", "教育"),
        ("同室医", "东", "医疗"),
        ("邻室师", "东社", "教育"),
        ("西室师", "西", "教育"),
    ):
        delegate(world, name, room, field)
    delegate(world, "志愿师", "东", "教育", role=Role.VOLUNTEER)
    return plan_activity(
        world.东,
        kind=ActivityKind.VISIT,
        form="EXCHANGE",
        programme=Programme("看学校", ON, lead=lead),
        by=world.乙,
        at=NOON,
    )


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("乙", {"同室师"}),
        ("甲", {"同室师", "邻室师"}),
        ("己", {"同室师", "邻室师", "西室师"}),
    ],
)
def test_each_is_proposed_whom_their_own_scope_holds(world, sign_in, visit, who, seen):
    shown = page(sign_in(who).get(f"/desk/activities/{visit.pk}/"))
    names = ("同室师", "同室医", "邻室师", "西室师", "志愿师")
    assert {name for name in names if name in shown} == seen
    assert "同为教育行业" in shown


def test_nobody_else_is_proposed_anybody(world, sign_in, visit):
    for who in "丙丁":
        assert "同行业的代表" not in page(sign_in(who).get(f"/desk/activities/{visit.pk}/"))
        assert sign_in(who).post(f"/desk/activities/{visit.pk}/peers/").status_code == 404
    for who in "戊庚壬癸":
        assert sign_in(who).post(f"/desk/activities/{visit.pk}/peers/").status_code == 404


def test_they_are_asked_at_one_tap_and_stay_asked_when_the_plan_is_changed(world, sign_in, visit):
    office, here = sign_in("己"), f"/desk/activities/{visit.pk}/"
    refs = [p.ref for p in _people(world, "同室师", "西室师")]
    announce_activity(visit, by=world.乙, at=NOON)
    office.post(f"{here}peers/", {"people": refs})
    office.post(f"{here}peers/", {"people": refs})
    assert _asked(visit) == {"丙", "同室师", "西室师"}
    liaison = sign_in("乙")
    form = {"title": "看学校", "on": ON.isoformat(), "lead": visit.lead.ref, "people": refs}
    assert liaison.post(f"{here}edit/", form).status_code == 302
    assert _asked(visit) == {"丙", "同室师", "西室师"}
    assert "没有还没请的代表" in page(liaison.get(f"{here}?field=教育"))


def test_a_liaison_asks_nobody_of_another_room(world, sign_in, visit):
    (stranger,) = _people(world, "西室师")
    sent = sign_in("乙").post(
        f"/desk/activities/{visit.pk}/peers/", {"people": [stranger.ref, "\0"]}, follow=True
    )
    assert "请至少勾一位" in page(sent)
    assert _asked(visit) == {"丙"}


def test_who_is_on_leave_that_day_is_not_proposed(world, sign_in, visit):
    (away,) = _people(world, "同室师")
    note_leave(away, starts_on=ON, ends_on=ON + DAY, by=world.乙, at=NOON)
    assert "同室师" not in page(sign_in("乙").get(f"/desk/activities/{visit.pk}/"))


def test_only_the_new_ones_are_told(world, sign_in, visit):
    announce_activity(visit, by=world.乙, at=NOON)
    before = Notice.objects.count()
    sign_in("己").post(f"/desk/activities/{visit.pk}/peers/", {"people": [world.people["甲"].ref]})
    told = Notice.objects.order_by("pk")[before:]
    assert [one.user for one in told] == [world.甲]


def test_what_took_place_proposes_nobody_and_asks_nobody(world, sign_in, visit):
    Activity.objects.filter(pk=visit.pk).update(status="CANCELLED")
    here = f"/desk/activities/{visit.pk}/"
    assert "同行业的代表" not in page(sign_in("乙").get(here))
    (one,) = _people(world, "同室师")
    assert "不能再请人" in page(
        sign_in("乙").post(f"{here}peers/", {"people": [one.ref]}, follow=True)
    )
    assert _asked(visit) == {"丙"}


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_no_more(world, sign_in, visit, count):
    for number in range(count):
        delegate(world, f"师{number}", "东", "教育")
    liaison = sign_in("乙")
    with at_most(12):
        assert "同为教育行业" in page(liaison.get(f"/desk/activities/{visit.pk}/"))


def _people(world, *names):
    return [Person.objects.get(name=name) for name in names]


def _asked(visit):
    return set(visit.participants.values_list("person__name", flat=True))
