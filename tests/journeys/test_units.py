"""Between office and units: hand-back, extension, urging, and what the resident sees of it."""

import pytest

from tests.journeys.conftest import both_ways
from zhushi.matters.actions.accept import accept
from zhushi.matters.receipt import code_of

pytestmark = pytest.mark.journey
WHY = "要等材料到货，路面不能半截挖开。"


@both_ways
def test_a_hand_back_and_an_extension_are_decided_and_the_resident_reads_why(street):
    world = street.world
    received = world.matter(who=world.known_resident())
    matter = accept(received.matter, by=world.乙, at=received.matter.received_at)
    page = f"/desk/matters/{matter.ref}/"
    office, wrong, right = street.desk("己"), street.desk("辛"), street.desk("庚", "phone")

    office.open(page).press("交办", "书面答复到").enter(主办单位="区教育局").press("交办", "已交办")
    wrong.open(page, "转办摘要").press("退办", "只能退一次")
    wrong.enter(为什么不属于本单位职责="楼道灯归住建管。", 建议由哪个单位办="区住建局")
    wrong.press("退办", "已退办，等党联办裁定")
    office.open(page).press("裁定退办", "楼道灯归住建管").choose("决定", "同意")
    office.press("裁定退办", "退办已裁定")
    office.press("交办", "书面答复到").enter(主办单位="区住建局").press("交办", "已交办")

    assert wrong.page.goto(page).status == 404
    right.open(page).press("签收", "已签收").misses("退办，等党联办裁定")
    right.press("申请延期", "只能申请一次").enter(延长几个工作日="10", 理由=WHY)
    right.press("申请延期", "延期申请已交")
    office.open(page).press("裁定延期", WHY).choose("决定", "同意")
    office.press("裁定延期", "延期已裁定")
    office.press("催办", "通知会发给承办单位").enter(要说的话="请抓紧").press("催办", "已催办")
    office.press("督办", "督办比催办重").enter(要说的话="列入督办").press("督办", "已督办")
    right.open("/desk/notices/", "督办")

    resident = street.window("phone")
    resident.open("/track/", "回执码").enter(回执码=code_of(matter)).press("查进度", "看内容和答复")
    resident.enter(电话后四位="4417").press("打开", WHY).sees("办理时间延长").misses(
        "楼道灯归住建管"
    )
