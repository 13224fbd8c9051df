"""What will become of a matter, drawn beforehand; the stories follow these plans."""

from dataclasses import dataclass, field, replace
from random import Random

from zhushi.matters.choices import Channel, OpinionType, Status

WAYS = {"unit": 80, "answer": 10, "decline": 3, "refer": 5, "seal": 1}
CHANNELS = {
    Channel.RECEPTION: 46,
    Channel.PHONE: 20,
    Channel.ONLINE: 18,
    Channel.VISIT: 12,
    Channel.LETTER: 4,
}
CLASSES = {"A": 56, "B": 24, "C": 14, "D": 6}


@dataclass(frozen=True)
class Plan:
    """A matter's way and pace. ``stop``: the status at which its story rests for the pictures."""

    way: str
    channel: Channel
    reply_class: str = "A"
    pace: dict[str, int] = field(default_factory=dict)
    turns: frozenset[str] = frozenset()
    stop: Status | None = None
    title: str = ""

    def takes(self, name: str) -> int:
        """Working days until a step."""
        return self.pace.get(name, 0)

    def has(self, name: str) -> bool:
        """Whether something out of the ordinary happens."""
        return name in self.turns


TURNS = {
    "hand_back": 0.06,
    "upheld": 0.3,  # of those handed back
    "helper": 0.2,
    "contact": 0.85,
    "extension": 0.08,
    "refused": 0.2,  # of the extensions
    "ask": 0.07,
    "progress": 0.2,
    "urged": 0.05,
    "send_back": 0.07,
    "late": 0.035,
    "follower": 0.05,
    "paper": 0.08,
    "rated": 0.72,
    "online": 0.5,  # of the ratings
    "poor": 0.08,  # of the ratings
    "poor_again": 0.3,
    "missed_call": 0.1,
    "call_back": 0.15,
    "look": 0.06,
    "view": 0.3,
    "recusal": 0.01,
}


def draw(rng: Random, *, opinion_type: OpinionType | None = None, channel=None) -> Plan:
    """A plan by chance; an enquiry is mostly answered on the spot."""
    way = _weighted(rng, WAYS)
    quick = opinion_type == OpinionType.ENQUIRY
    if quick and way == "unit" and rng.random() < 0.75:
        way = "answer"
    pace = {
        "accept": 0 if quick else rng.choice([0, 0, 1, 1, 2]),
        "dispatch": 0 if quick else rng.choice([0, 1, 1, 2, 3]),
        "sign_in": 0 if quick else rng.choice([0, 1, 1, 2]),
        "contact": rng.choice([0, 1, 2, 3]),
        "reply": 1 if quick else rng.choice([3, 5, 6, 8, 9, 11, 12, 14, 16, 18]),
        "review": rng.choice([0, 0, 1, 1, 2]),
        "tell": rng.choice([0, 0, 1]),
        "rate": rng.choice([0, 1, 2, 4, 7, 11]),
        "close": rng.choice([0, 1, 1, 2]),
        "archive": rng.randint(15, 30),
    }
    turns = frozenset(name for name, share in TURNS.items() if rng.random() < share)
    if quick:
        turns -= {"hand_back", "extension", "ask", "helper"}
    return Plan(
        way=way,
        channel=channel or _weighted(rng, CHANNELS),
        reply_class=_weighted(rng, CLASSES),
        pace=pace,
        turns=turns,
    )


def resting(rng: Random, way: str, stop: Status, *turns: str, **pace: int) -> Plan:
    """A plan that rests at a status, so that every status can be seen."""
    drawn = draw(rng)
    return replace(
        drawn,
        way=way,
        channel=rng.choice([Channel.PHONE, Channel.ONLINE, Channel.VISIT]),
        pace={**drawn.pace, "accept": 0, "dispatch": 0, "sign_in": 0, "review": 0, **pace},
        turns=frozenset(turns) | (drawn.turns & {"view", "look"}) | {"contact"},
        stop=stop,
    )


def _weighted(rng: Random, shares: dict):
    return rng.choices(list(shares), weights=list(shares.values()))[0]
