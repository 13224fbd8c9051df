"""One ground per module: it is dear to build, and nothing here changes it for good.

Which address answers whom is decided before the database is asked, so the crawl runs on SQLite
alone. Leaks and bad input open every page and send every form hundreds of times, which takes ten
minutes: ``make attack``.
"""

import logging
import os

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from tests.exchange.conftest import read_here
from tests.security.ground import ALL_POSTS, lay
from tests.security.logins import KeptLogins
from tests.security.spider import forget_figures
from tests.world import NOON
from zhushi.exchange import workbook

collect_ignore: list[str] = []
if not os.environ.get("ZHUSHI_ATTACK"):
    collect_ignore += ["test_leaks.py", "test_bad_input.py"]
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        collect_ignore += ["test_crawl.py"]


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """The world, built once for a module in a transaction of its own and rolled back after it."""
    with django_db_blocker.unblock(), time_machine.travel(NOON, tick=False):
        cache.clear()
        with transaction.atomic():
            yield lay()
            transaction.set_rollback(True)
        cache.clear()


@pytest.fixture(scope="module")
def clients(ground):
    """One client for each login and one that never signed in; sessions lie in memory."""
    KeptLogins.kept.clear()
    changed = override_settings(
        SESSION_ENGINE="django.contrib.sessions.backends.cache",
        AUTHENTICATION_BACKENDS=["tests.security.logins.KeptLogins"],
        CACHES={"default": {**settings.CACHES["default"], "OPTIONS": {"MAX_ENTRIES": 10**6}}},
    )
    logging.disable(logging.CRITICAL)
    with changed, time_machine.travel(NOON, tick=False):
        made = {"": Client(raise_request_exception=False)}
        for name in ALL_POSTS:
            made[name] = Client(raise_request_exception=False)
            made[name].force_login(ground.world.users[name])
        yield made
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Here the cache holds the sessions of a whole module; only what pages count goes."""
    forget_figures()


@pytest.fixture(autouse=True)
def _noon():
    """The clock stands where the world's does."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def _read_in_process(monkeypatch):
    """Files are read by this process: the children are tested elsewhere."""
    monkeypatch.setattr(workbook, "run_limited", read_here)
