"""Logins of the small world and the day on which it lives."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.desk.drafts import LIST, page, rules
from tests.world import NOON, PASSWORD
from zhushi.grouping.models import Draft
from zhushi.people.actions.post import post
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel, Role
from zhushi.people.models import Mandate


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
    found = []
    for number in range(6):
        person = register_person(
            world.雁, name=f"代表{number}", residence_unit=world.东社区 if number else None,
            by=world.己, at=NOON,
        )  # fmt: skip
        Mandate.objects.create(
            person=person, level=MandateLevel.DISTRICT, electing_unit="", starts_on=date(2021, 9, 1)
        )
        if number % 2:
            post(
                person, role=Role.DELEGATE, place=world.西, starts_on=date(2022, 1, 1),
                by=world.己, at=NOON,
            )  # fmt: skip
        found.append(person)
    return found


@pytest.fixture
def draft(sign_in, delegates):
    """A draft that the district's office made of them."""
    office = sign_in("己")
    answer = office.post(LIST, rules(office))
    assert answer.status_code == 302, page(answer)
    return Draft.objects.get()
