from datetime import datetime

from django.db import transaction
from django.db.models import F

from zhushi.activities.actions._lock import locked_day, locked_turn
from zhushi.activities.actions._turns import next_number
from zhushi.activities.choices import DayStatus, TurnKind, TurnStatus
from zhushi.activities.lifecycle import turn_target
from zhushi.activities.models import Slot, Turn
from zhushi.core import audit, receipts
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of, moment_of
from zhushi.core.submissions import claim, digest_of, settle
from zhushi.vault.actions.keep import Who, keep

LIMIT_PER_PHONE = 2  # open bookings of one phone in one room


@transaction.atomic
def book(
    slot: Slot, *, who: Who, subject: str = "", key: str, at: datetime, by=None
) -> tuple[Turn, str]:
    """Book a place in a slot and return the turn with its receipt code.

    key: the form's own key; the same form again returns the same booking. Raises Refused if
    the slot is full, over, or not announced, or one phone holds two bookings already.
    """
    code = receipts.code_of(f"turn:{key}")
    earlier = claim(key, digest_of("book", str(slot.pk), who.name, who.phone, subject), at=at)
    if earlier:
        return Turn.objects.get(pk=earlier), code
    day = locked_day(slot.day_id)
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    if day.status not in (DayStatus.ANNOUNCED, DayStatus.OPEN):
        raise Refused("这一天现在不能预约，可以看看别的接待日，或直接打工作室电话。")
    if moment_of(day.on, slot.starts_at) <= at:
        raise Refused("这个时段已经过了，请选别的时段，也可以直接到工作室来。")
    if slot.is_full:
        raise Refused("这个时段刚被约满，请选别的时段。不预约也可以直接来。")
    identity = keep(who, district_id=day.district_id, room=day.room.code, channel="BOOKING", at=at)
    if identity.phone_index:
        held = Turn.objects.filter(
            identity__phone_index=identity.phone_index,
            day__room=day.room_id,
            day__on__gte=day_of(at),
            status=TurnStatus.EXPECTED,
        )
        if held.count() >= LIMIT_PER_PHONE:
            raise Refused("这个电话在本工作室已有两个预约。要改时间，请先取消一个。")
    Slot.objects.filter(pk=slot.pk).update(taken=F("taken") + 1)
    turn = Turn.objects.create(
        day=day,
        slot=slot,
        kind=TurnKind.BOOKED,
        number=next_number(day),
        status=TurnStatus.EXPECTED,
        identity=identity,
        called_name=identity.masked_name,
        subject=subject.strip(),
        receipt_seed=f"turn:{key}",
        code_hash=receipts.hash_of(code),
        created_at=at,
    )
    settle(key, str(turn.pk))
    audit.record(
        "turn.book",
        target=f"{day.ref}#{turn.number}",
        district_id=day.district_id,
        by=by,
        at=at,
    )
    return turn, code


@transaction.atomic
def cancel_booking(turn: Turn, *, by, at: datetime) -> Turn:
    """Give a booked place back; raises Refused once the visitor has come."""
    day, turn = locked_turn(turn)
    turn.status, turn.ended_at = turn_target("cancel", turn.status), at
    turn.save(update_fields=["status", "ended_at"])
    if turn.slot_id:
        Slot.objects.filter(pk=turn.slot_id).update(taken=F("taken") - 1)
    audit.record(
        "turn.cancel",
        target=f"{day.ref}#{turn.number}",
        district_id=day.district_id,
        by=by,
        at=at,
    )
    return turn
