from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._lock import locked_day
from zhushi.activities.choices import DutyPart, SwapStatus
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, Swap
from zhushi.activities.objections import objections_to
from zhushi.activities.queries import who_could_take
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person, User


@transaction.atomic
def ask_swap(
    duty: Duty, *, asked: Person | None = None, returns: Duty | None = None, by, at: datetime
) -> Swap:
    """Ask one person, or everybody who could, to take over a duty; they are told.

    returns: a duty of ``asked`` that the asker takes over for it. Raises Refused once the day has
    come, while another request for this duty is open, for who assists, and where the one asked,
    or the asker in return, could not be there.
    """
    day = locked_day(duty.day_id)
    asker = duty.person_id
    found = Duty.objects.select_related("person", "day__room").filter(pk=duty.pk, person=asker)
    if (duty := found.first()) is None:  # type: ignore[assignment]
        raise Refused("这次值班刚刚改过，请看过新的再找人。")
    if day.status in DAY_OVER or day.on <= day_of(at):
        raise Refused("当天和过去的值班不能再换，来不了请给联络员打电话。")
    if duty.part == DutyPart.ASSIST:
        raise Refused("协助的人由联络员安排，请告诉联络员。")
    if duty.swaps.filter(status=SwapStatus.ASKED).exists():
        raise Refused("这次值班已经在找人替，请先收回。")
    could = who_could_take(duty)
    if asked is not None and asked.pk not in {person.pk for person in could}:
        raise Refused(f"{asked.name}那天不能来，请换一位。")
    if asked is None and not could:
        raise Refused("那天没有别的代表能来，请给联络员打电话。")
    if returns is not None:
        _can_return(duty, returns, asked, at)
    swap = Swap.objects.create(
        duty=duty, asker=duty.person, asked=asked, returns=returns, asked_at=at
    )
    told = [asked] if asked else could
    outbox.tell(
        User.objects.filter(person__in=told, is_active=True).values_list("pk", flat=True),
        but=by,
        event=f"swap.ask:{swap.pk}",
        text=f"{duty.person.name}请人替{day.on.month}月{day.on.day}日在{day.room.name}的值班",
        about="duties:own",
        at=at,
    )
    audit.record(
        "swap.ask",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
        person=duty.person.ref,
        asked=asked.ref if asked else "",
    )
    return swap


def _can_return(duty: Duty, returns: Duty, asked: Person | None, at: datetime) -> None:
    if asked is None or returns.person_id != asked.pk or returns.part == DutyPart.ASSIST:
        raise Refused("要换的值班不是对方的，请重新选。")
    if returns.day.status in DAY_OVER or returns.day.on <= day_of(at):
        raise Refused("要换的那次值班已经到日子了，请重新选。")
    if returns.day.duties.filter(person=duty.person).exists():
        raise Refused("您那天也在值班，不能替对方。请换一次。")
    part = DutyPart(returns.part)
    if found := objections_to({returns.day: [(duty.person, part)]}):
        raise Refused(found[0])
