"""Four real clients at once, on whichever database the suite runs on.

RACE_ROUNDS (default 200) rounds of accept, dispatch, hand back, book the last place, and the
same form four times.
"""

import os

import pytest

from tests.concurrency.arena import findings

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROUNDS = int(os.environ.get("RACE_ROUNDS") or 200)


def test_four_clients_at_once_never_win_twice_and_lose_nothing():
    assert findings(ROUNDS) == []


def test_the_fight_notices_when_the_lock_is_taken_out():
    assert findings(min(ROUNDS, 10), unlocked=True) != []
