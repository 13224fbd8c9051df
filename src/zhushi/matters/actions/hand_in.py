from collections.abc import Sequence
from datetime import datetime

from zhushi.core.attachments import discard, stored
from zhushi.core.uploads import Upload
from zhushi.matters.actions.receive import NOBODY, Received, receive
from zhushi.matters.choices import Channel, OpinionType
from zhushi.rooms.models import Workroom
from zhushi.vault.actions.keep import Who


def hand_in(
    room: Workroom,
    *,
    content: str,
    key: str,
    at: datetime,
    by=None,
    opinion_type: OpinionType = OpinionType.SUGGESTION,
    who: Who = NOBODY,
    files: Sequence[Upload] = (),
) -> Received:
    """Take in what a resident writes online, words and files together or not at all.

    The same form again gives the same receipt and stores no file twice. Raises what
    ``receive`` raises, and Refused naming a file that cannot be kept.
    """
    with stored(files, district_id=room.district_id, at=at) as made:
        received = receive(
            room,
            content=content,
            channel=Channel.ONLINE,
            opinion_type=opinion_type,
            who=who,
            attachments=made,
            key=key,
            by=by,
            at=at,
        )
        if received.is_repeat:
            discard(made)
    return received
