"""The three practices and five deliverables: each kind by who does it, desk and phone.

Reception has its own journey (``test_reception_day``); here it stands in the month beside the
others. What is noted on a phone asks three things at most and takes few taps.
"""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests.core.hostile import photo_with_position
from tests.journeys.conftest import MORNING
from tests.world import SINCE
from zhushi.activities.models import Activity, Photo, Shift
from zhushi.core.moments import day_of
from zhushi.matters.models import Matter
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Mandate

pytestmark = pytest.mark.journey
ON = day_of(MORNING)
MOST_ASKED, MOST_TAPS = 3, 6
TAPS = """() => { window.taps = 0;
  addEventListener('click', (e) => { if (e.isTrusted) window.taps += 1; }, true); }"""


SHRUNK = "before => document.querySelector('[name=photos]').files[0].size < before"


def later(days: int) -> str:
    return f"{ON + timedelta(days=days)}"


def planned(desk, kind: str, title: str, days: int = 3, **more: str):
    """Planned and told by the liaison."""
    desk.open("/desk/activities/", "活动").press("计划活动", "先选哪一类")
    desk.main.locator("#kind").select_option(kind)
    desk.press("下一步", "只有名称和日子必须填")
    desk.enter(名称=title, 哪天=later(days), **more)
    return desk.press("列入计划", "已列入计划").press("通知参加的人", "已通知参加的人")


def held(desk, title: str, count: str):
    """Who came, noted afterwards."""
    desk.open("/desk/activities/?show=open", title).follow(title, "办完了，记到场")
    return desk.enter(一共来了多少人=count).press("记下到场", "接着写几句记录")


def test_contact_from_the_meeting_to_the_pledge_that_was_kept(street):
    desk, phone, head = street.desk("乙"), street.desk("丙", "phone"), street.desk("甲")
    planned(desk, "CONTACT", "党代表驻室见面会", 几点开始="09:30")
    phone.open("/desk/", "党代表驻室见面会")
    street.later(4)
    held(desk, "党代表驻室见面会", "30")
    desk.enter(哪位党代表="丙", 承诺做什么="每周辅导一名学生", 哪天前做到=later(30))
    desk.press("记下承诺", "承诺记下了")
    desk.enter(记录="代表逐一介绍自己。").press("保存记录", "记录已保存")
    visitor = street.window()
    visitor.open("/rooms/DJ/pledges/", "每周辅导一名学生").sees("进行中")

    street.later(30)
    phone.open("/desk/pledges/?status=due", "到日子了").press("说一说做得怎样", "答应")
    phone.choose("做得怎样", "做到了").enter(做了什么="每周去了一次").press("记下", "记下了")
    visitor.open("/rooms/DJ/pledges/", "已兑现").misses("每周去了一次")
    head.open("/desk/notices/", "等您审定公开").open("/desk/pledges/?status=unread", "等审定")
    head.follow("每周辅导", "承诺做得怎样").press("审定公开", "审定了")
    visitor.open("/rooms/DJ/pledges/", "每周去了一次")


def test_a_talk_from_the_rota_to_the_record_nobody_else_reads(street):
    person = street.world.people["丙"]
    Mandate.objects.create(person=person, level=MandateLevel.DISTRICT, starts_on=SINCE)
    office, phone = street.desk("己"), street.desk("丙", "phone")
    office.open("/desk/talks/", "个别谈话").enter(每月谈几人="4", 谈到哪个月为止=later(180))
    office.press("排好", "还要谈")
    row = office.main.locator("li").filter(has_text="丙")
    row.locator("summary", has_text="约时间地点").first.click()
    row.locator("[name=on]").first.fill(later(2))
    row.locator("[name=starts_at]").fill("15:00")
    row.locator("[name=place]").fill("区委 302 室")
    row.get_by_role("button", name="邀请").click()
    office.sees("约好")
    phone.open("/desk/", "个别谈话").sees("区委 302 室")
    street.later(2)
    office.open("/desk/talks/", "个别谈话")
    row.locator("summary", has_text="谈过了").first.click()
    row.get_by_role("button", name="谈过了").click()
    office.open("/desk/talks/?show=held", "谈话记录").follow("谈话记录", "加密保存，只有党联办能看")
    assert len(asked(office, "#record form")) <= MOST_ASKED
    office.enter(谈话记录="谈了联络员工作。").press("加密保存", "加密保存着")
    office.misses("谈了联络员工作").press("打开看，留下记录", "谈了联络员工作")
    office.enter(要办的事="活动室周末也开门。").press("登记成事项", "已登记")
    assert Matter.objects.get().content == "活动室周末也开门。"


def asked(walk, form: str = "form") -> set[str]:
    """The names of what has to be filled in."""
    found = walk.main.locator(f"{form} [required]").evaluate_all("all => all.map((e) => e.name)")
    return set(found)


