"""Proofs on the desk and the portal: issued by the room, read by their holder, checked by all."""

import pytest
from django.test import Client

from tests.activities.test_proofs import LATER, issued, served
from tests.desk.statements import at_most
from tests.world import TODAY
from zhushi.activities.models import ServiceProof
from zhushi.core import receipts

pytestmark = pytest.mark.django_db
ROOM, PORTAL = "/desk/service/rooms/DJ/proofs/", "/proofs/"


def page(response):
    return response.content.decode()


@pytest.fixture(autouse=True)
def _later(clock):
    clock.move_to(LATER)


def code_of(proof):
    return receipts.code_of(f"proof:{proof.seed}")


def test_the_room_s_desk_issues_a_proof_and_prints_it(world, sign_in):
    served(world)
    liaison = sign_in("乙")
    given = {"person": world.people["丁"].ref, "since": str(TODAY), "until": str(LATER.date())}
    done = liaison.post(ROOM, given, follow=True)
    proof = ServiceProof.objects.get()
    assert proof.ref in page(done)
    assert "1.5" in page(done)
    assert "<svg" in page(done)
    assert proof.ref in page(liaison.get(ROOM))
    assert liaison.post(ROOM, {**given, "person": "P-1"}).status_code == 422
    assert "结束的日子" in page(liaison.post(ROOM, {**given, "until": "2026-01-01"}))


def test_a_proof_is_read_by_its_holder_and_the_room_alone(world, sign_in):
    served(world)
    proof = issued(world)
    own = f"/desk/service/mine/proofs/{proof.pk}/"
    holder = sign_in("丁")
    assert proof.ref in page(holder.get("/desk/service/mine/"))
    assert "丁" in page(holder.get(own))
    assert holder.get(f"/desk/service/proofs/{proof.pk}/").status_code == 404
    for who in "丙戊庚癸":
        assert sign_in(who).get(own).status_code == 404
        assert sign_in(who).get(f"/desk/service/proofs/{proof.pk}/").status_code == 404
        assert sign_in(who).get(ROOM).status_code == 404


def test_anybody_learns_whether_a_proof_is_true_but_not_the_whole_name(world):
    person = world.people["丁"]
    person.name = "司徒小满"
    person.save()
    served(world)
    proof = issued(world)
    given = {"number": proof.ref.lower(), "code": code_of(proof).lower()}
    shown = page(Client().post(PORTAL, given))
    assert "这份证明是真的" in shown
    assert "司某" in shown
    assert "1.5 小时" in shown
    assert "小满" not in shown
    assert "陪诊小队" not in shown


def test_a_wrong_number_or_code_says_the_same_and_tells_nothing(world):
    served(world)
    served(world, name="丙", day=2)
    one, two = issued(world), issued(world, name="丙")
    for given in (
        {"number": one.ref, "code": code_of(two)},
        {"number": "FW990113-2026-0099", "code": code_of(one)},
        {"number": one.ref, "code": "x"},
    ):
        answer = Client().post(PORTAL, given)
        assert answer.status_code == 422
        assert "没有查到这份证明" in page(answer)
        assert "丁某" not in page(answer)
    assert Client().get(PORTAL).status_code == 200


def test_guessing_is_stopped(world):
    client = Client()
    for _ in range(20):
        assert client.post(PORTAL, {"number": "FW1", "code": "x"}).status_code == 422
    assert client.post(PORTAL, {"number": "FW1", "code": "x"}).status_code == 429


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_statements(world, sign_in, count):
    for day, name in list(enumerate("甲丙丁", start=1))[:count]:
        served(world, name=name, day=day)
        issued(world, name=name)
    liaison = sign_in("乙")
    with at_most(7):
        assert page(liaison.get(ROOM)).count("FW990113") == count
