"""The commands on plain files: what they print, and the status they end with."""

import json

import pytest
from django.core.management import call_command

from tests.grouping.small import district
from tests.grouping.test_gap import C515_1, TWO_PLACES


@pytest.fixture
def files(tmp_path):
    (tmp_path / "in.json").write_text(json.dumps(district(30, 5, seed=1), ensure_ascii=False))
    return tmp_path / "in.json", tmp_path / "out.json"


def ended(command, *arguments) -> int:
    with pytest.raises(SystemExit) as told:
        call_command(command, *map(str, arguments))
    return told.value.code


def test_a_file_is_grouped_and_the_result_is_accepted(files, capsys):
    given, found = files
    call_command("group", str(given), "--out", str(found))
    assert "已证明最优" in capsys.readouterr().out
    call_command("verify_grouping", str(given), str(found))
    assert "没有更省的方案" in capsys.readouterr().out
    assert set(json.loads(found.read_text())) >= {
        "assignment",
        "value",
        "bound",
        "gap",
        "certificate",
    }


def test_a_changed_result_ends_with_one_and_says_what_is_wrong(files, capsys):
    given, found = files
    call_command("group", str(given), "--out", str(found))
    result = json.loads(found.read_text())
    result["value"] -= 1
    found.write_text(json.dumps(result))
    assert ended("verify_grouping", given, found) == 1
    assert "算出来是" in capsys.readouterr().err


def test_bad_files_end_with_two_and_a_sentence_and_write_nothing(files, capsys):
    given, found = files
    given.write_text("[]")
    assert ended("group", given, "--out", found) == 2
    assert "people" in capsys.readouterr().err
    assert not found.exists()
    assert ended("verify_grouping", given, found) == 2
    assert ended("solve_gap", given) == 2


def test_rules_that_collide_end_with_two_and_say_who(files, capsys):
    given, found = files
    data = district(30, 5, seed=1)
    data["people"][0]["rooms"] = []
    given.write_text(json.dumps(data))
    assert ended("group", given, "--out", found) == 2
    assert "人0没有可去的工作室" in capsys.readouterr().err


def test_a_published_file_is_solved_with_its_bound(tmp_path, capsys):
    path = tmp_path / "gap1.txt"
    path.write_text("1" + C515_1)
    call_command("solve_gap", str(path))
    assert "gap1 value 336 bound 336" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text"), [("gap1", "1" + C515_1), ("cap", TWO_PLACES["holmberg"])]
)
def test_a_published_file_comes_with_a_proof_that_is_checked(tmp_path, capsys, name, text):
    path = tmp_path / f"{name}.txt"
    path.write_text(text)
    call_command("solve_gap", str(path), "--proofs", str(tmp_path / "proofs"))
    given, found = tmp_path / f"proofs/{name}.json", tmp_path / f"proofs/{name}.result.json"
    call_command("verify_grouping", str(given), str(found))
    assert "没有更省的方案" in capsys.readouterr().out
    data = json.loads(given.read_text())
    data["weights"][0][0] += 1
    given.write_text(json.dumps(data))
    assert ended("verify_grouping", given, found) == 1


def test_the_prices_of_all_pairs_are_written_where_nothing_crosses_rooms(files, capsys):
    given, found = files
    prices = found.with_name("prices.json")
    assert ended("group", given, "--out", found, "--prices", prices) == 2
    assert "每一对都要另算" in capsys.readouterr().err
    data = {**district(20, 4), "rules": {"groups": [], "quotas": []}}
    given.write_text(json.dumps(data))
    call_command("group", str(given), "--out", str(found), "--prices", str(prices))
    seats, priced = json.loads(found.read_text())["assignment"], json.loads(prices.read_text())
    assert all(priced[person][seat] == 0 for person, seat in seats.items())
    assert max(max(row.values()) for row in priced.values()) > 0
