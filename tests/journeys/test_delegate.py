"""A delegate on the phone: on duty today, one note in under a minute, the answer afterwards."""

import pytest

from tests.matters.moves import MOVES
from zhushi.matters.models import Matter

pytestmark = pytest.mark.journey
WORDS = "菜市场门口的路灯晚上不亮，摔过两个人。"
MOST_ASKED = 3


def test_a_delegate_takes_an_opinion_down_and_reads_the_answer(street):
    world, phone = street.world, street.desk("丙", "phone")
    phone.open("/desk/", "今天您值班").press("记一条意见", "只有第一格必须写")
    asked = phone.main.locator("form [required]").evaluate_all("all => all.map((e) => e.name)")
    assert len(set(asked)) <= MOST_ASKED
    phone.press("记下，交给联络员", "请写下他说的事")
    phone.enter(他说了什么=WORDS).choose("怎么听到的", "走访")
    phone.press("记下，交给联络员", "记下了，编号")
    matter = Matter.objects.get()
    assert (matter.receiver, matter.channel) == (world.people["丙"], "VISIT")

    phone.open("/desk/", "待我办").follow(WORDS[:8], "登记")
    for verb in ("accept", "dispatch", "sign_in", "reply", "confirm"):
        matter = MOVES[verb](world, matter)
    phone.open("/desk/", "看答复：").follow("看答复：", "声控灯今天全部换好")
    phone.open("/desk/receptions/DJ/2026-09-16/", "接待队伍")
    phone.open("/desk/me/", "我的任职")
