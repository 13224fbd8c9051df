"""Book a time: never one place too many, and the same form is the same booking."""

import pytest

from tests.world import announced_day
from zhushi.activities.choices import TurnStatus
from zhushi.activities.models import Turn
from zhushi.core import receipts


@pytest.fixture
def slot(world):
    return announced_day(world).slots.first()


def book(client, slot, **fields):
    return client.post(f"/rooms/DJ/book/{slot.pk}/", fields)


def test_a_booking_needs_nothing_and_gives_a_code(client, slot):
    answer = book(client, slot)

    turn = Turn.objects.get()
    page = client.get(answer.url).content.decode()
    assert receipts.code_of(turn.receipt_seed)[:4] in page
    assert receipts.pin_of(turn.receipt_seed) in page


def test_a_full_time_is_refused_and_what_was_typed_stays(client, slot):
    book(client, slot)

    answer = book(client, slot, name="赵大年", subject="电梯的事")

    assert answer.status_code == 422
    assert "电梯的事" in answer.content.decode()
    assert "约满" in answer.content.decode()
    assert Turn.objects.count() == 1


def test_a_full_time_is_shown_as_full(client, slot):
    book(client, slot)

    assert "已约满" in client.get("/rooms/DJ/book/").content.decode()
    assert "另选一个" in client.get(f"/rooms/DJ/book/{slot.pk}/").content.decode()


def test_the_same_form_twice_is_one_booking(client, slot):
    for _ in range(2):
        assert book(client, slot, key="t" * 22, name="赵大年").status_code == 302

    assert Turn.objects.count() == 1


def test_a_room_without_days_leads_back_to_its_page(client, world):
    page = client.get("/rooms/DJ/book/").content.decode()
    assert "还没有公布" in page
    assert 'href="/rooms/DJ/">回到工作室' in " ".join(page.split())


def test_a_time_of_another_room_is_not_found(client, world, slot):
    assert client.post(f"/rooms/XJ/book/{slot.pk}/", {}).status_code == 404


@pytest.mark.parametrize("fields", [{"phone": "abc"}, {"name": "长" * 21}, {"subject": "\0"}])
def test_bad_input_books_nothing(client, slot, fields):
    assert book(client, slot, **fields).status_code == 422
    assert Turn.objects.count() == 0


def test_code_and_second_secret_cancel_and_free_the_place(client, slot):
    book(client, slot, phone="13800004417")
    code = receipts.code_of(Turn.objects.get().receipt_seed)
    client.post("/track/leave/")
    assert client.post("/bookings/cancel/").url == "/bookings/"

    client.post("/bookings/", {"code": code, "secret": "4417"})
    client.post("/bookings/cancel/")

    assert Turn.objects.get().status == TurnStatus.CANCELLED
    slot.refresh_from_db()
    assert slot.taken == 0


@pytest.mark.parametrize("secret", ["0000", "", "一二三四"])
def test_a_wrong_secret_finds_nothing(client, slot, secret):
    book(client, slot, phone="13800004417")
    code = receipts.code_of(Turn.objects.get().receipt_seed)
    client.post("/track/leave/")

    assert client.post("/bookings/", {"code": code, "secret": secret}).status_code == 422
    assert client.get("/bookings/mine/").url == "/bookings/"


def test_nobody_reads_the_name_from_the_booking_page(client, slot):
    book(client, slot, name="赵大年", phone="13800004417")

    assert "赵大年" not in client.get("/rooms/DJ/book/").content.decode()
