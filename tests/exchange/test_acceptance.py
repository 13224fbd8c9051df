"""The real and realistic input, on machines that have it."""

import csv
import json
import os
from pathlib import Path

import pytest

from zhushi.exchange.imports.delegates import read_roster
from zhushi.exchange.imports.divisions import read_divisions
from zhushi.exchange.imports.past_matters import read_past_matters

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("ZHUSHI_REAL_INPUT", ROOT.parent / "shared" / "data"))
pytestmark = [
    pytest.mark.in_child,
    pytest.mark.acceptance,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"NOT RUN: no real input at {REAL}"),
]


@pytest.fixture(scope="module")
def divisions():
    folder = REAL / "divisions"
    return read_divisions(folder / "yanta_streets.csv", folder / "yanta_communities.csv")


def test_the_roster_gives_exactly_the_good_lines_and_bad_cells_of_its_key(divisions):
    key = json.loads((REAL / "roster.key.json").read_text(encoding="utf-8"))
    outcome = read_roster(REAL / "roster.xlsx", streets=[one.name for one in divisions.streets])
    assert [
        {
            "row": line,
            "name": record["name"],
            "phone": record["phone"],
            "level": "、".join(record["levels"]),
            "born": record["born"].strftime("%Y-%m"),
        }
        for line, record in outcome.good
    ] == key["good"]
    assert [(error.line, error.column) for error in outcome.bad] == [
        (one["row"], one["column"]) for one in key["bad"]
    ]
    assert outcome.skipped == [(131, "合计行")]


def test_the_official_divisions_are_clean(divisions):
    assert divisions.is_clean
    assert (len(divisions.streets), len(divisions.communities)) == (10, 334)


def test_every_past_message_is_read_or_refused_with_a_reason():
    path = REAL / "messages" / "replies.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        total = sum(1 for _ in csv.DictReader(file))
    matters, outcome = read_past_matters(path)
    assert len(matters) + len(outcome.bad_lines) + len(outcome.skipped) == total
    assert len(matters) >= 0.99 * total
    assert all(error.reason for error in outcome.bad)
