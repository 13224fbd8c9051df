"""A district's official table: entered once, renamed with history, never deleted."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.books import save_csv
from tests.world import NOON
from zhushi.core.errors import Refused
from zhushi.exchange.actions.store_divisions import open_district, store_divisions
from zhushi.exchange.actions.take_files import take_files
from zhushi.exchange.choices import RunKind, RunStatus
from zhushi.exchange.imports.divisions import read_divisions
from zhushi.exchange.models import ImportRun
from zhushi.rooms.choices import Change, UnitKind
from zhushi.rooms.models import Succession, Unit

STREETS = [("990113001", "东街街道"), ("990113002", "西街街道")]
COMMUNITIES = [
    ("990113001001", "东社区居委会"),
    ("990113002001", "西社区居委会"),
    ("990113002201", "西村村委会"),
]


@pytest.fixture
def run_of(db, tmp_path):
    """Store tables of these lines for a district."""

    def import_(streets=STREETS, communities=COMMUNITIES, district=None, name=""):
        files = (
            save_csv(tmp_path / "s.csv", [("code", "name"), *streets]),
            save_csv(tmp_path / "c.csv", [("code", "name"), *communities]),
        )
        found = read_divisions(*files)
        district = district or open_district("990113", name=name, by=None, at=NOON)
        uploads = [SimpleUploadedFile(file.name, file.read_bytes()) for file in files]
        run = take_files(district, *uploads, kind=RunKind.DIVISIONS, by=None, at=NOON)
        return store_divisions(run, found, by=None, at=NOON)

    return import_


def test_a_new_district_gets_its_streets_as_handlers_and_communities_below(run_of):
    run_of(name="雁区")

    street = Unit.objects.get(code="990113002")
    village = Unit.objects.get(code="990113002201")
    assert Unit.objects.count() == 6
    assert (street.kind, street.is_handler, street.parent.name) == ("STREET", True, "雁区")
    assert (village.kind, village.parent, village.is_handler) == ("VILLAGE", street, False)
    assert Unit.objects.get(code="990113001001").short_name == "东社区"
    assert street.valid_from == date(2000, 1, 1)


def test_the_same_tables_again_change_nothing_and_say_so(run_of):
    run_of()
    before = list(Unit.objects.values().order_by("pk"))

    plan = run_of()

    assert plan.counts == {"streets": 0, "communities": 0, "renamed": 0, "same": 5, "missing": 0}
    assert "什么都没有改" in "".join(plan.sentences())
    assert list(Unit.objects.values().order_by("pk")) == before
    assert ImportRun.objects.latest("pk").status == RunStatus.UNCHANGED


def test_a_changed_name_is_a_renaming_with_history(run_of):
    run_of()

    run_of(streets=[STREETS[0], ("990113002", "西门街道")])

    unit = Unit.objects.get(code="990113002")
    past = Succession.objects.get()
    assert unit.name == "西门街道"
    assert (past.old, past.change, past.old_name) == (unit, Change.RENAME, "西街街道")


def test_two_renamings_on_one_day_keep_the_name_it_really_bore(run_of):
    run_of()
    run_of(streets=[STREETS[0], ("990113002", "错字街道")])
    run_of(streets=[STREETS[0], ("990113002", "西门街道")])

    assert Succession.objects.get().old_name == "西街街道"


def test_what_the_table_no_longer_names_is_listed_and_stays(run_of):
    run_of()

    plan = run_of(communities=COMMUNITIES[:2])

    assert [unit.code for unit in plan.missing] == ["990113002201"]
    assert "只列出，没有删除" in "".join(plan.sentences())
    assert Unit.objects.get(code="990113002201").valid_to is None


def test_a_code_that_comes_later_is_valid_from_that_day(run_of):
    run_of()
    run_of(communities=[*COMMUNITIES, ("990113001002", "东二社区居委会")])

    assert Unit.objects.get(code="990113001002").valid_from == date(2026, 9, 7)


def test_one_bad_row_keeps_everything_out(run_of):
    with pytest.raises(Refused, match="1 处错误"):
        run_of(communities=[*COMMUNITIES, ("99011300100", "短码")])

    assert not Unit.objects.exclude(kind=UnitKind.DISTRICT).exists()


def test_a_table_of_another_district_is_refused(world, run_of):
    with pytest.raises(Refused, match=r"不是外区（990114）的"):
        run_of(district=world.外)


def test_a_table_of_two_districts_is_refused(run_of):
    with pytest.raises(Refused, match="一次只能导入一个区县"):
        run_of(streets=[STREETS[0], ("990114001", "南街街道")], communities=COMMUNITIES[:1])


def test_the_world_s_own_units_are_recognised_by_code(world, run_of):
    """With or without the word for its committee a community has the same name."""
    plan = run_of(communities=COMMUNITIES[:1])

    assert (plan.same, plan.renamed) == (3, [])
    assert plan.counts["streets"] == plan.counts["communities"] == 0
