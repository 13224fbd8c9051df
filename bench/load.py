"""Puts many matters into a database that holds the demo district, in bulk.

    python -m bench.load 200000

About 3 % are open, in every state; the others were answered over the last four years. Their
numbers begin at 100001, so that what the bench makes later gets the usual ones.
"""

import hashlib
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench.texts import Words, Writer, terms_of  # noqa: E402
from zhushi.core import clock  # noqa: E402
from zhushi.core.moments import day_of  # noqa: E402
from zhushi.matters import search  # noqa: E402
from zhushi.matters.choices import (  # noqa: E402
    Channel,
    ClockStep,
    DispatchStatus,
    OpinionType,
    ReplyClass,
    Satisfaction,
    Status,
)
from zhushi.matters.lifecycle import HAS_LEAD  # noqa: E402
from zhushi.matters.models import (  # noqa: E402
    Clock,
    Dispatch,
    Evaluation,
    Matter,
    Reply,
    Step,
    Topic,
)
from zhushi.people.choices import Role  # noqa: E402
from zhushi.people.models import Posting, User  # noqa: E402
from zhushi.rooms.models import Unit, Workroom  # noqa: E402

FIRST = 100_001
BATCH = 2_000
YEARS = 4
OPEN_EVERY = 33
OPEN_STATES = (
    *(Status.REGISTERED, Status.ACCEPTED, Status.DISPATCHED, Status.HANDLING, Status.HANDLING),
    *(Status.HANDLING, Status.RETURNED, Status.REPLIED, Status.CONFIRMED, Status.TOLD),
)
WAY = (
    ("register", "", "REGISTERED", 0.0),
    ("accept", "REGISTERED", "ACCEPTED", 0.05),
    ("dispatch", "ACCEPTED", "DISPATCHED", 0.1),
    ("sign_in", "DISPATCHED", "HANDLING", 0.2),
    ("reply", "HANDLING", "REPLIED", 0.7),
    ("confirm", "REPLIED", "CONFIRMED", 0.8),
    ("close", "TOLD", "CLOSED", 1.0),
)


@dataclass(frozen=True)
class Prepared(search.Entry):
    """An entry of the index whose terms are put together from clauses that came before."""

    @property
    def terms(self) -> str:
        return terms_of(self.text) + search.room_term(self.room_id)


class District:
    """Whom and what the matters hang on."""

    def __init__(self) -> None:
        self.rooms = list(Workroom.objects.order_by("pk"))
        self.units = list(Unit.objects.filter(is_handler=True).order_by("pk"))
        self.topics = {t.name: t.pk for t in Topic.objects.filter(parent=None)}
        self.user = User.objects.order_by("pk").first()
        teams: dict[int, dict[str, list]] = {}
        for posting in Posting.objects.filter(room__isnull=False, ends_on=None):
            team = teams.setdefault(posting.room_id, {})
            team.setdefault(posting.role, []).append(posting.person_id)
        self.delegates = {room: team.get(Role.DELEGATE, []) for room, team in teams.items()}
        self.heads = {
            room: (team.get(Role.HEAD) or team[Role.LIAISON])[0] for room, team in teams.items()
        }


