from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import DutyPart, SwapStatus
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay, Swap
from zhushi.activities.objections import Seats, objections_to
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.people.choices import Role
from zhushi.people.models import Person, Posting, User

GONE = "这次值班已经有人接了，或者不用换了。"


@transaction.atomic
def take_swap(swap: Swap, person: Person, *, by, at: datetime) -> Duty:
    """Take over the duty that was asked for, and give one's own for it where that was asked.

    The asker and the room's liaisons are told. Raises Refused if the request is over or meant
    for somebody else, the day has come, or either could not be there.
    """
    days = _locked_days(swap)
    held = Swap.objects.select_for_update().filter(pk=swap.pk).first()
    duty = Duty.objects.select_related("person", "day").filter(pk=swap.duty_id).first()
    if held is None or duty is None:
        raise Refused(GONE)
    swap, day = held, days[duty.day_id]
    if swap.status != SwapStatus.ASKED or duty.person_id != swap.asker_id:
        raise Refused(GONE)
    if swap.asked_id not in (None, person.pk) or person.pk == swap.asker_id:
        raise Refused("这次换班没有找您。")
    if day.status in DAY_OVER or day.on <= day_of(at):
        raise Refused("这次值班的日子已经到了，不能再换。")
    if duty.day.duties.filter(person=person).exists():
        raise Refused("您那天已经在这里值班。")
    returns = Duty.objects.filter(pk=swap.returns_id).first() if swap.returns_id else None
    seats: Seats = {day: [(person, DutyPart(duty.part))]}
    if returns is not None:
        if returns.person_id != person.pk:
            raise Refused("要换的那次值班已经不是您的了，请让对方重新找人。")
        own = days[returns.day_id]
        if own.status in DAY_OVER or own.on <= day_of(at):
            raise Refused("要换的那次值班已经到日子了，请让对方重新找人。")
        if own.duties.filter(person=duty.person).exists():
            raise Refused(f"{duty.person.name}那天自己也在值班，请让对方重新找人。")
        seats = {**seats, own: [(duty.person, DutyPart(returns.part))]}
    lock(
        Person.objects.filter(pk__in=(person.pk, duty.person_id))
    )  # who takes two at one hour gets one
    if found := objections_to(seats):
        raise Refused(found[0])
    asker = duty.person
    _hand(duty, person)
    if returns is not None:
        _hand(returns, asker)
    others = Swap.objects.filter(duty__in=[duty.pk, swap.returns_id], status=SwapStatus.ASKED)
    others.exclude(pk=swap.pk).update(status=SwapStatus.WITHDRAWN, ended_at=at)
    swap.status, swap.taker, swap.ended_at = SwapStatus.TAKEN, person, at
    swap.save(update_fields=["status", "taker", "ended_at"])
    _tell(swap, day, asker, person, by=by, at=at)
    audit.record(
        "swap.take",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
        person=person.ref,
        asked=asker.ref,
    )
    return duty


def _locked_days(swap: Swap) -> dict[int, ReceptionDay]:
    """Both days, locked in the order of their keys, so that two clients cannot wait in a ring."""
    duties = Duty.objects.filter(pk__in=[pk for pk in (swap.duty_id, swap.returns_id) if pk])
    days = ReceptionDay.objects.select_for_update(of=("self",)).select_related("room")
    return {day.pk: day for day in days.filter(pk__in=duties.values("day")).order_by("pk")}


def _hand(duty: Duty, person: Person) -> None:
    duty.person = person
    duty.save(update_fields=["person"])


def _tell(swap: Swap, day: ReceptionDay, asker: Person, taker: Person, *, by, at: datetime) -> None:
    liaisons = Posting.objects.current_on(day.on).filter(room=day.room_id, role=Role.LIAISON)
    told = [asker.pk, *liaisons.values_list("person", flat=True)]
    outbox.tell(
        User.objects.filter(person__in=told).values_list("pk", flat=True),
        but=by,
        event=f"swap.take:{swap.pk}",
        text=f"{day.on.month}月{day.on.day}日在{day.room.name}的值班由{taker.name}替{asker.name}",
        about=f"reception:{day.ref}",
        at=at,
    )
