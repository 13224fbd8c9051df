"""Promises by their day and how they ended."""

from datetime import date

import pytest
from django.urls import reverse

from tests.desk.statements import at_most
from tests.matters.moves import MOVES as ACTS
from tests.matters.moves import WAY_TO
from tests.world import NOON
from zhushi.matters.actions.reply import reply
from zhushi.matters.choices import CommitmentStatus, ReplyClass
from zhushi.matters.models import Commitment

pytestmark = pytest.mark.django_db
LIST = "/desk/commitments/"


def promised(world, text="更换十一处声控灯"):
    matter = world.matter().matter
    for verb in WAY_TO["HANDLING"]:
        ACTS[verb](world, matter)
    reply(
        matter.dispatches.get(is_lead=True),
        reply_class=ReplyClass.B,
        text="声控灯已经采购，本月底前换好。",
        signatory="王局长",
        promised=text,
        promised_on=date(2026, 9, 30),
        by=world.庚,
        at=NOON,
    )
    return Commitment.objects.get(matter=matter)


def url_of(one):
    return reverse("desk:settle_commitment", kwargs={"pk": one.pk})


def test_a_promise_is_listed_and_settled(client, world):
    one = promised(world)
    client.force_login(world.乙)
    assert one.text in client.get(LIST).content.decode()
    assert client.post(url_of(one), {"is_kept": "yes", "result": "好"}).status_code == 422
    done = client.post(url_of(one), {"is_kept": "yes", "result": "全部换好了"})
    assert done.status_code == 302
    one.refresh_from_db()
    assert one.status == CommitmentStatus.KEPT
    assert one.text not in client.get(LIST).content.decode()
    assert one.text in client.get(LIST + "?status=kept").content.decode()
    again = client.post(url_of(one), {"is_kept": "no", "result": "其实没有换"})
    assert again.status_code == 422
    page = client.get(f"/desk/matters/{one.matter.ref}/").content.decode()
    assert "全部换好了" in page


@pytest.mark.parametrize("who", ["丙", "丁", "庚", "壬", "审计"])
def test_others_get_404(client, world, who):
    one = promised(world)
    client.force_login(world.users[who])
    assert client.get(LIST).status_code == 404
    assert client.get(url_of(one)).status_code == 404
    assert client.post(url_of(one), {"is_kept": "yes", "result": "换好了"}).status_code == 404


def test_another_room_sees_none_of_it(client, world):
    one = promised(world)
    client.force_login(world.戊)
    assert one.text not in client.get(LIST).content.decode()
    assert client.get(url_of(one)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(client, world, count):
    for _ in range(count):
        promised(world)
    client.force_login(world.乙)
    with at_most(8):
        assert client.get(LIST).status_code == 200
