"""Rooms: opened at a unit, edited, checked against the standard, closed."""

from datetime import date, timedelta

import pytest

from tests.refusals import refused
from tests.world import DAY, NOON, SINCE, TODAY, announced_day
from zhushi.activities.actions.run_day import cancel_day
from zhushi.activities.actions.wind_up import wind_up
from zhushi.core.models import AuditEntry
from zhushi.rooms.actions.check_standard import check_standard
from zhushi.rooms.actions.close_room import close_room
from zhushi.rooms.actions.edit_room import edit_room
from zhushi.rooms.actions.open_room import open_room
from zhushi.rooms.actions.set_calendar_day import clear_calendar_day, set_calendar_day
from zhushi.rooms.actions.set_standard import add_item, drop_item, edit_item
from zhushi.rooms.choices import Tier
from zhushi.rooms.code_names import suggest_code
from zhushi.rooms.models import StandardItem, Unit, Workroom
from zhushi.rooms.queries import readiness_of, standing_by_room

pytestmark = pytest.mark.django_db


def open_at(world, unit="西街", *, code="XJB", opened_on=TODAY):
    return open_room(
        world.units[unit],
        code=code,
        name="新室",
        place="一号院",
        phone="029-1",
        opening="周一",
        opened_on=opened_on,
        by=world.己,
        at=NOON,
    )


def test_the_letters_of_sealed_matters_are_no_rooms(world):
    with refused("编号字头 MF"):
        open_at(world, code="MF")
    assert suggest_code("民防", {"MFA"}) != "MF"


def test_the_tier_follows_from_the_unit(world):
    tiers = {"雁": Tier.DISTRICT, "党联办": Tier.DISTRICT, "西街": Tier.STREET}
    tiers["东社区"] = Tier.GRASSROOTS
    letters = iter(("AA", "BB", "CC", "DD"))
    assert {unit: open_at(world, unit, code=next(letters)).tier for unit in tiers} == tiers


def test_a_room_is_not_opened_where_or_as_it_cannot_stand(world):
    with refused("是部门，不设工作室"):
        open_at(world, "住建")
    with refused("不是有效单位"):
        open_at(world, opened_on=SINCE - DAY)
    for code in ("", "X", "ABCDEFG", "xj", "X1", "西街", "ＸＪ"):
        with refused("2 到 6 个大写字母"):
            open_at(world, code=code)
    with refused("字头 DJ 已被"):
        open_at(world, code="DJ")


def test_an_edit_names_what_changed_and_never_code_or_unit(world):
    room = edit_room(world.东, place="二号院", phone=world.东.phone, by=world.乙, at=NOON)
    assert room.place == "二号院"
    assert AuditEntry.objects.filter(event="room.edit").get().facts == {"changed": ["place"]}
    for name in ("code", "unit", "tier", "district", "closed_on"):
        with pytest.raises(TypeError):
            edit_room(world.东, **{name: "x"}, by=world.乙, at=NOON)


def test_a_room_closes_once_with_a_last_day(world):
    with refused("不能早于设立日期"):
        close_room(world.东, closed_on=SINCE - DAY, by=world.己, at=NOON)
    close_room(world.东, closed_on=TODAY, by=world.己, at=NOON)
    with refused("已经撤销"):
        close_room(world.东, closed_on=TODAY, by=world.己, at=NOON)
    open_rooms = Workroom.objects.open_on
    assert open_rooms(TODAY).filter(code="DJ").exists()
    assert not open_rooms(TODAY + DAY).filter(code="DJ").exists()
    world.东.refresh_from_db()
    world.matter("东")
    with refused("已撤销"):
        world.matter("东", at=NOON + DAY)


def test_a_room_with_days_ahead_closes_only_after_they_are_cancelled(world):
    day = announced_day(world)
    with refused("9月16日还排着接待日"):
        wind_up(world.东, closed_on=date(2026, 9, 15), by=world.己, at=NOON)
    cancel_day(day, reason="工作室搬迁", by=world.乙, at=NOON)
    room = wind_up(world.东, closed_on=date(2026, 9, 15), by=world.己, at=NOON)
    assert room.closed_on == date(2026, 9, 15)
    assert room.reception_rules.get().ends_on == date(2026, 9, 15)


def test_a_standard_is_kept_and_checked_line_by_line(world, django_assert_num_queries):
    lines = [add_item(world.雁, label=f"有{n}", by=world.己, at=NOON) for n in "一二三"]
    assert [line.position for line in lines] == [1, 2, 3]
    for words in ("", "  "):
        with refused("请写标准的内容"):
            add_item(world.雁, label=words, by=world.己, at=NOON)
    with refused("已经有“有一”"):
        add_item(world.雁, label=" 有一 ", by=world.己, at=NOON)
    with refused("已经有“有一”"):
        edit_item(lines[1], label="有一", evidence="", position=2, by=world.己, at=NOON)
    add_item(world.外, label="有一", by=world.癸, at=NOON)

    check_standard(world.东, lines[0], is_met=False, note="没挂牌", by=world.乙, at=NOON)
    check_standard(world.东, lines[0], is_met=True, by=world.乙, at=NOON + DAY)
    foreign = StandardItem.objects.get(district=world.外)
    with refused("不是本区的标准"):
        check_standard(world.东, foreign, is_met=True, by=world.乙, at=NOON)
    with django_assert_num_queries(2):
        assert readiness_of(world.东).sentence == "3 项中有 1 项；还没检查 2 项。"
    with django_assert_num_queries(2):
        assert standing_by_room([world.东]) == ({world.东.pk: 1}, {world.雁.pk: 3})

    edit_item(lines[2], label="有三样", evidence="看墙", position=1, by=world.己, at=NOON)
    drop_item(lines[0], by=world.己, at=NOON)
    assert readiness_of(world.东).sentence == "2 项中有 0 项；还没检查 2 项。"


def test_a_day_of_the_calendar_tells_every_process_and_comes_back(world):
    stamps = {Unit.objects.get(pk=world.雁.pk).stamp}
    on = TODAY + timedelta(days=1)
    set_calendar_day(world.雁, on=on, is_off=True, name="停电", by=world.己, at=NOON)
    stamps.add(Unit.objects.get(pk=world.雁.pk).stamp)
    clear_calendar_day(world.雁, on=on, by=world.己, at=NOON)
    stamps.add(Unit.objects.get(pk=world.雁.pk).stamp)
    assert len(stamps) == 3
