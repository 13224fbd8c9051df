"""The portal at noon of the small world's first day."""

import pytest
import time_machine
from django.core.cache import cache

from tests.world import NOON
from zhushi.matters.models import Matter


@pytest.fixture(autouse=True)
def at_noon():
    """The clock of the portal stands where the world's does."""
    cache.clear()
    with time_machine.travel(NOON, tick=True) as traveller:
        yield traveller


@pytest.fixture
def say(client, world):
    """Hand something in online; the answer and the matter it made, if any."""

    def say_(room="DJ", **fields):
        fields.setdefault("content", "门口台阶没有扶手，老人下不了楼。")
        answer = client.post(f"/rooms/{room}/submit/", fields)
        return answer, Matter.objects.order_by("-pk").first()

    return say_


@pytest.fixture
def follow(client):
    """Enter a code, and the second secret if there is one; the page that follows."""

    def follow_(code, secret=None):
        client.post("/track/", {"code": code})
        if secret is None:
            return client.get("/track/progress/")
        return client.post("/track/open/", {"secret": secret}, follow=True)

    return follow_
