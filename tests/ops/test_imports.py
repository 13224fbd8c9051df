"""The commands import-divisions and import-roster, as a person at a terminal meets them."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.exchange.books import HEADINGS, delegate, save_book, save_csv
from zhushi.people.models import Person
from zhushi.rooms.models import Unit

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("ZHUSHI_REAL_INPUT", ROOT.parent / "shared" / "data"))
real_input = pytest.mark.skipif(not REAL.is_dir(), reason=f"NOT RUN: no real input at {REAL}")
pytestmark = pytest.mark.django_db


def run(name, *args):
    """Output, complaints and exit status of a command."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, *map(str, args), stdout=out, stderr=err)
    except SystemExit as ended:
        status = ended.code
    return out.getvalue(), err.getvalue(), status


@pytest.fixture
def tables(tmp_path):
    return (
        save_csv(tmp_path / "s.csv", [("code", "name"), ("990113001", "东街道")]),
        save_csv(tmp_path / "c.csv", [("code", "name"), ("990113001001", "东社区居委会")]),
    )


@pytest.fixture
def roster(tmp_path):
    def save(*lines):
        return save_book(tmp_path / "名册.xlsx", [HEADINGS, *lines])

    return save


def test_a_district_is_set_up_from_two_files(tables):
    out, _, status = run("import_divisions", *tables, "--district-name", "雁区")

    assert status == 0
    assert "新增街道 1 个、社区（村）1 个" in out
    assert list(Unit.objects.values_list("name", flat=True)) == ["雁区", "东街道", "东社区居委会"]


def test_without_a_name_the_code_stands_in_and_is_asked_for(tables):
    out, _, _ = run("import_divisions", *tables)
    assert "--district-name" in out

    run("import_divisions", *tables, "--district-name", "雁区")
    assert Unit.objects.get(code="990113").name == "雁区"


def test_a_bad_table_stores_nothing(tables, tmp_path):
    bad = save_csv(tmp_path / "c.csv", [("code", "name"), ("99011300100", "短码")])

    _, err, status = run("import_divisions", tables[0], bad)

    assert status == 1
    assert "c.csv 第2行 code：代码应为12位数字，这里有11位" in err
    assert not Unit.objects.exists()


def test_a_file_that_is_no_table_ends_with_a_sentence(tables, tmp_path):
    (tmp_path / "x.csv").write_text("随便写的\n")

    _, err, status = run("import_divisions", tables[0], tmp_path / "x.csv")

    assert (status, "没有找到表头" in err) == (2, True)


def test_a_dry_run_stores_nothing_and_writes_the_report(tables, roster, tmp_path):
    run("import_divisions", *tables)
    out = tmp_path / "out.json"

    said, _, status = run(
        "import_roster",
        roster(delegate(1), delegate(2, 手机号码="123")),
        "--dry-run",
        "--report",
        out,
    )

    report = json.loads(out.read_text())
    assert (status, Person.objects.count()) == (0, 0)
    assert report["good"] == [{"row": 2, "name": delegate(1)[1]}]
    assert report["bad"] == [
        {"row": 3, "column": "手机号码", "reason": "手机号码应为11位，这里有3位"}
    ]
    assert report["applied"] is False
    assert "只检查，没有导入" in said


def test_one_bad_row_keeps_all_out_unless_good_only_is_said(tables, roster, tmp_path):
    run("import_divisions", *tables)
    book = roster(delegate(1), delegate(2, 手机号码="123"))

    _, err, status = run("import_roster", book, "--report", tmp_path / "out.json")
    assert (status, Person.objects.count()) == (1, 0)
    assert "什么都没有导入" in err
    assert (tmp_path / "out.json").exists()

    out, _, status = run("import_roster", book, "--good-only")
    assert (status, Person.objects.count()) == (0, 1)
    assert "新增 1 人" in out

    out, _, _ = run("import_roster", book, "--good-only")
    assert "什么都没有改" in out


def test_a_roster_needs_a_district_to_be_stored(roster):
    _, err, status = run("import_roster", roster(delegate(1)))

    assert (status, "import-divisions" in err) == (2, True)


def test_which_district_is_asked_where_there_are_two(world, roster):
    book = roster(delegate(1, 居住街道="东街街道"))

    _, err, status = run("import_roster", book)
    assert (status, "--district" in err) == (2, True)
    _, err, status = run("import_roster", book, "--district", "nowhere")
    assert (status, "没有简码或代码" in err) == (2, True)

    out, _, status = run("import_roster", book, "--district", "yan")
    assert (status, "新增 1 人" in out) == (0, True)


@real_input
@pytest.mark.acceptance
@pytest.mark.parametrize("with_divisions", [False, True])
def test_the_real_roster_gives_its_key_with_and_without_the_division_table(
    with_divisions, tmp_path
):
    key = json.loads((REAL / "roster.key.json").read_text(encoding="utf-8"))
    if with_divisions:
        folder = REAL / "divisions"
        run("import_divisions", folder / "yanta_streets.csv", folder / "yanta_communities.csv")
        assert Unit.objects.count() == 345
    out = tmp_path / "out.json"

    run("import_roster", REAL / "roster.xlsx", "--dry-run", "--report", out)

    report = json.loads(out.read_text())
    assert report["good"] == [{"row": one["row"], "name": one["name"]} for one in key["good"]]
    assert [(one["row"], one["column"]) for one in report["bad"]] == [
        (one["row"], one["column"]) for one in key["bad"]
    ]
    if with_divisions:
        run("import_roster", REAL / "roster.xlsx", "--good-only")
        said, _, _ = run("import_roster", REAL / "roster.xlsx", "--good-only")
        assert Person.objects.count() == 119
        assert "和库里完全一样（119 人），什么都没有改" in said
