from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._service import audited_need, locked_need
from zhushi.activities.actions.plan_activity import check_open
from zhushi.activities.choices import NeedStatus
from zhushi.activities.models import Need, Statement
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Wanted:
    """What is needed, which field it asks for, where, about how many people, and its source."""

    text: str
    wished: str = ""
    place: str = ""
    concerns: int | None = None
    matter_ref: str = ""
    statement: Statement | None = None


@transaction.atomic
def note_need(room: Workroom, *, wanted: Wanted, role: Role, key: str, by, at: datetime) -> Need:
    """Put a line on a room's need list; the same form again gives the line it made.

    role: as what it is noted; key: the form's own. Raises Refused where nothing is written, the
    room is closed, or the statement was made in another room.
    """
    text = wanted.text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused("请写需要什么，一句话就行。")
    check_open(room, day_of(at))
    if wanted.statement and wanted.statement.activity.room_id != room.pk:
        raise Refused("这条意见是在别的工作室说的。")
    made, is_new = Need.objects.get_or_create(
        key=f"{by.pk}:{key}",
        defaults={
            "district_id": room.district_id,
            "room": room,
            "text": text,
            "wished": wanted.wished.strip(),
            "place": wanted.place.strip(),
            "concerns": wanted.concerns,
            "role": role,
            "matter_ref": wanted.matter_ref.strip(),
            "statement": wanted.statement,
            "created_at": at,
        },
    )
    if is_new:
        audited_need("need.note", made, by=by, at=at)
    return made


@transaction.atomic
def drop_need(need: Need, *, reason: str, by, at: datetime) -> Need:
    """Take a line off the list with a reason that stays readable; only while nobody serves it."""
    if not reason.strip():
        raise Refused("请写明为什么不做，一句话就行。")
    need = locked_need(need, NeedStatus.OPEN)
    need.status, need.drop_reason = NeedStatus.DROPPED, reason.strip()
    need.save(update_fields=["status", "drop_reason"])
    audited_need("need.drop", need, by=by, at=at)
    return need
