"""The wording of a letter: text with {名称} in it, filled from a record, never guessed."""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache, partial
from pathlib import Path

from zhushi.core.errors import Refused
from zhushi.papers.choices import LetterKind
from zhushi.papers.gbt9704.letter import LONGEST_TITLE

_PLACE = re.compile(r"\{([^{}\n]{1,12})\}")


@cache
def built_in() -> Mapping[str, Mapping[str, str]]:
    """Title and body of each kind as zhushi comes with them."""
    with Path(__file__).with_name("wording.toml").open("rb") as file:
        return tomllib.load(file)


def check(text: str, names: Collection[str]) -> str:
    """The text, if it asks for nothing that the kind does not know; raises Refused naming it."""
    if unknown := sorted({one for one in _PLACE.findall(text) if one not in names}):
        told = "、".join(f"{{{one}}}" for one in unknown)
        raise Refused(f"这里没有 {told}。可以用的有：{'、'.join(names)}。")
    if "{" in _PLACE.sub("", text) or "}" in _PLACE.sub("", text):
        raise Refused("花括号要成对，里面写名称，例如 {题目}。")
    return text


def fill(body: str, facts: Mapping[str, str]) -> str:
    """The body with what is known; a line whose names are all empty falls away.

    A name alone on its line may bring several lines; elsewhere its lines are joined. What a fact
    says is never filled again.
    """
    lines = []
    for line in body.strip().splitlines():
        asked = _PLACE.findall(line)
        if asked and not any(facts.get(name) for name in asked):
            continue
        alone = bool(_PLACE.fullmatch(line.strip()))
        lines.append(_PLACE.sub(partial(_told, facts, alone), line))
    return "\n".join(lines)


def _told(facts: Mapping[str, str], alone: bool, found: re.Match[str]) -> str:
    text = facts.get(found[1], "")
    return text if alone else " ".join(text.split())


def fill_title(title: str, facts: Mapping[str, str]) -> str:
    """The title on one line; a subject too long for 60 characters is cut, with …, not the rest."""
    plain = {name: " ".join(text.split()) for name, text in facts.items()}
    told = fill(title, plain)
    over = len(told) - LONGEST_TITLE
    if over > 0 and len(plain.get("题目", "")) > over + 1:
        told = fill(title, plain | {"题目": plain["题目"][: -over - 1] + "…"})
    return told[:LONGEST_TITLE]


def of_kind(kind: LetterKind | str) -> tuple[str, str]:
    """Title and body that zhushi comes with."""
    said = built_in()[str(kind)]
    return said["title"], said["body"].strip()