def test_a_visit_is_noted_on_the_phone_in_three_fields_with_a_picture_that_tells_no_place(street):
    phone, desk = street.desk("丙", "phone"), street.desk("乙")
    phone.open("/desk/activities/note/", "选一类，写几句就行")
    assert len(asked(phone)) <= MOST_ASKED
    phone.page.evaluate(TAPS)
    phone.main.locator("[name=what]").select_option("VISIT:VILLAGE")
    phone.main.locator("[name=record]").click()
    phone.enter(记几句="看了社区食堂，老人吃得满意。", 听到什么意见="食堂门口的台阶太高。")
    picture = io.BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(picture, "JPEG", exif=exif_of_a_phone())
    shot = {"name": "食堂.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    phone.main.locator("[name=photos]").set_input_files(shot)
    phone.page.wait_for_function(SHRUNK, arg=len(picture.getvalue()))
    taps = phone.page.evaluate("window.taps")
    phone.press("记下", "记下了").sees("看了社区食堂")
    assert taps + 1 <= MOST_TAPS
    sent = Photo.objects.get().attachment
    with Image.open(io.BytesIO(stored_bytes(sent))) as kept:
        assert max(kept.size) == 1600
        assert not kept.getexif()
    desk.open("/desk/activities/?show=held", "走访").follow("走访", "食堂门口的台阶太高")
    desk.press("转成事项", "食堂门口的台阶太高")
    assert Matter.objects.get().statement.activity == Activity.objects.get()


def exif_of_a_phone():
    with Image.open(io.BytesIO(photo_with_position())) as picture:
        return picture.getexif()


def stored_bytes(attachment) -> bytes:
    with default_storage.open(attachment.path) as file:
        return file.read()


def test_study_from_the_plan_to_what_was_done_with_it(street):
    desk, phone = street.desk("乙"), street.desk("丙", "phone")
    desk.open("/desk/study/", "研学").press("建计划", "一段时间一份").press("建立", "研学计划")
    desk.enter(学什么="怎样接待来访", 哪天前学完=later(60)).choose("哪一类", "岗位")
    desk.press("加上", "怎样接待来访")
    planned(desk, "STUDY", "学习怎样接待")
    street.later(4)
    held(desk, "学习怎样接待", "6")
    desk.enter(记录="请老联络员讲了一遍。").press("保存记录", "记录已保存")
    phone.open("/desk/study/mine/", "我的研学")


def test_publicity_from_the_notice_to_the_report_everybody_reads(street):
    desk, head, visitor = street.desk("乙"), street.desk("甲", "phone"), street.window()
    planned(desk, "PUBLICITY", "医保政策宣讲", 地点="东街广场")
    visitor.open("/rooms/DJ/activities/", "医保政策宣讲")
    street.later(4)
    held(desk, "医保政策宣讲", "45").enter(记录="讲了异地备案。").unfold("加一条")
    desk.enter(说了什么="手机上找不到入口。").press("保存记录", "手机上找不到入口")
    desk.press("转成事项", "手机上找不到入口")
    desk.open("/desk/activities/?show=held", "医保").follow("医保", "公开报道")
    desk.enter(报道="讲了报销和备案，发了一页纸。").press("存稿", "等另一个人审定")
    visitor.open("/rooms/DJ/activities/").misses("发了一页纸")
    head.open("/desk/activities/?show=held", "医保").follow("医保", "等审定").press(
        "审定公开", "已公开"
    )
    visitor.open("/rooms/DJ/activities/", "发了一页纸")


def test_a_symposium_with_guests_and_what_each_said(street):
    desk, phone = street.desk("乙"), street.desk("丙", "phone")
    planned(desk, "SYMPOSIUM", "请居民代表座谈", 议程="停车和晾晒")
    desk.unfold("加一位来宾").enter(姓名="孔某", 单位或身份="区政协委员").press(
        "加上", "来宾加上了"
    )
    phone.open("/desk/", "请居民代表座谈").follow("请居民代表座谈", "停车和晾晒")
    street.later(4)
    held(desk, "请居民代表座谈", "12").enter(记录="主要谈停车。").unfold("加一条")
    desk.enter(或者是哪方面的人="一位居民", 说了什么="院里没有地方晾被子。")
    desk.press("保存记录", "院里没有地方晾被子").press("转成事项", "院里没有地方晾被子")
    assert Matter.objects.get().channel == "ACTIVITY"


def test_service_from_the_need_to_the_hours_that_were_given(street):
    desk, helper, head = street.desk("乙"), street.desk("丁", "phone"), street.desk("甲")
    phone = street.desk("丙", "phone")
    phone.open("/desk/service/needs/new/", "一句话就行")
    assert len(asked(phone)) <= MOST_ASKED
    phone.enter(需要什么="老人看病没人陪", 要哪方面的人="陪诊").press("记下", "记到清单上了")
    desk.open("/desk/service/needs/", "老人看病没人陪").follow("老人看病没人陪", "接下来")
    desk.press("立一个项目", "接清单上的").enter(项目名称="陪诊小队", 要达到什么="老人看病有人陪。")
    desk.tick("放到工作室的公开网页上").press("立项", "立项了").press("开始做", "开始做了")
    head.open("/desk/service/", "陪诊小队").follow("陪诊小队", "等审定").press("审定公开", "审定了")
    desk.open("/desk/service/", "陪诊小队").follow("陪诊小队", "场次").press("排一场", "要几个人")
    desk.enter(哪天=later(2), 几点开始="09:00", 几点结束="11:00", 要几个人="2")
    desk.press("排上，开放报名", "场次")
    shift = Shift.objects.get()
    visitor = street.window()
    visitor.open("/rooms/DJ/projects/", "陪诊小队").follow("陪诊小队", "还差 2 人")
    helper.open("/desk/service/mine/", "可以报名的").follow("陪诊小队", "我来").press(
        "我来", "您报上了"
    )
    street.later(3)
    desk.open(f"/desk/service/shifts/{shift.pk}/", "谁来了，几小时")
    desk.enter(丁="2").press("记下时长", "改时长")
    helper.open("/desk/service/mine/", "我服务过的")
    desk.open("/desk/service/rooms/DJ/proofs/", "证明")


def test_all_seven_stand_in_one_month(street):
    desk, phone = street.desk("乙"), street.desk("丁", "phone")
    planned(desk, "STUDY", "季度理论学习")
    planned(desk, "SYMPOSIUM", "请小店主座谈")
    for window in (desk, phone):
        window.open("/desk/activities/?show=month", "接待")
        window.sees("季度理论学习").sees("请小店主座谈")
