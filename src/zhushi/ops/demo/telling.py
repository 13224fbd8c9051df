"""Puts the words of ``words.toml`` together, so that no two matters read quite the same."""

from dataclasses import dataclass
from functools import cache

from zhushi.matters.choices import OpinionType
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.rooms.models import Unit
from zhushi.vault.actions.keep import Who
from zhushi.vault.choices import Purpose


@dataclass(frozen=True)
class Told:
    """One invented matter: what is said, what is to be done, and how it could be answered."""

    topic: tuple[str, str]
    unit: str
    opinion_type: OpinionType
    community: Unit
    title: str
    content: str
    task: str
    extract: str
    answer: str
    promise: str
    slots: dict[str, object]
    pattern: str

    def answered(self, cast: Cast, reply_class: str) -> str:
        """A unit's written answer of a class."""
        words, pick = page("words"), cast.rng.choice
        parts = [pick(words["checked"])]
        if reply_class == "A":
            parts.append(self.answer)
        elif reply_class == "B":
            parts += [pick(words["planned"]), f"{self.promise}，完成后由工作室回访。"]
        elif reply_class == "C":
            alternative = pick(words["alternatives"])
            parts.append(pick(words["refused"]).replace("{alt}", alternative))
        else:
            parts.append(pick(words["noted"]))
        parts.append(pick(words["thanks"]))
        return "".join(parts).format(**self.slots)


@cache
def _cases() -> list[tuple[tuple[str, str], str, list[str]]]:
    return [
        ((topic["name"], child["name"]), child.get("unit", topic["unit"]), case)
        for topic in page("words")["topic"]
        for child in topic["child"]
        for case in child["cases"]
    ]


def tell(cast: Cast, here: RoomCast, *, title: str = "", no_enquiry: bool = False) -> Told:
    """A matter somebody of a room's surroundings could bring; the one with a title if given."""
    rng, words = cast.rng, page("words")
    cases = [case for case in _cases() if title in case[2][0]]
    if no_enquiry:
        cases = [case for case in cases if not _asks(case[2][0])]
    topic, unit, (head, said, task, answer, promise) = rng.choice(cases)
    community = rng.choice(here.communities)
    slots = {
        "c": community.name,
        "b": rng.randint(2, 28),
        "n": rng.randint(2, 5),
        "m": rng.randint(2, 6),
    }
    content = rng.choice(words["openings"]) + said + rng.choice(words["closings"])
    kind = rng.choice([OpinionType.SUGGESTION, OpinionType.COMPLAINT, OpinionType.HELP])
    if _asks(head):
        kind = OpinionType.ENQUIRY
    elif promise:
        kind = rng.choice([OpinionType.HELP, OpinionType.HELP, kind])
    full = head.format(**slots)
    return Told(
        topic=topic,
        unit=unit,
        opinion_type=kind,
        community=community,
        title=full if "{c}" in head else f"{community.name}：{full}",
        content=content.format(**slots),
        task=task.format(**slots),
        extract=f"{community.name}居民反映：{said.format(**slots)}请{task.format(**slots)}，并书面答复。",
        answer=answer,
        promise=promise.format(**slots),
        slots=slots,
        pattern=head,
    )


def _asks(title: str) -> bool:
    """Whether a title is a question, which is owed an answer in two working days."""
    return any(word in title for word in page("words")["answers"]["ENQUIRY"])


class Neighbours:
    """Residents with invented names and telephones, some of whom keep both to themselves."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self._count = cast, 0

    def one(self, community: Unit, *, anonymous: float) -> Who:
        """Somebody of a community; ``anonymous`` is the share of those who tell nothing."""
        rng, told = self.cast.rng, page("names")
        if rng.random() < anonymous:
            return Who()
        self._count += 1
        consents = {
            purpose
            for purpose, share in (
                (Purpose.PUBLISH, 0.5),
                (Purpose.CONTACT_TO_UNIT, 0.35),
                (Purpose.CONTENT_TO_UNIT, 0.3),
            )
            if rng.random() < share
        }
        hardship = ""
        if rng.random() < 0.04:
            hardship, consents = "家中有卧床老人，本人照料。", consents | {Purpose.HARDSHIP}
        return Who(
            name=rng.choice(told["surnames"]) + rng.choice(told["given"]),
            phone=f"1980000{self._count:04d}" if rng.random() < 0.85 else "",
            address=f"{community.name} {rng.randint(1, 30)} 号楼" if rng.random() < 0.5 else "",
            hardship=hardship,
            consents=frozenset(consents),
        )
