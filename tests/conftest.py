"""What every test may ask for."""

import os

import pytest
from django.core.cache import cache
from django.db import connection

from tests.browser import QUIET, SIZES, chromium
from zhushi.grouping import papers

# Playwright's own event loop runs in the thread of the test; the database calls there are ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
DEAREST = ("tests/ops/test_demo.py", "tests/concurrency/", "tests/security/test_crawl.py")
"""Begun first and by one process, since the others take over from the end of its list: nothing
long is left at the end, and what a module builds at length is built once."""


def pytest_collection_modifyitems(config, items):
    """The dearest first; on the second database only what asks a database (tests/run.py)."""
    items.sort(key=lambda item: not item.nodeid.startswith(DEAREST))
    if not os.environ.get("ZHUSHI_SECOND_RUN"):
        return
    asking = [item for item in items if _asks_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_database(item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    return bool(DATABASE & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """On SQLite a test with transactions of its own is cleaned up by DELETE; the trail lets it.

    On PostgreSQL nothing may hold the database when it is dropped: a thread of the live server
    that a browser left in the middle of an answer keeps its connection until it is ended here.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS core_auditentry_no_{verb}")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What one test left in the cache of the process is none of the next one's business."""
    cache.clear()
    papers.forget_all()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, once per process."""
    if chromium() is None:
        pytest.skip("这台机器没有 Chromium(apt-get install chromium-headless-shell)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        driven = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield driven
        driven.close()


@pytest.fixture
def open_page(browser, live_server):
    """Open a page: ``open_page("phone", javascript=False)``; a script error fails the test."""
    contexts, errors = [], []

    def open_(size: str = "desktop", *, javascript: bool = True):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def world(db):
    """The small world of ``tests/world.py``, built through the actions."""
    from tests import kept

    return kept.world()
