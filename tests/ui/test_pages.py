"""Frames, large type and the pages for when something went wrong."""

import re

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.urls("tests.ui.urls")

STYLE_GUIDE = override_settings(DEBUG=True)


@STYLE_GUIDE
@pytest.mark.parametrize("frame", ["desk", "portal", "phone", "print"])
def test_every_frame_draws(client: Client, frame: str) -> None:
    got = client.get("/ui/", {"frame": frame})
    assert got.status_code == 200
    assert 'lang="zh-CN"' in got.content.decode()


def test_the_style_guide_is_only_for_builders(client: Client) -> None:
    assert client.get("/ui/").status_code == 404


@STYLE_GUIDE
def test_the_first_place_of_the_phone_bar_is_the_room_s_telephone(client: Client) -> None:
    page = client.get("/ui/", {"frame": "portal"}).content.decode()
    bar = page[page.index("zs-mbar") :]
    assert bar.index("tel:02910002137") < bar.index('href="#"')


@STYLE_GUIDE
def test_the_foot_says_where_to_call_in_an_emergency(client: Client) -> None:
    page = client.get("/ui/", {"frame": "portal"}).content.decode()
    assert "遇到紧急情况请直接拨打" in page


@STYLE_GUIDE
def test_large_type_is_a_cookie_and_works_without_script(client: Client) -> None:
    assert "data-elder>" not in client.get("/ui/").content.decode()
    got = client.post("/elder/", {"on": "1", "next": "/ui/?frame=portal"})
    assert got.headers["Location"] == "/ui/?frame=portal"
    assert '<html lang="zh-CN" data-elder>' in client.get("/ui/").content.decode()
    client.post("/elder/", {"on": "0", "next": "/ui/"})
    assert "data-elder>" not in client.get("/ui/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_large_type_sends_nobody_elsewhere(client: Client, back: str) -> None:
    assert client.post("/elder/", {"on": "1", "next": back}).headers["Location"] == "/"


def test_a_get_does_not_switch_large_type(client: Client) -> None:
    assert client.get("/elder/").status_code == 405


def test_a_fault_shows_a_number_and_nothing_else(client: Client, caplog) -> None:
    client.raise_request_exception = False
    got = client.get("/fails/?q=secret")
    page = got.content.decode()
    number = re.search(r'<b class="num">([2-9A-Z]{8})</b>', page)
    assert got.status_code == 500
    assert number
    assert [word for word in ("王某某", "RuntimeError", "Django", "secret") if word in page] == []
    line = next(r.getMessage() for r in caplog.records if r.name == "zhushi.incident")
    assert number[1] in line
    assert "secret" not in line


def test_a_hidden_page_and_a_missing_one_look_the_same(client: Client) -> None:
    hidden, missing = client.get("/hides/"), client.get("/nowhere/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


@pytest.mark.parametrize(("path", "status"), [("busy", 429), ("big", 413), ("conflict", 409)])
def test_refusals_say_what_to_do(client: Client, path: str, status: int) -> None:
    got = client.get(f"/{path}/")
    assert got.status_code == status
    assert got.headers["Cache-Control"] == "no-store"
    assert "急事请直接打工作室电话" in got.content.decode()


def test_a_form_open_too_long_says_that_nothing_was_taken() -> None:
    got = Client(enforce_csrf_checks=True).post("/elder/", {"on": "1"})
    assert got.status_code == 403
    assert "没有收到您刚才的内容" in got.content.decode()
