"""Units: entered, edited, renamed, split and merged, with their history."""

from datetime import date

import pytest

from tests.refusals import refused
from tests.world import DAY, NOON, SINCE, TODAY
from zhushi.core.perms import Perm
from zhushi.people.access import scope_of
from zhushi.rooms.actions.edit_unit import edit_unit
from zhushi.rooms.actions.enter_unit import enter_unit
from zhushi.rooms.actions.succeed import rename, succeed
from zhushi.rooms.choices import Change, UnitKind
from zhushi.rooms.models import Succession, Unit
from zhushi.rooms.queries import handlers_of, history_of, tree_of

pytestmark = pytest.mark.django_db


def enter(world, name="南街街道", *, kind=UnitKind.STREET, slug="south", code="", **details):
    details = {"parent": world.雁, "valid_from": SINCE, **details}
    return enter_unit(name, kind=kind, slug=slug, code=code, by=world.己, at=NOON, **details)


def test_a_district_is_the_root_of_its_own_rows(world):
    root = Unit.objects.get(slug="yan")
    assert (root.district_id, root.parent_id) == (root.pk, None)
    assert enter(world).district_id == root.pk


def test_an_entry_is_refused_in_words(world):
    with refused("上级单位"):
        enter(world, parent=None)
    with refused("上级单位"):
        enter(world, kind=UnitKind.DISTRICT)
    for code in ("12", "99011300a", "9901130011"):
        with refused("6、9 或 12 位"):
            enter(world, code=code)
    with refused("990113001 已有单位"):
        enter(world, code="990113001")
    with refused("简码 east 已被使用"):
        enter(world, slug="east")
    for slug in ("", "new", "南街", "A", "a b", "x" * 21):
        with refused("简码只能用"):
            enter(world, slug=slug)
    with refused("请填单位名称"):
        enter(world, name="  ")


def test_a_community_is_never_entered_as_handling_unit(world):
    with refused("不能设为承办单位"):
        enter(world, "南社区", kind=UnitKind.COMMUNITY, slug="south-1", is_handler=True)


def test_a_code_is_free_again_once_its_unit_has_ended(world):
    new = enter(world)
    succeed(world.西街, [new], change=Change.MERGE, on=TODAY, by=world.己, at=NOON)
    again = enter(world, name="新西街街道", slug="west-2", code="990113002")
    assert again.code == world.西街.code


def test_duties_change_and_a_change_of_nothing_leaves_no_line(world):
    unit = edit_unit(world.住建, duties="楼道照明", is_handler=True, by=world.己, at=NOON)
    assert unit.duties == "楼道照明"
    with pytest.raises(TypeError):
        edit_unit(unit, name="别的", by=world.己, at=NOON)
    with refused("社区、村不能设为承办单位"):
        edit_unit(world.东社区, is_handler=True, by=world.己, at=NOON)


def test_a_community_moves_to_another_street_and_its_head_loses_it(world):
    reached = scope_of(world.甲, Perm.ROOM_VIEW, on=TODAY).rooms
    assert reached == {world.东.pk, world.东社.pk}
    for parent in (None, world.住建, world.外, world.东社区):
        with refused("上级须是本区的街道或区"):
            edit_unit(world.东社区, parent=parent, by=world.己, at=NOON)
    with refused("只有社区、村"):
        edit_unit(world.西街, parent=world.东街, by=world.己, at=NOON)
    edit_unit(world.东社区, parent=world.西街, by=world.己, at=NOON)
    fresh = type(world.甲).objects.get(pk=world.甲.pk)
    assert scope_of(fresh, Perm.ROOM_VIEW, on=TODAY).rooms == {world.东.pk}


