from datetime import date, datetime

from django.db import transaction

from zhushi.activities.models import BlockOut
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person

LONGEST = 366  # days; who cannot come for longer takes leave
MOST = 60
"""Periods of one person that are still to come."""


@transaction.atomic
def block_out(person: Person, *, starts_on: date, ends_on: date, by, at: datetime) -> BlockOut:
    """Say that a person cannot be on duty from one day to another, both included.

    Duties that stand already stay: they are to be swapped. Raises Refused for days gone by, the
    wrong way round, or more than can be meant.
    """
    if ends_on < starts_on:
        raise Refused("结束的日子在开始以前，请看看是不是填反了。")
    if ends_on < day_of(at):
        raise Refused("这些日子已经过去了。")
    if (ends_on - starts_on).days >= LONGEST:
        raise Refused("一次最多一年；长期不能值班的，请告诉联络员。")
    Person.objects.select_for_update().get(pk=person.pk)
    coming = person.block_outs.filter(ends_on__gte=day_of(at))
    if coming.count() >= MOST:
        raise Refused("填的日子太多了，请先删掉用不着的。")
    blocked, _ = BlockOut.objects.get_or_create(person=person, starts_on=starts_on, ends_on=ends_on)
    _record("availability.block", blocked, by, at)
    return blocked


@transaction.atomic
def free_again(blocked: BlockOut, *, by, at: datetime) -> None:
    """Take back what was said of a period."""
    _record("availability.free", blocked, by, at)
    blocked.delete()


def _record(event: str, blocked: BlockOut, by, at: datetime) -> None:
    audit.record(
        event,
        target=blocked.person.ref,
        district_id=blocked.person.district_id,
        by=by,
        at=at,
        starts_on=blocked.starts_on.isoformat(),
        ends_on=blocked.ends_on.isoformat(),
    )
