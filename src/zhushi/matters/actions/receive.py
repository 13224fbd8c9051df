from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from zhushi.activities.choices import TurnStatus
from zhushi.activities.models import Statement, Turn
from zhushi.core import receipts
from zhushi.core.errors import Refused
from zhushi.core.models import Attachment
from zhushi.core.moments import day_of
from zhushi.core.refs import next_ref
from zhushi.core.submissions import digest_of
from zhushi.matters import search
from zhushi.matters.actions._clocks import mirror, new_clocks
from zhushi.matters.actions._move import announce_move, record
from zhushi.matters.choices import Channel, OpinionType
from zhushi.matters.models import Clock, Enclosure, Matter, Topic
from zhushi.people.choices import Role
from zhushi.people.models import Person
from zhushi.people.queries import RoomTeam, team_of
from zhushi.rooms.models import Unit, Workroom
from zhushi.vault.actions.keep import Who, keep, keep_again
from zhushi.vault.models import Identity

TITLE_LENGTH = 30
NOBODY = Who()


@dataclass(frozen=True)
class Received:
    """A matter taken in, with what its receipt shows; ``is_repeat``: the form came before."""

    matter: Matter
    code: str
    pin: str
    is_repeat: bool


def receive(
    room: Workroom,
    *,
    content: str,
    channel: Channel,
    key: str,
    by,
    at: datetime,
    opinion_type: OpinionType = OpinionType.SUGGESTION,
    title: str = "",
    topic: Topic | None = None,
    community: Unit | None = None,
    who: Who = NOBODY,
    receiver: Person | None = None,
    turn: Turn | None = None,
    statement: Statement | None = None,
    delegate_view: str = "",
    is_urgent: bool = False,
    attachments: Sequence[Attachment] = (),
) -> Received:
    """Take down what somebody said, keep who they are apart, and give a receipt.

    key: the form's own key; the same form again gives the same receipt. Raises Refused if
    nothing was said, the room is closed or vacant, or an old key brings another text.
    """
    content = content.replace("\r\n", "\n").strip()
    if not content:
        raise Refused("请写下要说的事，一句话也行。")
    digest = digest_of(room.code, content, who.name, who.phone)
    seed = f"matter:{key}:{digest[:16]}"
    code = receipts.code_of(f"matter:{key}")
    try:
        with transaction.atomic():
            matter = _store(
                room,
                content=content,
                channel=channel,
                by=by,
                at=at,
                opinion_type=opinion_type,
                title=title.strip() or title_from(content),
                topic=topic,
                community=community,
                who=who,
                receiver=receiver,
                turn=turn,
                statement=statement,
                delegate_view=delegate_view.strip(),
                is_urgent=is_urgent,
                attachments=attachments,
                receipt_seed=seed,
                code_hash=receipts.hash_of(code),
            )
    except IntegrityError:
        earlier = Matter.objects.filter(code_hash=receipts.hash_of(code)).first()
        if earlier is None:
            raise
        if earlier.receipt_seed != seed:
            raise Refused("这张表已经提交过，内容和这次不一样。请从头再填一张。") from None
        return Received(earlier, code, receipts.pin_of(seed), is_repeat=True)
    return Received(matter, code, receipts.pin_of(seed), is_repeat=False)


def title_from(content: str) -> str:
    """The first sentence, cut to thirty characters, until a liaison writes a better one."""
    first = content.split("\n")[0]
    for mark in "。！？!?；;":
        first = first.split(mark)[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def _store(
    room: Workroom, *, by, at: datetime, who: Who, turn: Turn | None, attachments, **fields
) -> Matter:
    if room.closed_on and room.closed_on < day_of(at):
        raise Refused(f"{room.name}已撤销，请选别的工作室。")
    team = team_of(room, on=day_of(at))
    collector, accepter = _named(team, by)
    if fields["receiver"] is None and by and team.holds(by.person_id, Role.DELEGATE):
        fields["receiver"] = by.person
    identity = _identity_of(room, who, turn, channel=fields["channel"], at=at)
    matter = Matter(
        district=room.district,
        room=room,
        ref=next_ref(room.code, day_of(at).year),
        received_at=at,
        collector=collector,
        accepter=accepter,
        responder=accepter,
        identity=identity,
        turn=turn,
        **fields,
    )
    clocks = new_clocks(matter, "register", on=day_of(at))
    mirror(matter, clocks)
    matter.save(force_insert=True)
    Clock.objects.bulk_create(clocks)
    if attachments:
        Enclosure.objects.bulk_create(
            Enclosure(matter=matter, attachment=attachment) for attachment in attachments
        )
    if turn:
        Turn.objects.filter(pk=turn.pk, status__in=(TurnStatus.CALLED, TurnStatus.WAITING)).update(
            status=TurnStatus.DONE, ended_at=at
        )
    search.index(matter, replies=())
    record(matter, "register", source="", by=by, at=at, channel=matter.channel)
    announce_move(matter, "register", by=by, at=at, users=team.logins(Role.LIAISON))
    return matter


def _identity_of(
    room: Workroom, who: Who, turn: Turn | None, *, channel: str, at: datetime
) -> Identity | None:
    """The identity told now, or the one of the booking; each matter has a row of its own."""
    if who != NOBODY:
        return keep(who, district_id=room.district_id, room=room.code, channel=channel, at=at)
    if turn is None or turn.identity is None:
        return None
    if Matter.objects.filter(identity=turn.identity).exists():
        return keep_again(turn.identity, room=room.code, channel=channel, at=at)
    return turn.identity


def _named(team: RoomTeam, by) -> tuple[Person, Person]:
    """The collector and the accepter: never nobody (意见收集有专人、受理有专责)."""
    accepter = team.first(Role.HEAD, Role.LIAISON) or team.office
    collector = by.person if by else team.first(Role.LIAISON, Role.HEAD) or team.office
    if accepter is None or collector is None:
        raise Refused("这个工作室还没有联络员和组长，暂时不能登记。请打区党联办电话。")
    return collector, accepter
