"""Invented matters of realistic length, put together from the demo's word lists."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random

from zhushi.core.bigrams import index_terms, normalise

RARE, RARE_EVERY = "琉璃", 20_000
"""A word of two characters that stands in one matter of twenty thousand."""
FREQUENT = "社区"


@dataclass(frozen=True)
class Words:
    """What one matter says: title, own words, extract for the unit, written answer."""

    topic: str
    title: str
    content: str
    extract: str
    answer: str


class Writer:
    """Writes matters from a fixed seed; the same number gives the same words."""

    def __init__(self, seed: int) -> None:
        text = files("zhushi.ops.demo").joinpath("words.toml").read_text(encoding="utf-8")
        self.words = tomllib.loads(text)
        self.places = [
            f"{name}社区"
            for name in ["东园", "西关", "南门", "北苑", "兴善", "永松", "育才", "长安", "崇德"]
        ]
        self.cases = [
            (topic["name"], case)
            for topic in self.words["topic"]
            for child in topic["child"]
            for case in child["cases"]
        ]
        self.random = Random(seed)

    def write(self, number: int) -> Words:
        pick, words = self.random.choice, self.words
        topic, (title, said, task, done, _) = pick(self.cases)
        _, (_, more, *_) = pick(self.cases)
        spoken = [
            pick(words["openings"]),
            said,
            more if number % 3 == 0 else "",
            pick(words["closings"]),
        ]
        if number % RARE_EVERY == RARE_EVERY // 2:
            spoken.append(f"就是老{RARE}厂门口那里。")
        answer = [pick(words["checked"]), done, pick(words["noted"]), pick(words["thanks"])]
        place = {
            "c": pick(self.places),
            "b": str(self.random.randint(1, 40)),
            "n": str(self.random.randint(2, 30)),
            "m": str(self.random.randint(2, 12)),
        }
        return Words(
            topic,
            _filled(title, place)[:80],
            _filled("".join(spoken), place),
            _filled(f"{title}。请{task}。", place),
            _filled("".join(answer), place),
        )


def _filled(text: str, place: dict[str, str]) -> str:
    for key, value in place.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def terms_of(text: str) -> str:
    """``index_terms`` of a text, put together from its clauses, of which many come again."""
    found: dict[str, None] = {}
    clause = ""
    for character in text:
        clause += character
        if character in "。，？！；、“”\n":
            found.update(dict.fromkeys(_clause(clause)))
            clause = ""
    found.update(dict.fromkeys(_clause(clause)))
    return " ".join(found)


@lru_cache(maxsize=200_000)
def _clause(text: str) -> tuple[str, ...]:
    return tuple(index_terms(normalise(text)).split())
