"""Become a volunteer: consent, one application a form, seen by nobody outside."""

import pytest

from tests.world import NOON
from zhushi.core import receipts
from zhushi.people.actions.decide_joining import decline_joining
from zhushi.people.choices import JoiningStatus
from zhushi.people.models import Joining

FORM = {
    "name": "钱小满",
    "phone": "138 0000 4417",
    "kind": "LEAGUE",
    "skills": "陪人下棋",
    "free": ["SAT_AM"],
    "has_agreed": "on",
    "key": "j" * 22,
}


def send(client, room="DJ", **fields):
    return client.post(f"/rooms/{room}/join/", {**FORM, **fields})


def text(answer):
    return answer.content.decode()


def test_an_application_gives_a_code_and_nothing_else_shows_it(client, world):
    answer = send(client)

    joining = Joining.objects.get()
    assert answer.url == "/joinings/mine/"
    mine = text(client.get(answer.url))
    assert receipts.code_of(joining.receipt_seed)[:4] in mine
    for address in ("/rooms/DJ/", "/d/yan/", "/d/yan/rooms/", "/rooms/DJ/join/"):
        shown = text(client.get(address))
        assert "钱小满" not in shown
        assert "陪人下棋" not in shown


def test_the_same_form_twice_is_one_application(client, world):
    for _ in range(2):
        assert send(client).status_code == 302

    assert Joining.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"has_agreed": ""},
        {"name": ""},
        {"phone": ""},
        {"phone": "abc"},
        {"kind": "KING"},
        {"free": ["NEVER"]},
        {"skills": "\0"},
        {"name": "长" * 21},
        {"website": "x"},
    ],
)
def test_what_is_missing_or_wrong_keeps_the_form_and_stores_nothing(client, world, fields):
    answer = send(client, **fields)

    assert answer.status_code == 422
    assert Joining.objects.count() == 0
    if "skills" not in fields:
        assert "陪人下棋" in text(answer)


def test_too_many_from_one_place_have_to_wait(client, world):
    codes = [send(client, key=f"{n:022}").status_code for n in range(12)]

    assert codes[0] == 302
    assert codes[-1] == 429
    assert Joining.objects.count() < 12


def test_code_and_last_four_find_the_answer_and_take_it_back(client, world):
    send(client)
    code = receipts.code_of(Joining.objects.get().receipt_seed)
    client.session.flush()
    client.cookies.clear()
    assert client.post("/joinings/withdraw/").url == "/joinings/"
    wrong = client.post("/joinings/", {"code": code, "secret": "0000"})
    assert (wrong.status_code, "对不上" in text(wrong)) == (422, True)
    assert client.post("/joinings/", {"code": code, "secret": "4417"}).url == "/joinings/mine/"

    client.post("/joinings/withdraw/")

    assert Joining.objects.get().status == JoiningStatus.WITHDRAWN
    assert "本人撤回" in text(client.get("/joinings/mine/"))


def test_a_no_is_read_with_its_sentence(client, world):
    send(client)
    decline_joining(Joining.objects.get(), sentence="本室人已够，可到西街", by=world.乙, at=NOON)

    shown = text(client.get("/joinings/mine/"))

    assert "本室人已够，可到西街" in shown
    client.post("/joinings/withdraw/")
    assert Joining.objects.get().status == JoiningStatus.DECLINED


def test_a_get_stores_nothing_and_withdrawing_needs_a_post(client, world):
    client.get("/rooms/DJ/join/")

    assert Joining.objects.count() == 0
    assert client.get("/joinings/withdraw/").status_code == 405
    assert client.get("/joinings/mine/").url == "/joinings/"
