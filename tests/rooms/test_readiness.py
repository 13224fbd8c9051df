"""What a room has of its standard, and the suggestion for its letters: both pure."""

from types import SimpleNamespace as Row

import pytest

from zhushi.rooms.code_names import initials, suggest_code
from zhushi.rooms.readiness import readiness

LINES = [Row(pk=1, label="场所"), Row(pk=2, label="电话"), Row(pk=3, label="公示栏")]


def check(item_id, is_met):
    return Row(item_id=item_id, is_met=is_met)


@pytest.mark.parametrize(
    ("checks", "met", "missing", "unseen", "sentence"),
    [
        ([], 0, [], 3, "3 项中有 0 项；还没检查 3 项。"),
        ([check(1, True)], 1, [], 2, "3 项中有 1 项；还没检查 2 项。"),
        (
            [check(1, True), check(2, False), check(3, False)],
            1,
            ["电话", "公示栏"],
            0,
            "3 项中有 1 项；缺：电话、公示栏。",
        ),
        ([check(n, True) for n in (1, 2, 3)], 3, [], 0, "3 项中有 3 项。"),
        ([check(9, True)], 0, [], 3, "3 项中有 0 项；还没检查 3 项。"),
    ],
)
def test_a_room_knows_what_it_has_what_is_missing_and_what_nobody_looked_at(
    checks, met, missing, unseen, sentence
):
    found = readiness(LINES, checks)

    assert found.met == met
    assert [line.item.label for line in found.missing] == missing
    assert len(found.unseen) == unseen
    assert found.sentence == sentence


def test_without_a_standard_nothing_is_said():
    assert readiness([], []).sentence == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("小寨路街道", "XZL"),
        ("大雁塔街道党代表工作室", "DYT"),
        ("二一二所社区", "EYES"),
        ("A区", "AQ"),
        ("社区", "SQ"),
        ("鱼化寨街道办事处", "YHZ"),
        ("；，", ""),
        ("😀", ""),
    ],
)
def test_letters_are_the_initials_without_what_every_name_ends_in(name, letters):
    assert initials(name) == letters


def test_a_suggestion_is_free_and_two_to_six_letters():
    assert suggest_code("小寨路街道", set()) == "XZL"
    assert suggest_code("小寨路街道", {"XZL", "XZLA"}) == "XZLB"
    assert suggest_code("长安大学东院西区社区", {"CADXDY"}) == "CADXDA"
    assert suggest_code("，", set()) == ""
