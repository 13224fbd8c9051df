"""A proof of service says what was confirmed, has a number without gaps, and is issued once."""

import pytest

from tests.activities.test_projects import running
from tests.activities.test_shifts import shift_of
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.confirm_shift import confirm_shift
from zhushi.activities.actions.issue_proof import issue_proof
from zhushi.activities.actions.sign_up import sign_up
from zhushi.core.errors import Refused
from zhushi.core.models import Notice

pytestmark = pytest.mark.django_db
LATER = NOON + 9 * DAY
WEEK = {"since": TODAY, "until": TODAY + 7 * DAY}


def served(world, *, name="丁", minutes=90, room="东", day=1):
    shift = shift_of(world, running(world, room=room), on=TODAY + day * DAY)
    sign_up(shift, world.people[name], by=world.乙, at=NOON)
    own = {one.pk: minutes for one in shift.signups.all()}
    return confirm_shift(shift, minutes=own, by=world.乙, at=LATER)


def issued(world, *, name="丁", **days):
    days = {**WEEK, **days}
    return issue_proof(world.东, world.people[name], **days, by=world.乙, at=LATER)


def test_a_proof_counts_what_was_confirmed_in_the_period_and_tells_its_holder(world):
    served(world)
    served(world, minutes=60, day=2)
    served(world, minutes=600, day=8)
    proof = issued(world)
    assert (proof.ref, proof.minutes) == ("FW990113-2026-0001", 150)
    assert proof.served == [["陪诊小队", 150]]
    assert Notice.objects.filter(user=world.丁, text__endswith=proof.ref).count() == 1


def test_numbers_have_no_gaps_and_the_same_again_is_the_same_proof(world):
    served(world)
    served(world, name="丙", day=2)
    first = issued(world)
    assert issued(world).pk == first.pk
    with pytest.raises(Refused, match="没有确认过的时长"):
        issued(world, name="甲")
    assert issued(world, name="丙").ref == "FW990113-2026-0002"
    served(world, minutes=30, day=3)
    assert issued(world).ref == "FW990113-2026-0003"
    assert first.minutes == 90


def test_days_that_cannot_be_are_refused(world):
    served(world)
    with pytest.raises(Refused, match="结束的日子"):
        issued(world, until=TODAY - DAY)
    with pytest.raises(Refused, match="已经过去"):
        issued(world, until=TODAY + 30 * DAY)
