"""Who is gone leaves nothing behind: matters and duties go to a named successor, or are listed."""

from datetime import timedelta

import pytest

from tests.matters.moves import MOVES
from tests.refusals import refused
from tests.world import DAY, NOON, TODAY, announced_day
from zhushi.activities.actions.assign_duty import assign_duty
from zhushi.activities.models import Duty
from zhushi.activities.queries import duties_unposted
from zhushi.core.models import AuditEntry, Notice
from zhushi.matters.actions.hand_over_work import hand_over_work
from zhushi.matters.models import Dispatch, Matter, Step
from zhushi.matters.queries import left_behind, naming
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.actions.relieve import relieve
from zhushi.people.choices import Role
from zhushi.people.models import Posting
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.django_db


def gone(world, name, ends_on=TODAY - DAY):
    """The one posting of somebody ended."""
    relieve(Posting.objects.get(person=world.people[name]), ends_on=ends_on, by=None, at=NOON)
    return world.people[name]


def successor(world, role=Role.LIAISON, place="东", name="新人"):
    person = register_person(world.雁, name=name, by=None, at=NOON)
    where = world.rooms.get(place) or world.units[place]
    post(person, role=role, place=where, starts_on=TODAY, by=None, at=NOON)
    return person


def left(world):
    found = left_behind(Workroom.objects.all(), on=TODAY)
    names = {person.pk: name for name, person in world.people.items()}
    return {(room, names.get(person, "?")): count for (room, person), count in found.items()}


def test_nobody_is_named_who_is_gone_until_somebody_goes(world, django_assert_num_queries):
    world.matter()
    world.matter(by="丙")
    world.matter("西", by="戊")
    with django_assert_num_queries(1):
        assert left_behind(Workroom.objects.all(), on=TODAY) == {}

    gone(world, "乙")

    assert left(world) == {(world.东.pk, "乙"): 1}
    gone(world, "甲")
    assert left(world) == {(world.东.pk, "乙"): 1, (world.东.pk, "甲"): 2}


def test_closed_and_sealed_matters_are_not_listed(world):
    closed, sealed = world.matter().matter, world.matter().matter
    Matter.objects.filter(pk=closed.pk).update(status="CLOSED", closed_at=NOON)
    Matter.objects.filter(pk=sealed.pk).update(visibility="SEALED")
    person = gone(world, "乙")

    assert left(world) == {}
    with refused("没有要交接的"):
        hand_over_work(person, room=world.东, to=world.people["甲"], by=world.己, at=NOON)


def test_a_liaison_s_matters_go_to_the_next_one_with_a_line_each(world):
    matters = [world.matter().matter for _ in range(3)]
    other = world.matter("西", by="戊").matter
    person, to = gone(world, "乙"), successor(world)

    done = hand_over_work(person, room=world.东, to=to, by=world.己, at=NOON)

    assert (done.matters, done.duties, done.left) == (3, 0, ())
    for matter in Matter.objects.filter(pk__in=[m.pk for m in matters]):
        assert (matter.collector, matter.accepter) == (to, world.people["甲"])
        step = Step.objects.filter(matter=matter).order_by("-pk").first()
        assert (step.said, step.public) == ("交接：收集人由乙改为新人", "")
        assert step.source == step.target == matter.status
    other.refresh_from_db()
    assert other.collector == world.people["戊"]
    assert left(world) == {}
    line = AuditEntry.objects.get(event="work.hand_over")
    assert line.facts == {"person": to.ref, "room": "DJ", "count": 3, "days": 0}


def test_who_takes_over_is_told(world):
    world.matter()
    person = gone(world, "乙")

    hand_over_work(person, room=world.东, to=world.people["甲"], by=world.己, at=NOON)

    told = Notice.objects.get(about="work:DJ")
    assert (told.user, told.text) == (
        world.甲,
        "乙在东街街道党代表工作室的 1 件事项、0 次值班交给您",
    )


def test_a_delegate_collects_and_does_not_accept(world):
    world.matter()
    head, liaison = gone(world, "甲"), gone(world, "乙")

    with refused("不能由丙接"):
        hand_over_work(head, room=world.东, to=world.people["丙"], by=world.己, at=NOON)
    done = hand_over_work(liaison, room=world.东, to=world.people["丙"], by=world.己, at=NOON)
    assert done.matters == 1
    assert set(left(world)) == {(world.东.pk, "甲")}


@pytest.mark.parametrize(("to", "words"), [("乙", "另一位"), ("戊", "不能由"), ("丁", "不能由")])
def test_not_everybody_takes_over(world, to, words):
    world.matter()
    person = gone(world, "乙")

    with refused(words):
        hand_over_work(person, room=world.东, to=world.people[to], by=world.己, at=NOON)


