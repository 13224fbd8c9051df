"""Logins of the small world and the day on which it lives."""

import pytest
import time_machine
from django.test import Client

from tests.desk.drafts import LIST, page, rules, seat_delegates
from tests.world import NOON, PASSWORD
from zhushi.grouping.models import Draft


@pytest.fixture(autouse=True)
def _clock():
    """Every page of the desk reads the clock: it stands at noon of the world's day."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def clock(_clock):
    return _clock


@pytest.fixture
def sign_in(world):
    """A client of one of the world's people: ``sign_in("乙")``."""

    def as_(name: str) -> Client:
        client = Client()
        done = client.post(
            "/desk/login/", {"username": world.users[name].username, "password": PASSWORD}
        )
        assert done.status_code == 302
        return client

    return as_


@pytest.fixture
def delegates(world):
    """Six delegates of the district, all of them living in 东街 and sitting in 西 or nowhere."""
    return seat_delegates(world)


@pytest.fixture
def draft(sign_in, delegates):
    """A draft that the district's office made of them."""
    office = sign_in("己")
    answer = office.post(LIST, rules(office))
    assert answer.status_code == 302, page(answer)
    return Draft.objects.get()