class Loader:
    """Makes matters with everything that hangs on them, a batch at a time, oldest first."""

    def __init__(self, total: int) -> None:
        self.total, self.now = total, clock.now()
        self.district, self.random, self.writer = District(), Random(7), Writer(11)

    def load(self, numbers: range) -> None:
        made = [self._matter(number) for number in numbers]
        matters = [matter for matter, _ in made]
        Matter.objects.bulk_create(matters)
        closed = [(m, w) for m, w in made if m.closed_at]
        led = [m for m in matters if m.lead_unit_id]
        dispatches = Dispatch.objects.bulk_create(map(self._dispatch, led))
        by_matter = {d.matter_id: d for d in dispatches}
        Reply.objects.bulk_create(self._reply(m, w, by_matter[m.pk]) for m, w in closed)
        Step.objects.bulk_create(step for m in matters for step in self._steps(m))
        Clock.objects.bulk_create(self._clock(m) for m in matters)
        Evaluation.objects.bulk_create(
            Evaluation(
                matter=m,
                attitude=Satisfaction.GOOD,
                result=self.random.choice(Satisfaction.values),
                at=m.closed_at,
            )
            for m, _ in closed
            if m.pk % 2
        )
        search.put(
            Prepared(**vars(search.entry_of(m, [w.answer] if m.closed_at else []))) for m, w in made
        )

    def _matter(self, number: int) -> tuple[Matter, Words]:
        pick, words = self.random.choice, self.writer.write(number)
        room = self.random.choice(self.district.rooms)
        age = timedelta(days=365 * YEARS) * ((self.total - number) / self.total)
        received_at = self.now - age - timedelta(minutes=self.random.randrange(600))
        is_open = age < timedelta(days=200) and number % 4 == 0
        status = pick(OPEN_STATES) if is_open else Status.CLOSED
        head = self.district.heads[room.pk]
        seed = hashlib.sha256(f"bench:{number}".encode()).hexdigest()
        matter = Matter(
            district_id=room.district_id,
            room=room,
            ref=f"{room.code}-{received_at.year}-{FIRST + number}",
            opinion_type=pick(OpinionType.values[:4]),
            channel=pick(Channel.values),
            topic_id=self.district.topics.get(words.topic),
            title=words.title,
            content=words.content,
            extract=words.extract,
            status=status,
            received_at=received_at,
            receiver_id=pick(self.district.delegates.get(room.pk) or [head]),
            collector_id=head,
            accepter_id=head,
            responder_id=head,
            receipt_seed=f"matter:bench-{number}:{seed[:16]}",
            code_hash=seed,
        )
        if status not in (Status.REGISTERED, Status.ACCEPTED):
            matter.lead_unit = pick(self.district.units)
        if is_open:
            matter.due_on = day_of(self.now) + timedelta(days=self.random.randint(-3, 30))
            matter.due_step = ClockStep.REPLY
        else:
            days = self.random.randint(3, 40)
            matter.closed_at = min(received_at + timedelta(days=days), self.now)
            if number % 50 == 0:
                matter.status = Status.ARCHIVED
            if hasattr(matter, "answer_days"):
                matter.answered_at = received_at + (matter.closed_at - received_at) * 0.7
                matter.answer_days = days // 2
        return matter, words

    def _dispatch(self, matter: Matter) -> Dispatch:
        is_over = matter.closed_at is not None or matter.status not in HAS_LEAD
        return Dispatch(
            matter=matter,
            unit=matter.lead_unit,
            is_lead=True,
            status=DispatchStatus.REPLIED if is_over else DispatchStatus.SIGNED,
            sent_at=matter.received_at,
            sent_by=self.district.user,
            signed_in_at=matter.received_at,
            ended_at=matter.closed_at,
            due_on=matter.due_on,
        )

    def _reply(self, matter: Matter, words: Words, dispatch: Dispatch) -> Reply:
        return Reply(
            matter=matter,
            dispatch=dispatch,
            unit=matter.lead_unit,
            reply_class=self.random.choice(ReplyClass.values),
            text=words.answer,
            signatory="王建设",
            signed_at=_between(matter, 0.7),
            signed_by=self.district.user,
            confirmed_at=_between(matter, 0.8),
            confirmed_by=self.district.user,
        )

    def _steps(self, matter: Matter):
        for verb, source, target, share in WAY[: None if matter.closed_at else 3]:
            yield Step(
                matter=matter,
                verb=verb,
                source=source,
                target=target,
                at=_between(matter, share),
                by=self.district.user,
                by_label="工作室 联络员",
                said="",
                public="已登记" if verb == "register" else "",
            )

    def _clock(self, matter: Matter) -> Clock:
        starts_on = day_of(matter.received_at)
        return Clock(
            matter=matter,
            step=ClockStep.REPLY,
            starts_on=starts_on,
            length=30,
            unit="WORKDAYS",
            due_on=matter.due_on or starts_on + timedelta(days=42),
            sentence="自登记次日起算 30 个工作日。",
            stopped_at=matter.closed_at,
        )


def _between(matter: Matter, share: float) -> datetime:
    end = matter.closed_at or matter.received_at + timedelta(days=2)
    return matter.received_at + (end - matter.received_at) * share


def load(total: int) -> None:
    """Fill up to ``total`` loaded matters; those that are there already stay."""
    present = Matter.objects.filter(receipt_seed__startswith="matter:bench-").count()
    loader = Loader(total)
    for start in range(present, total, BATCH):
        with transaction.atomic():
            loader.load(range(start, min(start + BATCH, total)))
    if connection.vendor == "postgresql":  # what autovacuum does by itself within minutes
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    load(int(sys.argv[1]))
