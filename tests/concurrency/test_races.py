"""Four real clients at once, on whichever database the suite runs on.

RACE_ROUNDS (40) rounds of accept, dispatch, hand back, book the last place, and the same form four
times; RACE_TEAMS (6) of each of the heavier fights of the teams (teams.py). `make races` fights 200
of each on both databases; RACE_ONLY=shifts leaves the teams' others out.
"""

import os

import pytest

from tests.concurrency import teams
from tests.concurrency.arena import ROWS, findings
from tests.concurrency.clients import FIGHTS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROUNDS = int(os.environ.get("RACE_ROUNDS") or 40)
OF_TEAMS = int(os.environ.get("RACE_TEAMS") or 6)


def test_four_clients_at_once_never_win_twice_and_lose_nothing():
    assert findings(ROUNDS, of_teams=OF_TEAMS) == []


def test_the_fight_notices_when_the_lock_is_taken_out():
    found = findings(min(ROUNDS, 10), of_teams=4, unlocked=True)
    assert _about(found, {*FIGHTS, *ROWS})
    assert _about(found, {*teams.WINNERS, *teams.ROWS})


def _about(found: list[str], names: set[str]) -> list[str]:
    """The findings that begin with one of these names."""
    return [line for line in found if any(line.startswith(name) for name in names)]
