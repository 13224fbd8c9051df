"""Two changed copies become one text, or an overlap that holds both."""

from hypothesis import given
from hypothesis import strategies as st

from zhushi.core.merge import Overlap, merge

LINES = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=8)
BASE = ["开头", "第一段", "第二段", "第三段", "结尾"]


def joined(parts) -> list[str]:
    assert not any(isinstance(part, Overlap) for part in parts)
    return [line for part in parts for line in part]


def test_changes_in_different_places_are_both_kept():
    mine = ["开头", "第一段改", "第二段", "第三段", "结尾"]
    theirs = ["开头", "第一段", "第二段", "第三段", "新的", "结尾"]

    assert joined(merge(BASE, mine, theirs)) == [
        "开头", "第一段改", "第二段", "第三段", "新的", "结尾",
    ]  # fmt: skip


def test_the_same_line_changed_by_both_is_an_overlap_of_the_two():
    mine, theirs = [*BASE], [*BASE]
    mine[2], theirs[2] = "我写的", "对方写的"

    parts = merge(BASE, mine, theirs)

    assert Overlap(("我写的",), ("对方写的",)) in parts
    assert [line for part in parts if not isinstance(part, Overlap) for line in part] == [
        "开头", "第一段", "第三段", "结尾",
    ]  # fmt: skip


def test_the_same_change_made_by_both_is_made_once():
    changed = ["开头", "第二段", "第三段", "结尾"]

    assert joined(merge(BASE, changed, changed)) == changed


@given(LINES, LINES)
def test_who_changed_alone_gets_what_they_wrote(base, changed):
    assert joined(merge(base, changed, base)) == changed
    assert joined(merge(base, base, changed)) == changed


@given(LINES, LINES, LINES)
def test_nothing_that_somebody_wrote_is_lost_and_sides_are_alike(base, mine, theirs):
    parts = merge(base, mine, theirs)
    found = [
        line
        for part in parts
        for line in (part.mine + part.theirs if isinstance(part, Overlap) else part)
    ]
    for line in set(mine) - set(base) | set(theirs) - set(base):
        assert line in found
    other = [Overlap(p.theirs, p.mine) if isinstance(p, Overlap) else p for p in parts]
    assert merge(base, theirs, mine) == other
