from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from zhushi.core import receipts
from zhushi.core.attachments import stored
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.core.refs import next_ref
from zhushi.core.submissions import digest_of
from zhushi.core.uploads import Upload
from zhushi.matters.actions._move import record
from zhushi.matters.actions.receive import NOBODY, Received
from zhushi.matters.actions.seal import seal
from zhushi.matters.choices import Channel, Exclusion, OpinionType, Visibility
from zhushi.matters.models import Enclosure, Matter
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Unit, Workroom
from zhushi.vault.actions.keep import Who, keep

SERIES = "MF"  # a number of the room's own series would leave a gap that tells of the matter
TITLE = "密封事项"


def receive_sealed(
    room: Workroom,
    *,
    content: str,
    key: str,
    at: datetime,
    by=None,
    who: Who = NOBODY,
    accused_unit: Unit | None = None,
    files: Sequence[Upload] = (),
) -> Received:
    """Take an accusation in and seal it in the same transaction.

    Nobody of the room is told, named or given a number; there is no moment at which a room or
    a unit could have seen it. Raises Refused if nothing was said, the district has named
    nobody to receive it, or an old key brings another text, and for
    a file that cannot be kept. Source: 信访工作条例 arts 22, 30.
    """
    content = content.replace("\r\n", "\n").strip()
    if not content:
        raise Refused("请写下要反映的事。")
    digest = digest_of("sealed", room.code, content, who.name, who.phone)
    seed = f"sealed:{key}:{digest[:16]}"
    code = receipts.code_of(f"sealed:{key}")
    try:
        with stored(files, district_id=room.district_id, at=at) as made:
            matter = _store(room, content, who, seed, receipts.hash_of(code), by=by, at=at)
            Enclosure.objects.bulk_create(
                Enclosure(matter=matter, attachment=attachment) for attachment in made
            )
            matter = seal(matter, accused_unit=accused_unit, by=by, at=at)
    except IntegrityError:
        earlier = Matter.objects.filter(code_hash=receipts.hash_of(code)).first()
        if earlier is None:
            raise
        if earlier.receipt_seed != seed:
            raise Refused("这张表已经提交过，内容和这次不一样。请从头再填一张。") from None
        return Received(earlier, code, receipts.pin_of(seed), is_repeat=True)
    return Received(matter, code, receipts.pin_of(seed), is_repeat=False)


def _store(
    room: Workroom, content: str, who: Who, seed: str, code_hash: str, *, by, at: datetime
) -> Matter:
    confidant = _confidant(room.district_id, at)
    identity = None
    if who.name or who.phone or who.address:
        identity = keep(
            who, district_id=room.district_id, room=SERIES, channel=Channel.ONLINE, at=at
        )
    matter = Matter.objects.create(
        district_id=room.district_id,
        room=room,
        ref=next_ref(SERIES, day_of(at).year),
        opinion_type=OpinionType.REPORT,
        channel=Channel.ONLINE,
        title=TITLE,
        content=content,
        visibility=Visibility.SEALED,
        exclusion=Exclusion.ACCUSATION,
        received_at=at,
        collector=confidant,
        accepter=confidant,
        responder=confidant,
        identity=identity,
        receipt_seed=seed,
        code_hash=code_hash,
    )
    record(matter, "register", source="", by=by, at=at)
    return matter


def _confidant(district_id: int, at: datetime) -> Person:
    held = Posting.objects.current_on(day_of(at)).filter(district=district_id, role=Role.CONFIDANT)
    found = held.select_related("person").order_by("starts_on", "pk").first()
    if found is None:
        raise Refused("本区还没有指定密封事项专人，请打区党联办电话，不要在这里写。")
    return found.person
