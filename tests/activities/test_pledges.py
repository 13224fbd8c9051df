"""A pledge is made at a meeting, asked about on its day, and ends with evidence."""

from datetime import timedelta

import pytest

from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.cancel_activity import cancel_activity
from zhushi.activities.actions.make_pledge import make_pledge
from zhushi.activities.actions.plan_activity import Programme, plan_activity
from zhushi.activities.actions.settle_pledge import ask_pledges, settle_pledge
from zhushi.activities.choices import ActivityKind, PledgeStatus
from zhushi.activities.models import Pledge
from zhushi.core.errors import Refused
from zhushi.core.models import AuditEntry, Notice
from zhushi.people.actions.relieve import relieve

pytestmark = pytest.mark.django_db
S = PledgeStatus
DUE = TODAY + 10 * DAY


def meeting(world, *, kind=ActivityKind.CONTACT, form="MEETING"):
    programme = Programme("见面会", TODAY)
    return plan_activity(
        world.rooms["东"], kind=kind, form=form, programme=programme, by=world.乙, at=NOON
    )


def pledged(world, name="丙", *, text="每周辅导一名学生", **fields):
    given = {"due_on": DUE, "by": world.乙, "at": NOON, **fields}
    return make_pledge(world.rooms["东"], person=world.people[name], text=text, **given)


def asked(world, name="丙"):
    found = Notice.objects.filter(user=world.users[name], about__startswith="pledge:")
    return list(found.values_list("text", flat=True))


def test_a_pledge_names_the_delegate_the_meeting_and_the_day(world):
    activity = meeting(world)
    made = pledged(world, activity=activity, introduction="在中学教了二十年书")
    assert (made.person, made.activity, made.status) == (world.people["丙"], activity, S.OPEN)
    assert pledged(world, activity=activity, introduction="在中学教了二十年书") == made
    line = AuditEntry.objects.get(event="pledge.make")
    assert "辅导" not in f"{line.target}{line.facts}"


def test_what_cannot_stand_on_the_board_is_refused_in_words(world):
    with pytest.raises(Refused, match="一件具体的事"):
        pledged(world, text=" ")
    with pytest.raises(Refused, match="今天之后"):
        pledged(world, due_on=TODAY)
    with pytest.raises(Refused, match="不是这个工作室的党代表"):
        pledged(world, "丁")
    with pytest.raises(Refused, match="电话和证件号码"):
        pledged(world, text="有事打 １３９-0000 0001")
    with pytest.raises(Refused, match="在见面会上"):
        pledged(world, activity=meeting(world, kind=ActivityKind.VISIT, form="FIRM"))
    off = cancel_activity(meeting(world), reason="下雨", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="取消了"):
        pledged(world, activity=off)
    assert not Pledge.objects.exists()


def test_on_its_day_the_delegate_is_asked_once_and_nobody_else(world):
    pledged(world)
    other = pledged(world, "甲", text="修好楼道灯", due_on=DUE + DAY)
    assert ask_pledges(at=NOON + 9 * DAY) == 0
    assert ask_pledges(at=NOON + 10 * DAY) == 1
    assert ask_pledges(at=NOON + 10 * DAY + timedelta(minutes=1)) == 0
    assert asked(world) == [
        f"{world.people['丙'].name}在东街街道党代表工作室作的承诺到日子了，请说一说做得怎样"
    ]
    assert asked(world, "甲") == asked(world, "乙") == []
    other.refresh_from_db()
    assert other.asked_at is None


def test_who_cannot_sign_in_any_more_is_asked_through_the_liaison(world):
    pledged(world)
    for posting in world.people["丙"].postings.all():
        relieve(posting, ends_on=TODAY, by=world.己, at=NOON)
    world.丙.is_active = False
    world.丙.save()
    assert ask_pledges(at=NOON + 10 * DAY) == 1
    assert len(asked(world, "乙")) == 1
    assert asked(world) == []


def test_what_is_under_way_gets_a_new_day_and_is_asked_again(world):
    made = pledged(world)
    ask_pledges(at=NOON + 10 * DAY)
    with pytest.raises(Refused, match="新的日子"):
        settle_pledge(made, outcome=S.OPEN, result="辅导了三次", by=world.丙, at=NOON + 10 * DAY)
    later = TODAY + 20 * DAY
    settle_pledge(
        made,
        outcome=S.OPEN,
        result="辅导了三次",
        due_on=later,
        by=world.丙,
        at=NOON + 10 * DAY,
    )
    made.refresh_from_db()
    assert (made.status, made.due_on, made.settled_at) == (S.OPEN, later, None)
    assert ask_pledges(at=NOON + 19 * DAY) == 0
    assert ask_pledges(at=NOON + 20 * DAY) == 1
    assert len(asked(world)) == 2


@pytest.mark.parametrize("outcome", [S.KEPT, S.NOT_KEPT])
def test_it_ends_once_and_with_evidence(world, outcome):
    made = pledged(world)
    with pytest.raises(Refused, match="请写几个字"):
        settle_pledge(made, outcome=outcome, result="好", by=world.丙, at=NOON)
    with pytest.raises(Refused, match="电话和证件号码"):
        settle_pledge(made, outcome=outcome, result="见13900000001", by=world.丙, at=NOON)
    done = settle_pledge(made, outcome=outcome, result="辅导了十次", by=world.丙, at=NOON)
    assert (done.status, done.settled_at) == (outcome, NOON)
    with pytest.raises(Refused, match="已经有结果"):
        settle_pledge(made, outcome=S.KEPT, result="再说一次", by=world.丙, at=NOON)
    assert ask_pledges(at=NOON + 30 * DAY) == 0


def test_with_nothing_due_one_statement_is_asked(world, django_assert_num_queries):
    pledged(world)
    with django_assert_num_queries(1):
        ask_pledges(at=NOON)
