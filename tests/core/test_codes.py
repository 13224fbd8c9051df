"""A code given out is read again however it is typed, and a mistyped one is noticed."""

import random
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhushi.core.codes import ALPHABET, display, keyed_hash, new_code, new_pin, normalise

codes = st.integers(0, 2**64).map(lambda seed: new_code(random.Random(seed)))


def test_the_alphabet_has_no_look_alikes():
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert not set("01ILOU") & set(ALPHABET)


@given(codes, st.sampled_from(" -—·"), st.booleans(), st.booleans())
def test_a_code_is_read_however_it_is_typed(code, mark, lower, wide):
    typed = display(code).replace(" ", mark)
    typed = typed.lower() if lower else typed
    if wide:
        typed = "".join(chr(ord(s) + 0xFEE0) if s.isascii() and s.isalnum() else s for s in typed)
    assert normalise(f"  {typed}\n") == code


def test_a_code_is_shown_in_groups_of_four():
    assert display("K7QM4XRHP9TW3") == "K7QM 4XRH P9TW 3"


@pytest.mark.parametrize("seed", range(20))
def test_every_single_wrong_symbol_is_noticed(seed):
    code = new_code(random.Random(seed))
    for position in range(len(code)):
        for symbol in set(ALPHABET) - {code[position]}:
            assert normalise(code[:position] + symbol + code[position + 1 :]) is None


@given(codes, st.integers(0, 12), st.integers(0, 12))
def test_every_exchange_of_two_symbols_is_noticed(code, one, other):
    assume(code[one] != code[other])
    typed = list(code)
    typed[one], typed[other] = typed[other], typed[one]
    assert normalise("".join(typed)) is None


@given(st.text())
def test_any_text_is_a_code_or_none(text):
    found = normalise(text)
    assert found is None or len(found) == 13


@pytest.mark.parametrize(
    "text", ["", "K7QM", "K7QM4XRHP9TW33", "K0QM4XRHP9TW3", "王" * 13, "2" * 999]
)
def test_what_cannot_be_a_code_is_none(text):
    assert normalise(text) is None


def test_codes_do_not_repeat_and_use_every_symbol():
    made = [new_code() for _ in range(5_000)]
    assert len(set(made)) == 5_000
    assert set(Counter("".join(made))) == set(ALPHABET)


def test_a_pin_is_six_digits():
    assert all(len(pin) == 6 and pin.isdecimal() for pin in (new_pin() for _ in range(100)))


def test_the_hash_depends_on_code_and_key():
    hashes = {keyed_hash(code, key) for code in ("A", "B") for key in ("k", b"l")}
    assert len(hashes) == 4
    assert all(len(value) == 64 for value in hashes)
