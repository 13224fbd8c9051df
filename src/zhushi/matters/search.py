"""The search index over matters; kept by the actions, read by the lists.

Found is what a plain scan over number, title, extract, standing answers and (for those who may
read them) the person's own words would find: every word of the query as it stands. The index
only names candidates; each is compared with the text. A frequent word has too many candidates to
name: then the list is walked in its own order, since it meets the next hit soon.
Sealed matters are not in the index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import (
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Subquery,
    Value,
)
from django.db.models.functions import Left, StrIndex

from zhushi.core.bigrams import index_terms, normalise, query_terms
from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter, MatterText, Reply
from zhushi.matters.querysets import MatterQuerySet

NAMED_AT_MOST = 3000
"""Candidates named one by one: looking at them costs what walking to 50 hits would."""
WORDS_AT_MOST = 8

_PUT = {
    "sqlite": "INSERT INTO matters_entry (matter_id, text, shared, terms, old_terms) "
    "VALUES (%s, %s, %s, %s, coalesce((SELECT index_terms(text) || %s FROM matters_mattertext "
    "WHERE matter_id = %s), ''))",
    "postgresql": "INSERT INTO matters_mattertext (matter_id, text, shared, terms) "
    "VALUES (%s, %s, %s, array_to_tsvector(string_to_array(%s, ' '))) "
    "ON CONFLICT (matter_id) DO UPDATE SET "
    "text = excluded.text, shared = excluded.shared, terms = excluded.terms",
}
_DROP = (
    "INSERT INTO matters_terms(matters_terms, rowid, terms) SELECT 'delete', matter_id, "
    "index_terms(text) || %s FROM matters_mattertext WHERE matter_id = %s"
)
_FIND = {
    "sqlite": "SELECT rowid FROM matters_terms WHERE matters_terms MATCH %s LIMIT %s",
    "postgresql": "SELECT matter_id FROM matters_mattertext WHERE terms @@ %s::tsquery LIMIT %s",
}
_AND = {"sqlite": " AND ", "postgresql": " & "}
_OR = {"sqlite": " OR ", "postgresql": " | "}


@dataclass(frozen=True)
class Entry:
    """One matter as it stands in the index."""

    matter_id: int
    text: str
    shared: int
    room_id: int

    @property
    def terms(self) -> str:
        return index_terms(self.text) + room_term(self.room_id)


@dataclass(frozen=True)
class Found:
    """The matters that a list shows; ``counted``: the same, for their number alone.

    ``is_walk``: so many hold a query that counting them would be dear.
    """

    rows: MatterQuerySet
    is_walk: bool = False
    counted: MatterQuerySet | None = None


def index(matter: Matter, *, replies: Sequence[str] | None = None) -> None:
    """Put a matter's words into the index, or replace them; nothing if it is sealed.

    replies: the texts of the answers that stand, where the caller knows them; else they are
    asked for.
    """
    if matter.visibility == Visibility.SEALED:
        return
    put([entry_of(matter, _standing(matter) if replies is None else replies)])


def index_many(matters: Iterable[tuple[Matter, Sequence[str]]]) -> None:
    """Put new matters with the texts of their answers into the index, all at once."""
    put(entry_of(matter, replies) for matter, replies in matters)


def put(entries: Iterable[Entry]) -> None:
    """Store entries, each in the place of the one it replaces if there is one."""
    rows: list[list[str | int]] = []
    for new in entries:
        row: list[str | int] = [new.matter_id, new.text, new.shared, new.terms]
        if connection.vendor == "sqlite":
            row += [room_term(new.room_id), new.matter_id]
        rows.append(row)
    with connection.cursor() as cursor:
        _teach(cursor)
        if len(rows) == 1:
            cursor.execute(_PUT[connection.vendor], rows[0])
        else:
            cursor.executemany(_PUT[connection.vendor], rows)


def drop(matter: Matter) -> None:
    """Take a matter out of the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            _teach(cursor)
            cursor.execute(_DROP, [room_term(matter.room_id), matter.pk])
    MatterText.objects.filter(matter=matter).delete()


