"""The pages of workrooms, their standard and the units."""

from datetime import date

import pytest

from tests.world import NOON, announced_day
from zhushi.rooms.actions.check_standard import check_standard
from zhushi.rooms.actions.set_standard import add_item
from zhushi.rooms.models import StandardCheck, StandardItem, Unit, Workroom

pytestmark = pytest.mark.django_db
ROOM = {
    "name": "东街党代表工作室",
    "place": "东街二号院一层",
    "phone": "029-10000009",
    "opening": "周一至周五 9:00–17:00",
    "facilities": ["RAMP", "SCRIBE"],
}
UNIT = {"name": "区民政局", "kind": "DEPARTMENT", "parent": "yan", "valid_from": "2026-09-01"}


@pytest.fixture
def standard(world):
    """Two lines; room 东 has the first."""
    lines = [
        add_item(world.雁, label=label, by=world.己, at=NOON) for label in ("有场所", "有电话")
    ]
    check_standard(world.东, lines[0], is_met=True, by=world.乙, at=NOON)
    return lines


PAGES = ("rooms/", "rooms/DJ/", "units/", "units/east/")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_few_statements_however_much_it_shows(
    world, sign_in, standard, page, django_assert_max_num_queries
):
    announced_day(world)
    for _ in range(3):
        world.matter()
    for name in ("乙", "甲", "己"):
        client = sign_in(name)
        with django_assert_max_num_queries(12):
            assert client.get(f"/desk/{page}").status_code == 200


def test_the_list_shows_the_scope_in_tiers_with_vacancies(world, sign_in):
    for name, codes in {"己": "DJ DJS XJ", "甲": "DJ DJS", "乙": "DJ", "丁": "DJ"}.items():
        text = sign_in(name).get("/desk/rooms/").content.decode()
        shown = {code for code in ("DJ", "DJS", "XJ") if f"/desk/rooms/{code}/" in text}
        assert shown == set(codes.split()), name
    assert "空缺" in sign_in("己").get("/desk/rooms/").content.decode()


def test_a_room_shows_place_teams_days_standard_and_figures_that_open_their_list(
    world, sign_in, standard
):
    announced_day(world)
    world.matter()
    text = sign_in("乙").get("/desk/rooms/DJ/").content.decode()
    for words in ("东街街道一号院一层", "9月16日", "2 项中有 1 项", "还没检查 1 项", "甲", "丙"):
        assert words in text
    assert "/desk/matters/?room=DJ&amp;status=open" in text
    assert "/rooms/DJ/poster/" in text


def test_strangers_get_404(world, sign_in):
    for name in ("戊", "癸", "庚", "系统"):
        assert sign_in(name).get("/desk/rooms/DJ/").status_code == 404, name
        assert sign_in(name).get("/desk/rooms/DJ/edit/").status_code == 404, name
    for page in ("rooms/new/", "rooms/DJ/closing/", "rooms/standard/", "units/new/"):
        assert sign_in("乙").get(f"/desk/{page}").status_code == 404, page
    assert sign_in("丙").get("/desk/rooms/DJ/edit/").status_code == 404
    assert sign_in("癸").get("/desk/units/east/").status_code == 404
    assert sign_in("乙").get("/desk/units/east/").status_code == 200
    assert sign_in("乙").get("/desk/units/east/edit/").status_code == 404


def test_editing_a_room_changes_what_visitors_read_and_keeps_what_is_wrong(world, sign_in):
    client = sign_in("乙")
    wrong = client.post("/desk/rooms/DJ/edit/", {**ROOM, "place": "", "longitude": "108.9"})
    assert wrong.status_code == 422
    assert "029-10000009" in wrong.content.decode()
    assert "一起填" in wrong.content.decode()

    assert client.post("/desk/rooms/DJ/edit/", ROOM).status_code == 302
    room = Workroom.objects.get(code="DJ")
    assert (room.place, room.facilities) == ("东街二号院一层", ["RAMP", "SCRIBE"])


