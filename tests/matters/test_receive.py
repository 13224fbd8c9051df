"""Taking down what somebody said at a turn."""

from datetime import date, time

import pytest

from tests.world import NOON, announced_day
from zhushi.activities.actions.book import book
from zhushi.matters.receipt import code_of, pin_of

pytestmark = pytest.mark.django_db


def test_two_matters_of_one_booking_have_an_identity_each(world):
    day = announced_day(world, on=date(2026, 9, 16))
    slot = day.slots.get(starts_at=time(9))
    turn, _ = book(slot, who=world.known_resident(), key="b1", at=NOON)

    first = world.matter(turn=turn).matter
    second = world.matter(turn=turn).matter

    assert first.identity_id == turn.identity_id
    assert second.identity_id not in (None, first.identity_id)
    assert second.identity.masked_phone == first.identity.masked_phone


def test_a_receipt_can_be_printed_again_from_the_matter_alone(world):
    received = world.matter()

    assert (code_of(received.matter), pin_of(received.matter)) == (received.code, received.pin)
    assert received.code not in (received.matter.receipt_seed, received.matter.code_hash)
