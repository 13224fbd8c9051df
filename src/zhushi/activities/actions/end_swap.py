"""Withdraw one's own request to be replaced, or decline one that was put to oneself."""

from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import SwapStatus
from zhushi.activities.models import Swap
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.people.models import Person, User


@transaction.atomic
def withdraw_swap(swap: Swap, *, by, at: datetime) -> Swap:
    """Keep the duty after all; raises Refused once somebody has taken it."""
    return _end("swap.withdraw", swap, SwapStatus.WITHDRAWN, by=by, at=at)


@transaction.atomic
def decline_swap(swap: Swap, person: Person, *, by, at: datetime) -> Swap:
    """Say that one cannot; the asker is told and can ask somebody else.

    Raises Refused if everybody was asked, who need not answer, or another person was.
    """
    if swap.asked_id != person.pk:
        raise Refused("这次换班没有单独找您，不用回复。")
    swap = _end("swap.decline", swap, SwapStatus.DECLINED, by=by, at=at)
    outbox.tell(
        User.objects.filter(person=swap.asker_id).values_list("pk", flat=True),
        but=by,
        event=f"swap.decline:{swap.pk}",
        text=f"{person.name}那天不方便，请再找一位替班",
        about="duties:own",
        at=at,
    )
    return swap


def _end(event: str, swap: Swap, status: SwapStatus, *, by, at: datetime) -> Swap:
    locked = Swap.objects.select_for_update(of=("self",)).select_related("duty__day__room", "asker")
    if (found := locked.filter(pk=swap.pk).first()) is None:
        raise Refused("这次值班已经取消了。")
    swap = found
    if swap.status != SwapStatus.ASKED:
        raise Refused("这次换班已经有结果了。")
    swap.status, swap.ended_at = status, at
    swap.save(update_fields=["status", "ended_at"])
    day = swap.duty.day
    audit.record(
        event,
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
        person=swap.asker.ref,
    )
    return swap
