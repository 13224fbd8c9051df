"""What delegates hand in, signed: a research report or a proposal begins its way to an answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from zhushi.core import receipts
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.refs import next_ref
from zhushi.core.submissions import digest_of
from zhushi.matters import search
from zhushi.matters.actions._clocks import mirror, new_clocks
from zhushi.matters.actions._move import announce_move, record
from zhushi.matters.choices import OF_DELEGATES, Kind
from zhushi.matters.models import Clock, Matter, Proposer
from zhushi.people.choices import Role
from zhushi.people.models import Person
from zhushi.people.queries import team_of
from zhushi.rooms.models import Workroom

TITLE_LENGTH = 80


def propose(
    room: Workroom,
    *,
    kind: Kind,
    title: str,
    content: str,
    proposers: Sequence[Person],
    is_hard: bool = False,
    key: str,
    by,
    at: datetime,
) -> Matter:
    """Hand in a report or a proposal of a room's delegates; the liaison office checks it next.

    proposers: who signed, in the order of their names, the first answering for it; key: the
    same key again gives the same matter. Raises Refused without title, text or a name, for
    people of another district, a closed room, a district without a liaison office, or an old
    key that brings another text.
    """
    title, content = title.strip(), content.replace("\r\n", "\n").strip()
    _refuse_incomplete(room, kind, title, content, proposers, at)
    seed = f"matter:{key}:{digest_of(room.code, kind, title, content)[:16]}"
    code_hash = receipts.hash_of(receipts.code_of(f"matter:{key}"))
    try:
        with transaction.atomic():
            return _store(
                room,
                proposers,
                kind=kind,
                title=title,
                content=content,
                is_hard=is_hard,
                receipt_seed=seed,
                code_hash=code_hash,
                by=by,
                at=at,
            )
    except IntegrityError:
        earlier = Matter.objects.filter(code_hash=code_hash).first()
        if earlier is None:
            raise
        if earlier.receipt_seed != seed:
            raise Refused("这一份已经提交过，内容和这次不一样。请看一眼已经提交的那份。") from None
        return earlier


def _refuse_incomplete(
    room: Workroom,
    kind: Kind,
    title: str,
    content: str,
    proposers: Sequence[Person],
    at: datetime,
) -> None:
    if kind not in OF_DELEGATES:
        raise ValueError(f"{kind} is not handed in by delegates")
    if not title or not content:
        raise Refused("题目和正文都要写。")
    if len(title) > TITLE_LENGTH:
        raise Refused(f"题目最多 {TITLE_LENGTH} 字，现在有 {len(title)} 字。")
    if not proposers:
        raise Refused("至少要有一位代表署名。")
    if any(person.district_id != room.district_id for person in proposers):
        raise Refused("署名的代表须都是本区的。")
    if room.closed_on and room.closed_on < day_of(at):
        raise Refused(f"{room.name}已撤销，请选别的工作室。")


def _store(
    room: Workroom, proposers: Sequence[Person], *, kind: Kind, by, at: datetime, **fields
) -> Matter:
    team = team_of(room, on=day_of(at))
    if team.office is None:
        raise Refused("本区还没有党联办工作人员，暂时不能提交。请与区委联系。")
    matter = Matter(
        district=room.district,
        room=room,
        kind=kind,
        ref=next_ref(room.code, day_of(at).year),
        received_at=at,
        receiver=proposers[0],
        collector=team.office,
        accepter=team.office,
        responder=team.office,
        **fields,
    )
    clocks = new_clocks(matter, "hand_in", on=day_of(at))
    mirror(matter, clocks)
    matter.save(force_insert=True)
    Clock.objects.bulk_create(clocks)
    Proposer.objects.bulk_create(
        Proposer(matter=matter, person=person, position=position, signed_at=at)
        for position, person in enumerate(dict.fromkeys(proposers))
    )
    search.index(matter, replies=())
    record(matter, "register", source="", by=by, at=at, kind=kind, names=len(proposers))
    announce_move(matter, "register", by=by, at=at, users=team.logins(Role.OFFICE))
    return matter
