"""Whatever occurs in a text is found by its terms, in all planes of Unicode."""

import re
import sqlite3

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhushi.core.bigrams import index_terms, normalise, query_terms, tokens

characters = st.one_of(
    st.characters(),
    st.sampled_from("路灯坏了𠮷𡈽Ａａ１1 \u3000\n，。-·ﬁßİΐ\u0301\u200b㍿"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20),
    st.characters(min_codepoint=0x20000, max_codepoint=0x20010),
)
texts = st.text(characters, max_size=40)


@settings(max_examples=800)
@given(texts, st.data())
def test_every_part_of_a_text_finds_it(text, data):
    plain = normalise(text)
    first = data.draw(st.integers(0, len(plain)))
    query = plain[first : data.draw(st.integers(first, len(plain)))]
    assert normalise(query) in plain
    assert set(query_terms(query)) <= set(index_terms(text).split())


@settings(max_examples=500)
@given(texts, texts)
def test_the_promise_holds_for_any_two_texts(text, query):
    if normalise(query) in normalise(text):
        assert set(query_terms(query)) <= set(index_terms(text).split())


@settings(max_examples=800)
@given(texts)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(texts)
def test_terms_are_plain_letters(text):
    assert all(re.fullmatch(r"[a-z]{4}|[a-z]{8}", term) for term in index_terms(text).split())


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("小区路灯坏了三天", "路灯"),
        ("小区路灯坏了三天", "灯坏"),
        ("小区路灯坏了三天", "灯"),
        ("𠮷祥村的𡈽路", "𠮷祥"),
        ("编号 ABC-２０２６", "abc-2026"),
        ("ＡＢＣ 公司", "abc"),
        ("路灯\n坏了", "路灯 坏了"),
        ("路\u200b灯", "路灯"),
    ],
)
def test_a_query_finds_what_a_person_would_see(text, query):
    assert query_terms(query)
    assert set(query_terms(query)) <= set(index_terms(text).split())


@pytest.mark.parametrize(("text", "query"), [("路边的灯", "路灯"), ("灯路", "路灯"), ("", "灯")])
def test_what_does_not_stand_together_is_not_found(text, query):
    assert not set(query_terms(query)) <= set(index_terms(text).split())


def test_punctuation_alone_looks_for_nothing():
    assert query_terms("，。 -") == []


def test_pairs_do_not_reach_across_punctuation():
    assert tokens("路，灯") == ["路", "灯"]


@settings(max_examples=100)
@given(st.lists(texts, max_size=5), texts)
def test_sqlite_answers_as_a_plain_comparison_of_terms(stored, query):
    wanted = query_terms(query)
    if not wanted:
        return
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table found using fts5(terms, content='')")
    for number, text in enumerate(stored):
        database.execute(
            "insert into found(rowid, terms) values (?, ?)", (number, index_terms(text))
        )
    rows = database.execute(
        "select rowid from found where found match ? order by rowid", (" ".join(wanted),)
    )
    expected = [n for n, t in enumerate(stored) if set(wanted) <= set(index_terms(t).split())]
    assert [row[0] for row in rows] == expected
    database.close()


@pytest.mark.django_db
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, texts)
def test_postgresql_splits_terms_where_we_do(text, query):
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL's own word splitter")
    terms, wanted = index_terms(text), query_terms(query)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select to_tsvector('simple', %s) @@ plainto_tsquery('simple', %s)",
            [terms, " ".join(wanted)],
        )
        assert cursor.fetchone() == (set(wanted) <= set(terms.split()),)
