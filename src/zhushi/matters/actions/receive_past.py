from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from zhushi.core import receipts
from zhushi.core.moments import day_of
from zhushi.core.refs import next_refs
from zhushi.core.submissions import digest_of
from zhushi.matters import search
from zhushi.matters.actions._answered import note_answer
from zhushi.matters.choices import Channel, OpinionType, ReplyClass, Status
from zhushi.matters.lifecycle import EDGES
from zhushi.matters.models import Matter, Reply, Step
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom

TITLE_LENGTH = 80
NAMED_SO = {
    "投诉": OpinionType.COMPLAINT,
    "求助": OpinionType.HELP,
    "咨询": OpinionType.ENQUIRY,
    "建议": OpinionType.SUGGESTION,
}
"""What a title calls itself; nothing else is guessed."""


@dataclass(frozen=True)
class Past:
    """A matter that was answered elsewhere, before this system; both moments are aware."""

    number: str
    title: str
    said: str
    said_at: datetime
    answer: str
    answered_at: datetime


@transaction.atomic
def receive_past(
    room: Workroom, past: Sequence[Past], *, keeper: Person, label: str, by, at: datetime
) -> list[Matter]:
    """Take in matters of earlier years with their true dates and answers, as closed; in bulk.

    Those whose number the district has already are passed over. keeper: the named collector,
    accepter and responder, since theirs are not known; label: what stands beside each step
    instead of a person. No clock runs, nobody is told. Ten statements for any number of rows,
    but for each year's numbers; the audit line is the caller's, one for all.
    """
    fresh = _not_yet_here(room, past)
    matters = list(_closed(room, fresh, keeper))
    Matter.objects.bulk_create(matters, batch_size=500)
    Step.objects.bulk_create((step for m in matters for step in _steps(m, label)), batch_size=1000)
    answers = {item.number: item.answer for item in fresh}
    Reply.objects.bulk_create(
        (
            Reply(
                matter=matter,
                reply_class=ReplyClass.D,
                text=answers[matter.external_ref],
                signed_at=matter.closed_at or matter.received_at,
                confirmed_at=matter.closed_at,
            )
            for matter in matters
        ),
        batch_size=500,
    )
    search.index_many((matter, [answers[matter.external_ref]]) for matter in matters)
    return matters


def _not_yet_here(room: Workroom, past: Sequence[Past]) -> list[Past]:
    """In the order they were said; a number that comes twice counts once."""
    hashes = {_hash_of(room, item): item for item in past}
    known: set[str] = set()
    asked = list(hashes)
    for start in range(0, len(asked), 1000):
        part = Matter.objects.filter(code_hash__in=asked[start : start + 1000])
        known.update(part.values_list("code_hash", flat=True))
    left = [item for key, item in hashes.items() if key not in known]
    return sorted(left, key=lambda item: (item.said_at, item.number))


def _closed(room: Workroom, past: Iterable[Past], keeper: Person) -> Iterable[Matter]:
    for year, group in groupby(past, key=lambda item: day_of(item.said_at).year):
        items = list(group)
        for ref, item in zip(next_refs(room.code, year, len(items)), items, strict=True):
            matter = Matter(
                district=room.district,
                room=room,
                ref=ref,
                opinion_type=_type_of(item.title),
                channel=Channel.ONLINE,
                title=_cut(item.title),
                content=item.said,
                external_ref=item.number,
                status=Status.CLOSED,
                received_at=item.said_at,
                closed_at=item.answered_at,
                collector=keeper,
                accepter=keeper,
                responder=keeper,
                receipt_seed=f"{_key_of(room, item)}:{digest_of(item.said)[:16]}",
                code_hash=_hash_of(room, item),
            )
            note_answer(matter, item.answered_at)
            yield matter


def _steps(matter: Matter, label: str) -> Iterable[Step]:
    """Registered when it was said; answered and closed when the answer came."""
    answered_at = matter.closed_at or matter.received_at
    way = (
        ("register", "", Status.REGISTERED, matter.received_at, "已登记"),
        ("answer", Status.REGISTERED, Status.ANSWERED, answered_at, "已书面答复"),
        ("close", Status.ANSWERED, Status.CLOSED, answered_at, EDGES["close"].public),
    )
    for verb, source, target, at, public in way:
        yield Step(
            matter=matter,
            verb=verb,
            source=source,
            target=target,
            at=at,
            by_label=label,
            public=public,
        )


def _key_of(room: Workroom, item: Past) -> str:
    """One key for a number in a district, whichever room it is kept in."""
    return f"matter:past-{digest_of(str(room.district_id), item.number)[:24]}"


def _hash_of(room: Workroom, item: Past) -> str:
    return receipts.hash_of(receipts.code_of(_key_of(room, item)))


def _type_of(title: str) -> OpinionType:
    return next((kind for word, kind in NAMED_SO.items() if word in title), OpinionType.SUGGESTION)


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…"
