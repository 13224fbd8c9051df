"""Sealed fields open only where they were sealed, and with every key of the ring."""

import secrets
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from zhushi.core import crypto
from zhushi.core.crypto import (
    Unsealable,
    blind_index,
    decrypt,
    encrypt,
    read_secrets,
)
from zhushi.vault.models import Identity

PLACE = "vault_identity.name.1"


def a_secret() -> str:
    return secrets.token_urlsafe(64)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_is_read_again(text):
    assert decrypt(encrypt(text, PLACE), PLACE) == text


def test_the_same_text_is_never_sealed_alike_and_never_shows():
    first, second = encrypt("王建国", PLACE), encrypt("王建国", PLACE)
    assert first != second
    assert "王建国".encode() not in first


@pytest.mark.parametrize(
    "place", ["vault_identity.name.2", "vault_identity.phone.1", "people_person.name.1", ""]
)
def test_an_envelope_does_not_open_in_another_place(place):
    with pytest.raises(Unsealable):
        decrypt(encrypt("王建国", PLACE), place)


def test_no_bit_of_an_envelope_may_change():
    blob = encrypt("王", PLACE)
    for position in range(len(blob)):
        for bit in range(8):
            bad = bytearray(blob)
            bad[position] ^= 1 << bit
            with pytest.raises(Unsealable):
                decrypt(bytes(bad), PLACE)


@pytest.mark.parametrize("length", [0, 1, 2, 13, 14, 15, 29])
def test_a_cut_envelope_is_unsealable(length):
    with pytest.raises(Unsealable):
        decrypt(encrypt("", PLACE)[:length], PLACE)


def test_a_new_key_writes_and_the_old_one_still_reads(settings):
    settings.VAULT_KEY = a_secret()
    old, index = encrypt("旧", PLACE), blind_index("138", "room")
    settings.VAULT_KEY += f"\n2 {a_secret()}\n"
    new = encrypt("新", PLACE)
    assert (old[1], new[1]) == (1, 2)
    assert (decrypt(old, PLACE), decrypt(new, PLACE)) == ("旧", "新")
    assert blind_index("138", "room") == index


def test_an_envelope_of_a_missing_key_is_unsealable(settings):
    blob = encrypt("旧", PLACE)
    settings.VAULT_KEY = a_secret()
    with pytest.raises(Unsealable):
        decrypt(blob, PLACE)


def test_a_line_without_number_is_the_first_key():
    assert read_secrets("x" * 40) == {1: "x" * 40}


@pytest.mark.parametrize(
    "text", ["", "short", "0 " + "x" * 40, "256 " + "x" * 40, "a " + "x" * 40, "1 1 " + "x" * 40]
)
def test_a_bad_ring_is_refused_without_showing_the_secret(text):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_secrets(text)
    assert "xxx" not in str(refusal.value)


def test_blind_indexes_are_apart_by_scope():
    assert blind_index("138", "phone:1") == blind_index("138", "phone:1")
    assert blind_index("138", "phone:1") != blind_index("138", "phone:2")
    assert blind_index("b", "a") != blind_index("", "ab")
    assert len(blind_index("", "")) == 64


def test_swapped_columns_and_rows_are_refused():
    one, other = Identity(pk=uuid.uuid4()), Identity(pk=uuid.uuid4())
    one.seal("name", "王建国")
    one.seal("phone", "13800000000")
    assert one.open("name") == "王建国"
    one.name, one.phone = one.phone, one.name
    with pytest.raises(Unsealable):
        one.open("name")
    other.name = one.phone
    with pytest.raises(Unsealable):
        other.open("name")


def test_an_empty_field_is_none_and_opens_empty():
    identity = Identity(pk=uuid.uuid4())
    identity.seal("name", "")
    assert (identity.name, identity.open("name")) == (None, "")


def test_only_declared_fields_can_be_sealed_and_only_with_a_key():
    with pytest.raises(ValueError, match="not a sealed field"):
        Identity().seal("masked_name", "x")
    with pytest.raises(ValueError, match="primary key"):
        Identity(pk=None).seal("name", "x")


def test_a_memoryview_as_postgresql_gives_it_opens_too():
    assert crypto.decrypt(memoryview(encrypt("王", PLACE)), PLACE) == "王"
