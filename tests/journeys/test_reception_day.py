"""A reception day at the desk, from opening the door to the archived matter."""

import pytest

from tests.journeys.conftest import both_ways
from tests.world import PASSWORD
from zhushi.activities.actions.book import book
from zhushi.core import clock
from zhushi.matters.models import Matter
from zhushi.vault.actions.keep import Who

pytestmark = pytest.mark.journey
WORDS = "五号院楼道的灯坏了半年，晚上看不见，老人上下楼不安全。"
ANSWER = "情况属实，已经安排更换全部楼道灯，本月底前装好。"


@both_ways
def test_what_is_said_on_a_reception_day_is_answered_rated_and_filed(street):
    slot = street.day.slots.order_by("starts_at").first()
    book(
        slot,
        who=Who(name="周大海", phone="13700005566"),
        subject="停车位的事",
        key="booked",
        at=clock.now(),
    )
    liaison = street.window("desktop")
    _open_the_day(street, liaison)
    code = _take_down(street, liaison)
    matter = Matter.objects.get()
    page = f"/desk/matters/{matter.ref}/"

    head = street.desk("甲")
    head.open(page, matter.ref).press("受理", "标题")
    head.press("受理", "已受理。您是这件事的受理人。")
    _dispatch(head)
    _handle(street, page)
    office = street.desk("己")
    office.open(page).press("核对通过", "问的每一点都答了吗").press("核对通过", "可以告知本人")
    liaison.open(page).press("告知本人", "怎么告知的")
    liaison.choose("怎么告知的", "电话").choose("联系上了吗", "联系上了")
    liaison.press("告知本人", "已记下告知的情况")
    _rate(street, code)
    liaison.open(page, "本人评价")
    liaison.press("记回访", "问问结果落实了没有").choose("联系上了吗", "联系上了")
    liaison.press("记回访", "回访已记下")
    liaison.press("办结", "凭回执查看").press("办结", "已办结。")
    office.open(page).press("归档", "已归档。", sure="归档")
    _close_the_day(liaison)
    matter.refresh_from_db()
    assert matter.status == "ARCHIVED"


def _open_the_day(street, liaison):
    liaison.open("/desk/", "登录工作台")
    liaison.enter(登录名=street.world.乙.username, 密码=PASSWORD)
    liaison.press("登录", "今天是接待日")
    liaison.press("开始接待", "接待开始了")
    liaison.press("现场登记", "怎么称呼")
    liaison.enter(怎么称呼="赵先生", 想说什么事="楼道的灯")
    liaison.press("登记，给一个号", "赵先生是 2 号")
    liaison.press("到了", "1 号到了", near="停车位的事")


def _take_down(street, liaison) -> str:
    """Call both, take the second down; returns the receipt code."""
    liaison.press("叫号", "正在接待", near="停车位的事")
    liaison.press("没有要记的", "1 号没有留下意见", sure="没有要记的")
    liaison.press("叫下一位 2 号", "正在接待").press("记下来", "来访人的原话")
    liaison.enter(来访人的原话=WORDS, 怎么称呼="钱小满", 电话="13800004417")
    liaison.tick("隐去身份后可以公开")
    liaison.press("登记，给回执", "您的回执码")
    assert liaison.paper().startswith(b"%PDF")
    code = "".join(liaison.page.locator(".zs-code span").all_inner_texts())
    liaison.press("看这件事", "三个责任人")
    liaison.press("回执", "只在登记时显示一次")
    return code


def _dispatch(head):
    head.press("交办", "书面答复到")
    head.enter(主办单位="区住建局", 主办要办的事="换灯").unfold("协办单位")
    head.enter(**{"协办单位 1": "区教育局"})
    head.press("交办", "已交办")


def _handle(street, page):
    lead, helper = street.desk("庚"), street.desk("辛", "phone")
    lead.open("/desk/inbox/", "楼道").follow("楼道", "转办摘要")
    lead.misses("钱小满").press("签收", "已签收。")
    helper.open("/desk/inbox/", "楼道").follow("楼道", "转办摘要").press("签收", "已签收。")
    helper.press("提交协办意见", "由主办单位一并答复").enter(协办意见="我们配合。")
    helper.press("提交协办意见", "协办意见已交")
    lead.press("书面答复", "答复类别").choose("答复类别", "B 类：正在解决或列入计划")
    lead.enter(答复=ANSWER, 签发人="王局长", 承诺做什么="全部换好", 哪天做到="2026-09-30")
    lead.press("书面答复", "等党联办核对")


def _rate(street, code):
    resident = street.window("phone")
    resident.open("/track/", "回执码").enter(回执码=code).press("查进度", "看内容和答复")
    resident.misses(WORDS)
    resident.enter(电话后四位="4417").press("打开", ANSWER).sees("全部换好")
    resident.choose("办理的态度", "满意").choose("办理的结果", "基本满意")
    resident.press("提交评价", "谢谢您的评价").sees("态度满意，结果基本满意")
    resident.press("离开", "看不到您的事")


def _close_the_day(liaison):
    liaison.open("/desk/receptions/DJ/2026-09-16/").press("结束今天的接待", "来了 2 人")
    liaison.enter(小结="两位来访。").press("结束接待", "登记台账可以打印签名")
    liaison.press("打印接待登记台账", "党员群众接待登记台账")
    liaison.page.emulate_media(media="print")
    rows = liaison.page.locator("tbody tr:not(.blank)")
    printed = rows.all_inner_texts()
    assert len(printed) >= 1
    assert any("钱" in row and "钱小满" not in row and "楼道" in row for row in printed)
    assert liaison.paper().startswith(b"%PDF")
