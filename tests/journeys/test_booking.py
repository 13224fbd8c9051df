"""Book a time on the phone, keep the receipt, give the time back."""

import pytest

from tests.journeys.conftest import both_ways
from zhushi.activities.models import Turn

pytestmark = pytest.mark.journey


@both_ways
def test_a_time_is_booked_and_given_back(street):
    street.later(days=-2)
    resident = street.window("phone")
    resident.open("/d/yan/", "东街街道党代表工作室").press("约个时间", "点一个还空着的时段")
    resident.press("9:30", "告诉我们一点就行")
    resident.enter(怎么称呼="周先生", 电话="1370000", 想谈什么事="停车位")
    resident.enter(电话="12").press("约这个时间", "电话好像不对")
    resident.enter(电话="137 0000 5566").press("约这个时间", "约好了")
    code = "".join(resident.page.locator(".zs-code span").all_inner_texts())
    turn = Turn.objects.get()
    assert turn.slot.is_full

    other = street.window("phone")
    other.open("/rooms/DJ/book/", "已约满").misses("周先生")

    resident.press("离开", "看不到您的事").open("/bookings/", "查或取消预约")
    resident.enter(预约码=code, 电话后四位="5566").press("找到我的预约", "约好了")
    resident.press("取消预约", "再约一个时间", sure="取消预约")
    other.open("/rooms/DJ/book/", "9:30").misses("已约满")
    other.press("9:30", "告诉我们一点就行").press("约这个时间", "口令只在这里给您看")
    assert Turn.objects.filter(slot=turn.slot).count() == 2