def test_the_office_takes_over_where_the_desk_is_empty(world):
    world.matter()
    person = gone(world, "甲")

    done = hand_over_work(person, room=world.东, to=world.people["己"], by=world.己, at=NOON)

    assert done.matters == 1
    assert left(world) == {}


def test_what_a_unit_answers_goes_to_a_handler_of_the_unit(world):
    matter = world.matter().matter
    for verb in ("accept", "dispatch", "sign_in"):
        matter = MOVES[verb](world, matter)
    assert matter.responder == world.people["庚"]
    person = gone(world, "庚")
    assert left(world) == {(world.东.pk, "庚"): 1}
    with refused("回应人不能由乙接"):
        hand_over_work(person, room=world.东, to=world.people["乙"], by=world.己, at=NOON)
    with refused("回应人不能由辛接"):
        hand_over_work(person, room=world.东, to=world.people["辛"], by=world.己, at=NOON)

    to = successor(world, Role.HANDLER, "住建")
    hand_over_work(person, room=world.东, to=to, by=world.己, at=NOON)

    matter.refresh_from_db()
    assert matter.responder == to
    assert Dispatch.objects.get(matter=matter, is_lead=True).handler == to
    assert left(world) == {}


# duties --------------------------------------------------------------------------------------


def test_later_duties_go_to_another_delegate(world):
    day = announced_day(world)
    person, to = gone(world, "丙"), successor(world, Role.DELEGATE)
    assert [duty.day for duty in duties_unposted(on=TODAY)] == [day]

    done = hand_over_work(person, room=world.东, to=to, by=world.己, at=NOON)

    assert (done.matters, done.duties) == (0, 1)
    assert [duty.person for duty in Duty.objects.all()] == [to]
    assert not duties_unposted(on=TODAY).exists()


def test_who_takes_over_a_lead_leads(world):
    announced_day(world)
    Duty.objects.update(is_lead=True)
    person, to = gone(world, "丙"), successor(world, Role.DELEGATE)

    hand_over_work(person, room=world.东, to=to, by=world.己, at=NOON)

    assert [(duty.person, duty.is_lead) for duty in Duty.objects.all()] == [(to, True)]


def test_a_duty_before_the_last_day_and_one_that_is_over_stay(world):
    day = announced_day(world)
    gone(world, "丙", ends_on=day.on)

    assert not duties_unposted(on=TODAY).exists()
    Posting.objects.filter(person=world.people["丙"]).update(ends_on=day.on - DAY)
    assert duties_unposted(on=TODAY).exists()
    assert not duties_unposted(on=day.on + timedelta(days=1)).exists()
    type(day).objects.update(status="CANCELLED")
    assert not duties_unposted(on=TODAY).exists()


def test_what_the_successor_may_not_take_is_told_and_stays(world):
    day = announced_day(world)
    world.matter(by="丙")
    person = gone(world, "丙")

    done = hand_over_work(person, room=world.东, to=world.people["乙"], by=world.己, at=NOON)

    assert (done.matters, done.duties) == (1, 0)
    assert done.left == ("9月16日的值班：乙不是党代表，只能排“协助”。",)
    assert Duty.objects.get(day=day).person == person


def test_who_is_on_duty_that_day_already_keeps_the_own(world):
    day = announced_day(world)
    assign_duty(day, world.people["甲"], by=world.乙, at=NOON)
    person = gone(world, "丙")

    with refused("甲9月16日已经值班"):
        hand_over_work(person, room=world.东, to=world.people["甲"], by=world.己, at=NOON)


def test_somebody_who_is_still_there_may_hand_over_too(world):
    world.matter()
    person = world.people["乙"]

    hand_over_work(person, room=world.东, to=world.people["甲"], by=world.乙, at=NOON)

    assert not naming([person], [world.东]).exists()


def test_the_head_of_the_street_answers_for_a_community_s_room_and_takes_over_there(world):
    matter = world.matter("东社", by="甲").matter
    assert matter.accepter == world.people["甲"] or matter.collector == world.people["甲"]
    assert left_behind(Workroom.objects.all(), on=TODAY) == {}
    Matter.objects.filter(pk=matter.pk).update(accepter=world.people["丙"])
    assert left(world) == {(world.rooms["东社"].pk, "丙"): 1}

    hand_over_work(
        world.people["丙"], room=world.rooms["东社"], to=world.people["甲"], by=world.己, at=NOON
    )

    assert left(world) == {}


def test_a_merged_matter_goes_with_the_one_it_follows(world):
    follower = world.matter().matter
    Matter.objects.filter(pk=follower.pk).update(status="MERGED")
    gone(world, "乙")

    assert left(world) == {}