def test_opening_a_room_suggests_a_code_and_refuses_a_taken_one(world, sign_in):
    client = sign_in("己")
    assert "请选一项" in client.get("/desk/rooms/new/?unit=").content.decode()
    page = client.get("/desk/rooms/new/?unit=west").content.decode()
    assert 'value="XJA"' in page  # XJ is taken
    taken = client.post(
        "/desk/rooms/new/?unit=west", {**ROOM, "code": "dj", "opened_on": "2026-09-07"}
    )
    assert taken.status_code == 422
    assert "编号字头 DJ 已被" in taken.content.decode()
    done = client.post(
        "/desk/rooms/new/?unit=west", {**ROOM, "code": "xjb", "opened_on": "2026-09-07"}
    )
    assert done.url == "/desk/rooms/XJB/"
    assert client.get("/desk/rooms/new/?unit=housing").status_code == 422


def test_a_room_with_days_ahead_is_not_closed_and_says_which(world, sign_in):
    announced_day(world)
    client = sign_in("己")
    refused = client.post("/desk/rooms/DJ/closing/", {"closed_on": "2026-09-10"})
    assert refused.status_code == 422
    assert "9月16日还排着接待日" in refused.content.decode()
    assert Workroom.objects.get(code="DJ").closed_on is None
    assert client.post("/desk/rooms/DJ/closing/", {"closed_on": "2026-09-16"}).status_code == 302
    assert Workroom.objects.get(code="DJ").closed_on == date(2026, 9, 16)
    assert "2026年9月16日" in client.get("/desk/rooms/DJ/").content.decode()


def test_a_line_is_checked_by_the_room_and_kept_by_the_district(world, sign_in, standard):
    first, second = standard
    client = sign_in("乙")
    address = f"/desk/rooms/DJ/checks/{second.pk}/"
    assert client.post(address, {"note": "坏了"}).status_code == 422
    assert client.post(address, {"is_met": "0", "note": "坏了"}).status_code == 302
    assert StandardCheck.objects.get(room=world.东, item=second).note == "坏了"
    assert "缺：有电话" in client.get("/desk/rooms/DJ/").content.decode()
    assert client.post("/desk/rooms/XJ/checks/1/", {"is_met": "1"}).status_code == 404

    office = sign_in("己")
    assert office.post("/desk/rooms/standard/", {"label": "有场所"}).status_code == 422
    assert office.post("/desk/rooms/standard/", {"label": "有公示"}).status_code == 302
    edited = {"label": "有热线电话", "position": "1"}
    assert office.post(f"/desk/rooms/standard/{second.pk}/", edited).status_code == 302
    assert office.post(f"/desk/rooms/standard/{first.pk}/drop/").status_code == 302
    assert list(StandardItem.objects.values_list("label", flat=True)) == ["有热线电话", "有公示"]


def test_units_are_a_tree_and_the_ended_ones_are_asked_for(world, sign_in):
    client = sign_in("己")
    text = client.get("/desk/units/").content.decode()
    for words in ("东街街道", "区住建局", "东社区", "990113001", "经办人空缺"):
        assert words in text
    assert "没有终止过" in client.get("/desk/units/?ended=1").content.decode()


def test_a_unit_is_entered_edited_renamed_and_split_with_its_history(world, sign_in):
    client = sign_in("己")
    assert client.post("/desk/units/new/", UNIT).status_code == 422  # no code, no slug
    taken = client.post("/desk/units/new/", {**UNIT, "slug": "housing"})
    assert "已被使用" in taken.content.decode()
    assert client.post("/desk/units/new/", {**UNIT, "slug": "civil"}).url == "/desk/units/civil/"

    data = {"duties": "社会救助、养老", "phone": "029-1", "is_handler": "on"}
    assert client.post("/desk/units/civil/edit/", data).status_code == 302
    unit = Unit.objects.get(slug="civil")
    assert (unit.duties, unit.is_handler) == ("社会救助、养老", True)

    early = client.post("/desk/units/civil/name/", {"name": "区民政和养老局", "on": "2026-12-01"})
    assert "还没到" in early.content.decode()
    done = client.post("/desk/units/civil/name/", {"name": "区民政和养老局", "on": "2026-09-07"})
    assert done.status_code == 302
    assert "原名“区民政局”" in client.get("/desk/units/civil/").content.decode()

    end = {"change": "MERGE", "on": "2026-09-08"}
    assert client.post("/desk/units/civil/end/", end).status_code == 422
    assert client.post("/desk/units/civil/end/", {**end, "new": ["housing"]}).status_code == 302
    assert "承接以下单位" in client.get("/desk/units/housing/").content.decode()
    assert "civil" not in client.get("/desk/units/?ended=1").content.decode()  # until tomorrow
