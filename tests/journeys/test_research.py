"""A report travels from its theme to the unit's signed answer, through five pairs of hands."""

import hashlib

import pytest

from tests.research.themes import of_room
from tests.world import NOON
from zhushi.matters.models import Matter

pytestmark = pytest.mark.journey
TEXT = """一、基本情况
走访十二个小区。
表1 户数
小区｜户数
东苑｜120
二、建议
先装三个。"""
SIGNED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def test_a_report_goes_from_its_theme_to_the_signed_answer(street, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    office, leader, unit = street.desk("己"), street.desk("领"), street.desk("庚")
    head, delegate = street.desk("甲", "phone"), street.desk("丙", "phone")

    office.open("/desk/research/priorities/", "还没有列出").enter(重点工作="城市建管")
    office.press("列入", "“城市建管”已列入")
    office.open("/desk/research/", "还没有主题").press("定主题", "要弄清什么")
    office.enter(哪个半年="2026年下半年", 主题="老旧小区改造", 围绕哪项重点工作="城市建管")
    office.press("定下", "老旧小区改造")
    office.open("/desk/settings/approvals/").field("第 1 步").fill("区委分管领导审批")
    office.enter(审批人="领").press("保存", "审批步骤已定")

    delegate.open("/desk/research/", "老旧小区改造").press("调研报告", "还没有调研报告")
    delegate.press("写一份").enter(题目="加装电梯的调研", 属于哪个主题="老旧小区改造")
    delegate.tick("甲").press("开始写", "一行一段").enter(正文=TEXT)
    delegate.press("保存", "已保存为第 2 版")
    mine, theirs = delegate.page.url, TEXT.replace("十二", "十三")
    delegate.press("接着写")
    head.open(mine).press("接着写").enter(正文=theirs).press("保存", "第 3 版")
    delegate.enter(正文=TEXT.replace("先装三个", "先装五个"))
    delegate.press("保存", "甲写的也并进来了").sees("走访十三个小区").sees("先装五个")
    delegate.press("提交党联办", "已提交，编号")
    matter = Matter.objects.get()
    page = f"/desk/matters/{matter.ref}/"

    for stranger in (leader, unit):
        assert stranger.page.goto(page).status == 404
    office.open(page, "待核对").press("退回修改").enter(要改什么="请写明建议由谁来办")
    office.press("退回修改", "已退回")
    delegate.open(mine, "退回修改").press("接着写")
    delegate.enter(正文=TEXT.replace("先装三个", "请区住建局先装五个")).press("保存", "第 5 版")
    delegate.press("再交党联办", "已提交")
    office.open(page, "请区住建局先装五个").press("核对通过，送审批")
    office.press("核对通过，送审批", "审批人收到通知")

    assert unit.page.goto(page).status == 404
    leader.open("/desk/", matter.ref).follow(matter.title, "等审批").press("审批")
    leader.choose("决定", "同意").enter(批示="请住建局研办").press("审批", "您的意见已记下")
    office.open(page, "待批转").press("批转", "批转意见").enter(主办单位="区住建局")
    office.press("批转", "已批转")

    unit.open(page, "请区住建局先装五个").misses("区委分管领导审批").press("签收", "已签收")
    unit.press("书面答复").choose("答复类别", "A 类：已解决或基本解决")
    unit.enter(答复="已会同街道排定五个单元，十一月底前开工。", 签发人="王局长")
    unit.main.locator("input[type=file]").set_input_files(
        {"name": "答复函.pdf", "mimeType": "application/pdf", "buffer": SIGNED}
    )
    unit.press("书面答复", "答复已交")
    office.open(page, "王局长").press("核对通过").press("核对通过", "答复已核对")

    delegate.open(page, "待代表评价").press("评价答复").choose("对办理态度", "满意")
    delegate.choose("对办理结果", "满意").press("评价答复", "您的评价已记下")
    office.open(page, "待定采纳").press("定是否采纳，办结").choose("是否采纳", "采纳")
    office.press("定是否采纳，办结", "已办结")

    matter.refresh_from_db()
    scan = matter.replies.get().scan
    assert scan.sha256 == hashlib.sha256(SIGNED).hexdigest()
    delegate.open(page, scan.sha256)
    with delegate.page.expect_download() as waited:
        delegate.follow("答复函.pdf")
    assert waited.value.path().read_bytes() == SIGNED
    assert matter.status == "CLOSED"
    assert matter.received_at >= NOON


def test_a_theme_is_planned_walked_and_becomes_the_ground_of_a_report(street):
    theme, matter = of_room(street.world), street.world.matter(by="丙").matter
    liaison, delegate = street.desk("乙", "phone"), street.desk("丙", "phone")
    here = f"/desk/research/themes/{theme.pk}/"

    liaison.open(here, "还没有写问题").press("写计划", "随时可以改")
    liaison.enter(要弄清哪些问题="车从哪里来\n地从哪里来").press("记下", "问题记下了")
    liaison.enter(做什么="看五号院的停车", 哪天="2026-09-09", 去哪里="五号院")
    liaison.press("加一处", "列入计划了").press("丙", "丙参加，已经告诉本人")
    liaison.enter(姓名="钱某", 单位或身份="区政协委员").press("加上", "加上了")
    liaison.open(here, "地从哪里来").sees("钱某").press("排一次 ：看五号院的停车", "列入计划")
    liaison.sees("车从哪里来").press("列入计划", "已列入计划")

    street.later(2)
    delegate.open("/desk/notices/", "东街的停车").open("/desk/activities/note/", "补记一次活动")
    delegate.page.locator("[name=what]").select_option("RESEARCH:DOORSTEP")
    delegate.enter(记几句="二十户有车，八个车位。").press("记下", "记下了")
    noted = delegate.page.url
    liaison.open(noted, "选主题").enter(属于哪个主题="东街的停车").press("就是这个", "记下了")
    delegate.open(here, "二十户有车，八个车位").press("群众怎么说", "还没有说哪些类别")

    delegate.open("/desk/research/reports/", "调研报告").press("写一份")
    delegate.enter(题目="停车的调研", 属于哪个主题="东街的停车").press("开始写", "一行一段")
    delegate.enter(正文=TEXT).press("保存", "第 2 版")
    delegate.unfold("加一样")
    delegate.enter(或者写事项编号=matter.ref, 说明了什么="夜里没有灯")
    delegate.press("列为依据", "列为依据了").sees("夜里没有灯").sees(matter.ref)
