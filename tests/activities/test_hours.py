"""Hours are confirmed after the shift, by whoever keeps it, until they are right."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.activities.test_shifts import shift_of
from tests.world import DAY, NOON, TODAY
from zhushi.activities.actions.confirm_shift import confirm_shift
from zhushi.activities.actions.plan_shift import cancel_shift
from zhushi.activities.actions.sign_up import sign_up
from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models import Signup
from zhushi.activities.models.shift import hours_of
from zhushi.core.errors import Refused

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
