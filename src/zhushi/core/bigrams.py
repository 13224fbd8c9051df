"""The search analyser: character bigrams, so that any word of two characters is found at once.

Promise: if ``normalise(query)`` occurs in ``normalise(text)``, every one of ``query_terms(query)``
is among ``index_terms(text)``. The reverse is nearly true: check candidates with
``normalise(query) in normalise(text)`` (or LIKE over a stored normalised text).

A term is four or eight lower-case ASCII letters, so that neither SQLite's nor PostgreSQL's word
splitter cuts, folds or stems it, and both databases give the same answers. A query of nothing but
punctuation has no terms.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """The form that is compared: compatibility forms and case folded, white space single.

    Full-width is half-width, control and invisible characters are gone. Applying it twice
    changes nothing.
    """
    folded = text
    for _ in range(4):  # folding can make new sequences to compose, at most twice in practice
        again = unicodedata.normalize("NFKC", folded.casefold())
        again = _SPACE.sub(" ", "".join(filter(_is_kept, again))).strip()
        if again == folded:
            break
        folded = again
    return folded


def tokens(text: str) -> list[str]:
    """All single characters and all pairs of neighbours of the normalised text, once each."""
    found: dict[str, None] = {}
    for run in _runs(normalise(text)):
        found.update(dict.fromkeys(run))
        found.update(dict.fromkeys(map("".join, pairwise(run))))
    return list(found)


def index_terms(text: str) -> str:
    """The terms to index for ``text``, separated by spaces."""
    return " ".join(map(_encode, tokens(text)))


def query_terms(query: str) -> list[str]:
    """The terms a text must all have to be a candidate; empty if there is nothing to look for."""
    found: dict[str, None] = {}
    for run in _runs(normalise(query)):
        pairs = [run] if len(run) == 1 else map("".join, pairwise(run))
        found.update(dict.fromkeys(pairs))
    return list(map(_encode, found))


def _runs(text: str) -> Iterator[str]:
    """The stretches between spaces and punctuation."""
    run = ""
    for character in text:
        if _is_separator(character):
            if run:
                yield run
            run = ""
        else:
            run += character
    if run:
        yield run


@lru_cache(maxsize=50_000)
def _is_separator(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZ"


@lru_cache(maxsize=50_000)
def _is_kept(character: str) -> bool:
    """White space becomes a space later; other controls, formats and surrogates go."""
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def _encode(token: str) -> str:
    return "".join(map(_letters, token))


@lru_cache(maxsize=50_000)
def _letters(character: str) -> str:
    """Four letters for a character; only private-use planes share them with another one."""
    number, letters = ord(character), ""
    for _ in range(4):
        number, digit = divmod(number, 26)
        letters = _LETTERS[digit] + letters
    return letters
