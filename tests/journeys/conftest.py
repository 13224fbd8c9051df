"""Windows of staff and residents on one live server, on the morning of a reception day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.core.cache import cache
from django.test import Client

from tests.journeys.walk import Walk
from tests.world import PASSWORD, announced_day

MORNING = datetime(2026, 9, 16, 0, 55, tzinfo=UTC)
"""Five to nine in Xi'an, on the reception day that ``announced_day`` gives room 东."""


class Street:
    """The world with its reception day, and everybody's window."""

    def __init__(self, world, open_page, clock, url: str, *, javascript: bool) -> None:
        self.world, self.url, self.javascript = world, url, javascript
        self._open_page, self._clock = open_page, clock
        self._desks: dict[tuple[str, str], Walk] = {}
        self.walks: list[Walk] = []
        self.day = announced_day(world)

    def window(self, size: str = "phone", *, javascript: bool | None = None) -> Walk:
        """A fresh browser: a resident, or somebody who has yet to sign in."""
        script = self.javascript if javascript is None else javascript
        page = self._open_page(size, javascript=script)
        page.context.set_default_timeout(30_000)
        walk = Walk(page, size, javascript=script)
        self.walks.append(walk)
        return walk

    def desk(self, name: str, size: str = "desktop") -> Walk:
        """The window of one of the world's people, signed in; the same one each time."""
        if (name, size) not in self._desks:
            self._desks[name, size] = self.window(size)
            self._sign_in(name, self._desks[name, size])
        return self._desks[name, size]

    def later(self, days: int) -> None:
        """Let days go by; sessions end meanwhile, so everybody signs in again."""
        self._clock.shift(timedelta(days=days))
        for (name, _), walk in self._desks.items():
            self._sign_in(name, walk)

    def _sign_in(self, name: str, walk: Walk) -> None:
        client = Client()
        client.post(
            "/desk/login/",
            {"username": self.world.users[name].username, "password": PASSWORD},
        )
        cookie = client.cookies["sessionid"].value
        walk.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.url}])


@pytest.fixture
def clock():
    cache.clear()
    with time_machine.travel(MORNING, tick=True) as traveller:
        yield traveller


@pytest.fixture(params=[True], ids=["js"])
def javascript(request) -> bool:
    """With JavaScript; ``both_ways`` lets a journey be walked without it too."""
    return request.param


WITHOUT = pytest.param(False, id="no_js", marks=pytest.mark.once)
both_ways = pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="js"), WITHOUT], indirect=True
)


@pytest.fixture(autouse=True)
def _kept_by_the_browser(monkeypatch):
    """Style sheets and scripts are fetched once a window, not with every page."""
    serve = StaticFilesHandlerMixin.serve

    def serve_for_long(self, request):
        response = serve(self, request)
        response["Cache-Control"] = "max-age=315360000, immutable"
        return response

    monkeypatch.setattr(StaticFilesHandlerMixin, "serve", serve_for_long)


@pytest.fixture
def street(clock, live_server, world, open_page, javascript):
    built = Street(world, open_page, clock, live_server.url, javascript=javascript)
    yield built
    trouble = sorted({line for walk in built.walks for line in walk.trouble})
    assert trouble == []
