"""The small things around one matter, read in one statement.

Messages, evaluations, looks, consents and merged matters are few and short; five statements for
them would be half of what a page may ask.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from zhushi.matters.choices import Visibility
from zhushi.matters.models import Matter
from zhushi.vault.models import Consent, Look

EMPTY = Value("", output_field=TextField())


@dataclass(frozen=True)
class Part:
    """One small thing: its kind, when, two words whose meaning is the kind's, and its text.

    message: side, nothing; evaluation: attitude, result; look: by whom, fields;
    consent: purpose, unit; follower: number, status.
    """

    kind: str
    at: datetime
    one: str
    two: str
    text: str


def parts_of(matter: Matter, kinds: Iterable[str]) -> dict[str, list[Part]]:
    """The parts of these kinds, oldest first; a kind without rows is empty."""
    queries = [_QUERIES[kind](matter) for kind in kinds]
    found: dict[str, list[Part]] = defaultdict(list)
    if queries:
        rows = queries[0].union(*queries[1:], all=True)
        for part in sorted((Part(*row) for row in rows), key=lambda part: part.at):
            found[part.kind].append(part)
    return found


def _row(
    rows: QuerySet, kind: str, at: str, one: Combinable, two: Combinable, text: Combinable
) -> QuerySet:
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        F(at),
        Cast(one, TextField()),
        Cast(two, TextField()),
        Cast(text, TextField()),
    )


_QUERIES = {
    "message": lambda m: _row(m.messages, "message", "at", F("side"), EMPTY, F("text")),
    "evaluation": lambda m: _row(
        m.evaluations, "evaluation", "at", F("attitude"), F("result"), F("comment")
    ),
    "look": lambda m: _row(
        Look.objects.filter(identity=m.identity_id),
        "look",
        "at",
        F("by_label"),
        F("fields"),
        F("reason"),
    ),
    "consent": lambda m: _row(
        Consent.objects.filter(identity=m.identity_id, withdrawn_at=None),
        "consent",
        "given_at",
        F("purpose"),
        F("unit_id"),
        EMPTY,
    ),
    "follower": lambda m: _row(
        Matter.objects.filter(merged_into=m, visibility=Visibility.NORMAL),
        "follower",
        "received_at",
        F("ref"),
        F("status"),
        F("title"),
    ),
}
