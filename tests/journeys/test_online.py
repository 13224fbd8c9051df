"""What a resident does on the phone alone: hand in, follow, answer, rate, take back, delete."""

import io

import pytest
from PIL import Image

from tests.journeys.conftest import both_ways
from zhushi.core import clock
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.look_at import look_at
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import ReplyClass
from zhushi.matters.models import Dispatch, Matter
from zhushi.vault.choices import Field

pytestmark = pytest.mark.journey
WORDS = "门口的台阶没有扶手，我妈下楼摔过一次。"


@both_ways
def test_a_resident_follows_what_was_said_online_to_its_end_and_leaves_no_trace(street):
    resident = street.window("phone")
    code, pin = _hand_in(resident)
    world = street.world
    matter = Matter.objects.get()
    accept(matter, by=world.乙, at=clock.now())

    liaison = street.desk("乙", "phone")
    liaison.open(f"/desk/matters/{matter.ref}/", WORDS[:6])
    liaison.unfold("其他").press("向本人询问", "答复时限暂停").enter(想问什么="是几号楼的门口？")
    liaison.press("向本人询问", "已向来访人提问")

    _follow(resident, code, pin).sees("是几号楼的门口？")
    resident.enter(要补充的情况="五号楼。").press("回答", "补充的情况已送到工作室")
    _answer(world, matter)
    _tell(liaison, matter)
    resident.open("/track/progress/", "情况属实")
    resident.choose("办理的态度", "基本满意").choose("办理的结果", "不满意")
    resident.press("提交评价", "结果不满意")

    liaison.open(f"/desk/matters/{matter.ref}/", "不满意").press("退回重办", "只能重办一次")
    liaison.press("退回重办", "已退回重办")
    _reply(world, matter, "扶手今天已经装好，请您看一看。")
    _tell(liaison, matter)
    resident.open("/track/progress/", "扶手今天已经装好，请您看一看。")
    resident.choose("办理的态度", "满意").choose("办理的结果", "满意")
    resident.press("提交评价", "结果满意")
    liaison.open(f"/desk/matters/{matter.ref}/").press("办结", "凭回执查看")
    liaison.press("办结", "已办结。")
    _take_back(street, resident, matter)


def _hand_in(resident) -> tuple[str, str]:
    resident.open("/d/yan/", "找到您身边的党代表工作室")
    resident.enter(街道="东街街道").press("查找", "东街街道党代表工作室")
    resident.press("提一条意见", "只有第一项必填")
    resident.enter(您想说什么=WORDS, 怎么称呼="李小梅").tick("办完后可以公开")
    resident.main.locator("input[type=file]").set_input_files(
        {"name": "台阶.jpg", "mimeType": "image/jpeg", "buffer": _photo()}
    )
    resident.press("提交，领取回执码", "收到了，谢谢您")
    pin = resident.page.locator(".rc-pin b").inner_text()
    code = "".join(resident.page.locator(".zs-code span").all_inner_texts())
    resident.press("打印回执", code[:4])
    assert resident.paper().startswith(b"%PDF")
    resident.press("返回", "收到了").press("离开", "看不到您的事")
    return code, pin


def _follow(resident, code, pin):
    resident.open("/track/", "回执码").enter(回执码=code.lower()).press("查进度", "看内容和答复")
    resident.misses(WORDS)
    resident.enter(电话后四位="000000").press("打开", "口令不对")
    return resident.enter(电话后四位=pin).press("打开", WORDS).sees("台阶.jpg")


def _take_back(street, resident, matter):
    """Who looked stands there; a consent is taken back; the person is forgotten."""
    office = street.world.己
    look_at(matter, fields=[Field.NAME], reason="核对回访电话", by=office, at=clock.now())
    resident.open("/track/progress/", "核对回访电话").sees("共 1 次")
    row = resident.main.locator("li.pt-line").filter(has_text="公开")
    row.get_by_role("button").click()
    resident.sees("这一项同意已撤回")
    resident.press("删除我的信息", "要删除您的信息吗").press("删除我的信息", "已删除。事情照常办理")
    matter.refresh_from_db()
    assert matter.identity.forgotten_at is not None


def _answer(world, matter):
    at = clock.now()
    fresh = Matter.objects.get(pk=matter.pk)
    dispatch(fresh, lead=Charge(world.住建), extract="门口没有扶手", by=world.甲, at=at)
    sign_in(Dispatch.objects.get(), by=world.庚, at=at)
    _reply(world, matter, "情况属实，正在排计划。")


def _reply(world, matter, text):
    reply(
        Dispatch.objects.get(),
        reply_class=ReplyClass.A,
        text=text,
        signatory="王局长",
        by=world.庚,
        at=clock.now(),
    )
    confirm(Matter.objects.get(pk=matter.pk), by=world.己, at=clock.now())


def _tell(liaison, matter):
    liaison.open(f"/desk/matters/{matter.ref}/").press("告知本人", "怎么告知的")
    liaison.choose("怎么告知的", "本人凭回执自己看").choose("联系上了吗", "联系上了")
    liaison.press("告知本人", "已记下告知的情况")


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "grey").save(out, "JPEG")
    return out.getvalue()
