"""Large type on every public page, and the two commonest pieces of work with the keyboard alone."""

import pytest

from zhushi.matters.models import Matter
from zhushi.matters.receipt import code_of

pytestmark = pytest.mark.journey
PUBLIC = (
    "/",
    "/d/yan/",
    "/d/yan/rooms/",
    "/d/yan/answers/",
    "/d/yan/privacy/",
    "/d/yan/feedback/",
    "/rooms/DJ/",
    "/rooms/DJ/poster/",
    "/rooms/DJ/book/",
    "/rooms/DJ/submit/",
    "/rooms/DJ/sealed/",
    "/bookings/",
    "/track/",
)


def test_every_public_page_has_room_for_large_type(street):
    world = street.world
    matter = world.matter(who=world.known_resident()).matter
    slot = street.day.slots.order_by("-starts_at").first()
    for size in ("phone", "desktop"):
        reader = street.window(size)
        reader.open("/").header("长辈版")
        for address in (*PUBLIC, f"/rooms/DJ/book/{slot.pk}/"):
            reader.open(address)
            assert reader.page.locator("html[data-elder]").count(), address
        reader.open("/track/").enter(回执码=code_of(matter)).press("查进度", "看内容和答复")
        reader.enter(电话后四位="4417").press("打开", "办到哪一步")
        reader.press("删除我的信息", "要删除您的信息吗").open("/rooms/DJ/submit/")
        reader.enter(您想说什么="字太小了").press("提交，领取回执码", "收到了")
        reader.press("打印回执", "回执码").open("/receipt/").header("标准版")
        assert not reader.page.locator("html[data-elder]").count()


def test_handing_in_and_accepting_need_no_mouse(street):
    resident = street.window("desktop")
    resident.open("/rooms/DJ/submit/").tab_to("您想说什么")
    resident.page.keyboard.type("五号院楼道的灯坏了")
    resident.tab_to("提交，领取回执码").key("Enter", "收到了，谢谢您")
    matter = Matter.objects.get()
    liaison = street.desk("乙")
    liaison.open(f"/desk/matters/{matter.ref}/").tab_to("受理").key("Enter", "您就是这件事的受理人")
    liaison.tab_to("受理").key("Enter", "已受理。")
    matter.refresh_from_db()
    assert matter.status == "ACCEPTED"