def rebuild(*, size: int = 500) -> int:
    """Make the whole index again from the matters; returns how many it holds."""
    MatterText.objects.all().delete()
    done, last = 0, 0
    answers = Prefetch("replies", Reply.objects.filter(sent_back_at=None))
    rows = Matter.objects.filter(visibility=Visibility.NORMAL).prefetch_related(answers)
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        index_many([(matter, [r.text for r in matter.replies.all()]) for matter in batch])
        done, last = done + len(batch), batch[-1].pk
    return done


def matching(
    rows: MatterQuerySet, query: str, *, sees_words: bool, rooms: Iterable[int] = ()
) -> Found:
    """Those of ``rows`` that hold every word of ``query``; one statement to probe the index.

    sees_words: whether the person's own words are searched too (never for a unit). rooms: if
    the rows are all of these rooms, the index can leave the others out. At most eight words
    count; a word of nothing but punctuation is scanned for.
    """
    words = words_of(query)
    if not words:
        return Found(rows)
    checked = _holding(rows, words, sees_words=sees_words)
    candidates = _candidates(words, rooms)
    if candidates is None:
        return Found(checked, is_walk=True)
    return Found(checked.filter(pk__in=candidates))


def words_of(query: str) -> list[str]:
    """The normalised words of a query, once each."""
    return list(dict.fromkeys(normalise(query).split()))[:WORDS_AT_MOST]


def has_terms(query: str) -> bool:
    """Whether the index can help; a query of nothing but punctuation cannot be looked up."""
    return any(query_terms(word) for word in words_of(query))


def entry_of(matter: Matter, replies: Iterable[str]) -> Entry:
    """What the index holds of a matter; a query cannot reach from one line into the next."""
    shared = [matter.ref, matter.title, matter.extract, *replies]
    lines = [normalise(line) for line in (*shared, matter.content)]
    told = "\n".join(lines[:-1])
    return Entry(matter.pk, f"{told}\n{lines[-1]}", len(told), matter.room_id)


def room_term(room_id: int) -> str:
    """A term of six letters, so that it is never a bigram's (four or eight); a space before it."""
    letters = ""
    for _ in range(5):
        room_id, digit = divmod(room_id, 26)
        letters = chr(ord("a") + digit) + letters
    return f" r{letters}"


def _holding(rows: MatterQuerySet, words: Sequence[str], *, sees_words: bool) -> MatterQuerySet:
    """The comparison itself: a row that passes holds every word as it was typed.

    A scalar subquery, which neither planner turns into a join that would begin at the texts.
    """
    texts = MatterText.objects.filter(matter=OuterRef("pk"))
    searched = (
        F("text") if sees_words else Left("text", ExpressionWrapper(F("shared"), IntegerField()))
    )
    for number, word in enumerate(words):
        place = {f"place{number}": StrIndex(searched, Value(word))}
        texts = texts.alias(**place).filter(**{f"place{number}__gt": 0})
    held = Subquery(texts.values("pk")[:1])
    return rows.alias(held=held).filter(held__isnull=False)


def _candidates(words: Sequence[str], rooms: Iterable[int]) -> list[int] | None:
    """Keys of the matters that have all the terms; None if they are too many, or all."""
    vendor = connection.vendor
    terms = dict.fromkeys(term for word in words for term in query_terms(word))
    if not terms:
        return None
    asked = _AND[vendor].join(terms)
    if places := [room_term(room).strip() for room in rooms]:
        asked = f"({_OR[vendor].join(places)}){_AND[vendor]}{asked}"
    with connection.cursor() as cursor:
        cursor.execute(_FIND[vendor], [asked, NAMED_AT_MOST + 1])
        found = [key for (key,) in cursor.fetchall()]
    return None if len(found) > NAMED_AT_MOST else found


def _teach(cursor: Any) -> None:
    """SQLite's index wants the old terms again to forget them; so it gets the analyser."""
    if connection.vendor == "sqlite":
        cursor.db.connection.create_function("index_terms", 1, index_terms, deterministic=True)


def _standing(matter: Matter) -> list[str]:
    standing = matter.replies.filter(sent_back_at=None)
    return list(standing.order_by("pk").values_list("text", flat=True))