def test_a_rename_keeps_the_old_name_and_happens_on_its_day(world):
    with refused("还没到"):
        rename(world.西街, name="新街街道", on=TODAY + DAY, by=world.己, at=NOON)
    with refused("请填新名称"):
        rename(world.西街, name=" ", on=TODAY, by=world.己, at=NOON)
    with refused("不是有效单位"):
        rename(world.西街, name="新街街道", on=date(2025, 1, 1), by=world.己, at=NOON)
    rename(world.西街, name="新街街道", on=TODAY, by=world.己, at=NOON)
    rename(world.西街, name="新街街道", on=TODAY, by=world.己, at=NOON)
    unit = rename(world.西街, name="西新街街道", on=TODAY, by=world.己, at=NOON)
    assert [past.text for past in history_of(unit)] == ["启用", "更名，原名“西街街道”"]


def test_a_split_ends_the_old_on_the_eve_and_both_sides_tell_of_it(world):
    halves = [enter(world), enter(world, name="北街街道", slug="north")]
    old = succeed(world.西街, halves, change=Change.SPLIT, on=TODAY, by=world.己, at=NOON)

    assert old.valid_to == TODAY - DAY
    assert not old.is_valid_on(TODAY)
    split = next(past for past in history_of(old) if past.units)
    assert (split.text, list(split.units)) == ("拆分，由以下单位承接", halves)
    assert [past.units for past in history_of(halves[0])] == [(), (old,)]
    assert world.西.unit_id == old.pk
    with refused("已在2026-09-06终止"):
        succeed(old, halves, change=Change.SPLIT, on=TODAY, by=world.己, at=NOON)
    with refused("资料不再改动"):
        edit_unit(old, duties="x", by=world.己, at=NOON)


@pytest.mark.parametrize(
    ("new", "on", "words"),
    [
        ([], TODAY, "由哪个单位承接"),
        (["东街"], SINCE, "晚于该单位的启用日期"),
        (["西街"], TODAY, "不能是它自己"),
        (["外"], TODAY, "不是本区的单位"),
        (["住建"], TODAY, "是部门"),
    ],
)
def test_an_unfit_successor_is_refused(world, new, on, words):
    with refused(words):
        units = [world.units[key] for key in new]
        succeed(world.西街, units, change=Change.MERGE, on=on, by=world.己, at=NOON)
    with refused("更名不终止"):
        succeed(world.西街, [world.东街], change=Change.RENAME, on=TODAY, by=world.己, at=NOON)
    later = enter(world, valid_from=TODAY + DAY)
    with refused("先录入新单位"):
        succeed(world.西街, [later], change=Change.MERGE, on=TODAY, by=world.己, at=NOON)
    assert not Succession.objects.exists()


def test_the_catalogue_lists_valid_handlers_streets_first_in_one_statement(
    world, django_assert_num_queries
):
    succeed(world.西街, [world.东街], change=Change.MERGE, on=TODAY, by=world.己, at=NOON)
    with django_assert_num_queries(1):
        names = [unit.name for unit in handlers_of(world.雁.pk, on=TODAY)]
    assert names == ["东街街道", "区住建局", "区教育局"] or names == [
        "东街街道",
        "区教育局",
        "区住建局",
    ]


def test_the_tree_hangs_everything_under_the_district(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        (root,) = tree_of(Unit.objects.of_district(world.雁).valid_on(TODAY))
    assert root.unit == world.雁
    assert [node.unit.slug for node in root.below][:3] == ["office", "east", "west"]
    assert [node.unit.slug for node in root.below[1].below] == ["east-1"]
    orphans = tree_of(Unit.objects.filter(slug="east-1"))
    assert [node.unit.slug for node in orphans] == ["east-1"]


def test_units_are_read_around_a_scope_and_edited_within_it(world):
    around = {
        name: Unit.objects.around(scope_of(world.users[name], Perm.ROOM_VIEW, on=TODAY)).count()
        for name in ("乙", "己", "癸", "系统")
    }
    assert around == {"乙": 7, "己": 7, "癸": 1, "系统": 0}
    edited = Unit.objects.in_scope(scope_of(world.乙, Perm.UNIT_EDIT, on=TODAY))
    assert not edited.exists()
