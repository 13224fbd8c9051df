"""Hours are confirmed after the shift, by whoever keeps it, until they are right."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.activities.test_shifts import shift_of, volunteer
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.confirm_shift import confirm_shift
from zhushi.activities.actions.plan_shift import cancel_shift
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models import Signup
from zhushi.activities.models.shift import hours_of
from zhushi.core.errors import Refused
from zhushi.people.actions.note_leave import note_leave

pytestmark = pytest.mark.django_db
AFTER = NOON + DAY


@pytest.fixture
def over(world):
    """A shift of tomorrow morning: 丙 has the place, 丁 waits."""
    shift = shift_of(world, on=TODAY + DAY)
    for name in "丙丁":
        sign_up(shift, world.people[name], by=world.乙, at=NOON)
    return shift


def seat(shift):
    return shift.signups.get(is_waiting=False)


def test_hours_are_noted_after_the_end_and_may_be_put_right(world, over):
    own = {seat(over).pk: 120}
    with pytest.raises(Refused, match="还没有结束"):
        confirm_shift(over, minutes=own, by=world.乙, at=NOON + DAY - timedelta(hours=2))
    assert confirm_shift(over, minutes=own, by=world.乙, at=AFTER).status == ShiftStatus.CONFIRMED
    assert seat(over).hours == "2"
    confirm_shift(over, minutes={seat(over).pk: 0}, by=world.乙, at=AFTER)
    assert seat(over).minutes == 0


def test_everybody_who_had_a_place_is_answered_for_and_nobody_else(world, over):
    waiting = over.signups.get(is_waiting=True)
    for minutes in ({}, {waiting.pk: 60}, {seat(over).pk: 60, waiting.pk: 60}):
        with pytest.raises(Refused, match="有变动"):
            confirm_shift(over, minutes=minutes, by=world.乙, at=AFTER)
    with pytest.raises(Refused, match="最多记 12 小时"):
        confirm_shift(over, minutes={seat(over).pk: 721}, by=world.乙, at=AFTER)
    assert not Signup.objects.exclude(minutes=None).exists()
    with pytest.raises(IntegrityError, match="waiting_has_no_hours"), transaction.atomic():
        Signup.objects.filter(pk=waiting.pk).update(minutes=60)


def test_what_was_called_off_has_no_hours(world, over):
    cancel_shift(over, reason="下雨", by=world.乙, at=NOON)
    with pytest.raises(Refused, match="取消了"):
        confirm_shift(over, minutes={seat(over).pk: 60}, by=world.乙, at=AFTER)


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0"), (60, "1"), (150, "2.5"), (105, "1.75"), (600, "10")]
)
def test_minutes_are_said_as_hours(minutes, said):
    assert hours_of(minutes) == said


def test_who_came_unasked_gets_hours_too(world, over):
    last = volunteer(world, "末")
    unasked = {world.people["丁"]: 60, last: 90}  # one waited, one had not signed up
    confirm_shift(over, minutes={seat(over).pk: 120}, unasked=unasked, by=world.乙, at=AFTER)
    over.refresh_from_db()
    hours = {one.person.name: (one.hours, one.is_unasked) for one in over.signups.all()}
    assert hours == {"丙": ("2", False), "丁": ("1", True), "末": ("1.5", True)}
    assert over.taken == 1  # the one place there was
    again = {one.pk: 30 for one in over.signups.all()}
    confirm_shift(over, minutes=again, by=world.乙, at=AFTER)
    assert set(over.signups.values_list("minutes", flat=True)) == {30}
    with pytest.raises(Refused, match="有变动"):
        confirm_shift(over, minutes=again, unasked={last: 60}, by=world.乙, at=AFTER)


def test_who_was_elsewhere_or_of_other_rooms_did_not_come_unasked(world, over):
    own, 丁 = {seat(over).pk: 60}, world.people["丁"]
    note_leave(丁, starts_on=over.on, ends_on=over.on, by=world.乙, at=NOON)
    for person, words in ((丁, "丁那天请假"), (volunteer(world, "西边", "西"), "不在这个项目")):
        with pytest.raises(Refused, match=words):
            confirm_shift(over, minutes=own, unasked={person: 60}, by=world.乙, at=AFTER)
    busy = volunteer(world, "末")
    other = shift_of(world, on=over.on)
    sign_up(other, busy, by=world.乙, at=NOON)
    confirm_shift(other, minutes={seat(other).pk: 60}, by=world.乙, at=AFTER)
    with pytest.raises(Refused, match="末同一时间报了"):
        confirm_shift(over, minutes=own, unasked={busy: 60}, by=world.乙, at=AFTER)
    confirm_shift(other, minutes={seat(other).pk: 0}, by=world.乙, at=AFTER)  # did not come there
    with pytest.raises(Refused, match="最多记 12 小时"):
        confirm_shift(over, minutes=own, unasked={busy: 721}, by=world.乙, at=AFTER)
    confirm_shift(over, minutes=own, unasked={busy: 60}, by=world.乙, at=AFTER)
