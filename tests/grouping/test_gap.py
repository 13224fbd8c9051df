"""Others' questions give others' values; figures are facts, each with where it was published."""

from pathlib import Path

import pytest

from zhushi.grouping.gap import FormatError, Published, read_published
from zhushi.grouping.problem import value_of
from zhushi.grouping.relax import Relaxation
from zhushi.grouping.tree import prove

C515_1 = """
5 15
17 21 22 18 24 15 20 18 19 18 16 22 24 24 16
23 16 21 16 17 16 19 25 18 21 17 15 25 17 24
16 20 16 25 24 16 17 19 19 18 20 16 17 21 24
19 19 22 22 20 16 19 17 21 19 25 23 25 25 25
18 19 15 15 21 25 16 16 23 15 22 17 19 22 24
8 15 14 23 8 16 8 25 9 17 25 15 10 8 24
15 7 23 22 11 11 12 10 17 16 7 16 10 18 22
21 20 6 22 24 10 24 9 21 14 11 14 11 19 16
20 11 8 14 9 5 6 19 19 7 6 6 13 9 18
8 13 13 13 10 20 25 16 16 17 10 10 5 12 23
36 34 38 27 33
"""
"""The first question of OR-Library's gap1: at most 336, at least 261 (Cattrysse et al. 1994)."""

TWO_PLACES = {
    "or-library": "2 3\n10 100\n10 150.5\n4\n10 20\n5\n30 15\n6\n25 20\n",
    "holmberg": "2 3\n10 100\n10 150.5\n4 5 6\n10 30 25\n20 15 20\n",
}
"""Three customers of 4, 5 and 6 for two places of ten: neither place holds them all."""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def whole(question: Published):
    rooms, bound = Relaxation(question.problem, question.problem.allowed).whole(60)
    return question.true(value_of(question.problem, rooms)), question.true(bound)


def test_names_of_the_library_say_what_is_wanted(tmp_path):
    most = written(tmp_path, "gap1.txt", "1" + C515_1)
    least = written(tmp_path, "gapx.txt", C515_1)
    assert [whole(question) for question in read_published(most)] == [(336, 336)]
    assert [whole(question) for question in read_published(least)] == [(261, 261)]
    assert [whole(question) for question in read_published(most, is_maximum=False)] == [(261, 261)]


def test_a_file_of_several_questions_is_read_as_such(tmp_path):
    path = written(tmp_path, "gap1.txt", "2" + C515_1 * 2)
    assert [question.name for question in read_published(path)] == ["gap1-1", "gap1-2"]


@pytest.mark.parametrize("form", TWO_PLACES)
def test_single_source_location_is_read_in_both_orders(tmp_path, form):
    (question,) = read_published(written(tmp_path, "cap.txt", TWO_PLACES[form]))
    # Both places open, 250.5; customers 1 and 3 together fill one of ten, 2 sits in the other.
    assert whole(question) == (question.true(3005), question.true(3005))
    proof = prove(question.problem)
    assert (proof.value, proof.bound) == (3005, 3005)


@pytest.mark.parametrize("text", ["", "x", "5", "5 15 1 2 3", "2 2\n1 1", "-1 -1", "1\n0 0"])
def test_what_is_no_such_file_is_refused_in_words(tmp_path, text):
    with pytest.raises(FormatError, match="格式"):
        read_published(written(tmp_path, "a.txt", text))
