"""Two people change one text: what each changed where the other did not is kept; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Overlap:
    """Lines that both changed, each in their own way."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]


Part = tuple[str, ...] | Overlap


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Part]:
    """The lines of both, in order; where both changed the same ones, an overlap holds the two.

    Nothing is lost: each line of either that the other did not take out is in the result.
    """
    parts: list[Part] = []
    b = m = t = 0
    for in_base, in_mine, in_theirs, length in _shared(base, mine, theirs):
        _between(parts, base[b:in_base], mine[m:in_mine], theirs[t:in_theirs])
        if length:
            parts.append(tuple(base[in_base : in_base + length]))
        b, m, t = in_base + length, in_mine + length, in_theirs + length
    return parts


def _between(
    parts: list[Part], base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> None:
    if mine == theirs or list(theirs) == list(base):
        chosen: Part = tuple(mine)
    elif list(mine) == list(base):
        chosen = tuple(theirs)
    else:
        chosen = Overlap(tuple(mine), tuple(theirs))
    if chosen:
        parts.append(chosen)


def _shared(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Where all three agree: places in each and how many lines; at last their ends."""
    ours = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(ours) and j < len(others):
        one, two = ours[i], others[j]
        since, until = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if since < until:
            yield since, one.b + since - one.a, two.b + since - two.a, until - since
        if one.a + one.size < two.a + two.size:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0
