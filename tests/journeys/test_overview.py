"""Publishing by two people, figures that open their lists, search, a saved filter, an export."""

import re

import pytest

from tests.matters.moves import MOVES, WAY_TO
from zhushi.vault.choices import Purpose

pytestmark = pytest.mark.journey
COPY = "五号院楼道灯坏了怎么办"


def test_an_answer_is_published_by_two_people_and_read_by_all(street):
    world, liaison, head = street.world, street.desk("乙"), street.desk("甲")
    who = world.known_resident(consents=frozenset({Purpose.PUBLISH}))
    matter = world.matter(who=who).matter
    for verb in WAY_TO["TOLD"]:
        matter = MOVES[verb](world, matter)
    liaison.open(f"/desk/matters/{matter.ref}/").press("拟公开稿", "写完由另一个人审定")
    liaison.enter(标题=COPY).press("交去审定", "等另一个人审定").misses("审定公开")
    reader = street.window("phone")
    reader.open("/d/yan/answers/").misses(COPY)
    head.open("/desk/publications/", COPY).follow(COPY, "我逐字看过")
    head.tick("我逐字看过").press("审定公开", "已审定公开")
    reader.open("/d/yan/answers/", COPY).follow(COPY, "声控灯今天全部换好").misses("钱小满")
    head.press("撤回", "公开页上马上看不到", sure="撤回")
    reader.open("/d/yan/answers/").misses(COPY)


def test_figures_open_their_lists_and_lists_are_searched_kept_and_taken_out(street):
    world, office = street.world, street.desk("己")
    for verbs in ((), ("accept",), ("accept", "dispatch")):
        matter = world.matter().matter
        for verb in verbs:
            matter = MOVES[verb](world, matter)
    world.matter("西", content="小区电梯老停，老人被困过。")
    office.open("/desk/board/", "每个数都能点开看名单")
    links = office.main.locator("a.zs-fig")
    shown = [
        (re.sub(r"\D", "", one.locator("b").inner_text()), one.get_attribute("href"))
        for one in links.all()
    ]
    assert shown
    for number, address in shown[:3]:
        office.open(address)
        if int(number):
            office.sees(f"共 {number}")

    office.open("/desk/matters/", "共 4 件").enter(内容="电梯").press("筛选", "共 1 件")
    office.sees("小区电梯老停").misses("楼道的灯")
    office.enter(存下这次筛选="电梯").press("存下", "电梯")
    office.open("/desk/matters/", "共 4 件").follow("电梯", "共 1 件")
    with office.page.expect_download() as download:
        office.page.get_by_role("button", name=re.compile("^导出")).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    phone = street.desk("己", "phone")
    phone.open("/desk/board/").open("/desk/matters/").open("/desk/people/")
