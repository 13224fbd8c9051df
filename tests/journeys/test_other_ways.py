"""What a room does not hand to a unit: guide, refer, answer at once, merge, seal."""

import pytest

from tests.journeys.conftest import both_ways
from zhushi.core import clock
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import ReplyClass
from zhushi.matters.models import Dispatch, Matter
from zhushi.matters.receipt import code_of

pytestmark = pytest.mark.journey


@both_ways
def test_what_does_not_belong_here_is_guided_referred_or_answered_at_once(street):
    world, liaison = street.world, street.desk("乙")
    matters = [world.matter(who=world.known_resident()).matter for _ in range(3)]
    guided, referred, answered = (f"/desk/matters/{m.ref}/" for m in matters)

    liaison.open(guided, "先看归不归这里办").press("不予受理并指引", "对来访人说")
    kind = liaison.field("属于哪种情况")
    kind.select_option(value="LITIGATION")
    liaison.press("不予受理并指引", "已记下给来访人的指引")
    liaison.press("办结", "凭回执查看").press("办结", "已办结。")
    liaison.open(referred).press("转其他渠道", "单号记在这里")
    liaison.enter(转到哪里="12345 热线", 那边的单号="202609160001").press("转其他渠道", "已转出")
    liaison.open(answered).press("当场答复", "当场说清楚").enter(怎么答复的="灯今天下午就换。")
    liaison.press("当场答复", "当场答复已记下")

    for matter, words in zip(
        matters, ("法定的办理途径", "12345 热线", "灯今天下午就换"), strict=True
    ):
        resident = street.window("phone")
        resident.open("/track/", "回执码").enter(回执码=code_of(matter)).press("查进度", "看内容")
        resident.enter(电话后四位="4417").press("打开", words)


@both_ways
def test_two_matters_are_merged_and_answered_one_by_one(street):
    world, liaison = street.world, street.desk("乙")
    first, second = (world.matter(who=world.known_resident()).matter for _ in range(2))
    liaison.open(f"/desk/matters/{second.ref}/").press("与同类事项并案", "标题相近的")
    liaison.enter(并入哪一件="DJ-2026-9999").press("与同类事项并案", "没有找到这个编号的事项")
    liaison.enter(并入哪一件=first.ref).press("与同类事项并案", "已并案")
    liaison.open(f"/desk/matters/{first.ref}/", second.ref)

    at = clock.now()
    first = accept(Matter.objects.get(pk=first.pk), by=world.乙, at=at)
    dispatch(first, lead=Charge(world.住建), extract="修灯", by=world.甲, at=at)
    part = Dispatch.objects.get()
    sign_in(part, by=world.庚, at=at)
    reply(
        Dispatch.objects.get(),
        reply_class=ReplyClass.A,
        text="楼道灯全部换好了，请您看一看。",
        signatory="王局长",
        by=world.庚,
        at=at,
    )
    office = street.desk("己")
    office.open(f"/desk/matters/{first.ref}/").press("核对通过", "问的每一点")
    office.press("核对通过", "可以告知本人")
    for matter in (first, second):
        liaison.open(f"/desk/matters/{matter.ref}/").press("告知本人", "怎么告知的")
        liaison.choose("怎么告知的", "电话").choose("联系上了吗", "联系上了")
        liaison.press("告知本人", "已记下告知的情况")
        resident = street.window("phone")
        resident.open("/track/", "回执码").enter(回执码=code_of(matter)).press("查进度", "看内容")
        resident.enter(电话后四位="4417").press("打开", "楼道灯全部换好了")


@both_ways
def test_an_accusation_reaches_the_confidant_and_nobody_else(street):
    resident = street.window("phone")
    resident.open("/rooms/DJ/submit/", "提一条意见").press("改走密封通道", "只有雁区指定的两名专人")
    resident.enter(您要反映什么="有人收了装修队的好处。", 涉及哪个单位="区住建局")
    resident.press("密封提交，领取回执码", "只有两名专人看得到")
    code = "".join(resident.page.locator(".zs-code span").all_inner_texts())
    pin = resident.page.locator(".rc-pin b").inner_text()
    matter = Matter.objects.get()

    for name in ("乙", "庚"):
        other = street.desk(name)
        other.open("/desk/").misses("好处")
        other.open("/desk/matters/?q=好处").misses(matter.ref)
        other.open("/desk/notices/").misses(matter.ref)
        assert other.page.goto(f"/desk/matters/{matter.ref}/").status == 404

    confidant = street.desk("壬")
    confidant.open("/desk/", matter.ref).follow("密封事项", "有人收了装修队的好处")
    confidant.enter(移送的机关="区纪委监委信访室", 对方的收件编号="2026-17")
    confidant.press("移送", "已移送。")
    resident.open("/track/", "回执码").enter(回执码=code).press("查进度", "看内容和答复")
    resident.enter(电话后四位=pin).press("打开", "已移送有权机关")
