"""The board of a grouping by mouse, by keyboard and by forms alone; a place put on the map."""

import pytest
from playwright.sync_api import expect

from tests.desk.drafts import seat_delegates
from tests.journeys.conftest import both_ways
from zhushi.grouping.models import Draft
from zhushi.people.models import PersonPlace
from zhushi.rooms.models import Workroom

pytestmark = pytest.mark.journey


@pytest.fixture
def board(street):
    """The office's window on a fresh draft of six delegates and three rooms, two on the map."""
    street.people = seat_delegates(street.world)
    Workroom.objects.filter(code="DJ").update(longitude=108.96, latitude=34.22)
    Workroom.objects.filter(code="XJ").update(longitude=108.90, latitude=34.20)
    office = street.desk("己")
    office.open("/desk/grouping/").press("计算草案", "已证明")
    return office


def seat_of(ref: str) -> str:
    return Draft.objects.get().result["assignment"][ref]


def test_a_card_dragged_or_carried_by_keys_is_priced_before_anything_changes(board, street):
    page, ref = board.page, street.people[1].ref
    here = seat_of(ref)
    card = page.locator(f'[data-person="{ref}"]')
    there = page.locator(f'[data-column]:not([data-column="{here}"])').last
    card.drag_to(there)
    expect(page.locator("[data-price]")).to_be_focused()
    expect(page.locator("[data-board-says]")).to_contain_text("米")
    assert seat_of(ref) == here
    board.press("不挪了", "为什么在这里")

    link = page.locator(f'[data-person="{ref}"] a')
    link.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-board-says]")).to_contain_text("拿起代表1")
    page.keyboard.press("Escape")
    expect(page.locator("[data-board-says]")).to_contain_text("没有动")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-price]")).to_be_focused()
    board.press("就这样挪", "已照办")
    assert seat_of(ref) != here


def test_a_card_and_its_dot_light_each_other_up(board, street):
    person = street.people[1]
    board.open(f"/desk/people/{person.ref}/place/", "在图上")
    page = board.page
    page.get_by_role("button", name="住处", exact=True).click()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-place-says]")).to_contain_text("经度")
    typed = float(page.locator("[name=home_longitude]").input_value())
    page.keyboard.press("Shift+ArrowRight")
    assert float(page.locator("[name=home_longitude]").input_value()) == pytest.approx(typed + 0.01)
    board.press("记下", "位置已记下")
    assert PersonPlace.objects.get().home[0] == pytest.approx(typed + 0.01)

    board.open("/desk/grouping/").press("计算草案", "已证明")
    page.locator(f'[data-person="{person.ref}"] a').focus()
    expect(page.locator(f'[data-dot="{person.ref}"]')).to_have_class("gp-dot moved hit")
    page.locator(f'[data-dot="{person.ref}"] circle').click()
    board.sees(f"{person.name}为什么在这里")


@both_ways
def test_forms_alone_lock_pair_compare_and_send_to_review(board, street):
    ref = street.people[1].ref
    here = seat_of(ref)
    board.follow("代表1", "为什么在这里").press("锁定在这里", "已锁定")
    board.press("解锁", "已照办").press("看代价", "的代价").press("就这样挪", "已照办")
    assert seat_of(ref) != here
    board.enter(同谁在一起="代表2").press("放在一起", "同代表2在一起")
    assert seat_of(ref) == seat_of(street.people[2].ref)
    board.open("/desk/grouping/").press("计算草案", "已证明")
    board.open("/desk/grouping/").press("两个方案对着看", "坐得不一样的人")
    draft = Draft.objects.order_by("pk").first()
    board.open(f"/desk/grouping/{draft.pk}/").press("送审", "只有您一位")
    board.enter(意见="组长会上念过").press("采用，通知动的人", "已采用")
