from datetime import date, datetime

from django.db import transaction

from zhushi.activities.actions._household import audited, check_standing, locked
from zhushi.activities.models import Activity, Help, Household
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.models import Person


@transaction.atomic
def note_help(
    household: Household,
    *,
    on: date,
    what: str,
    amount: str = "",
    giver: Person | None = None,
    activity: Activity | None = None,
    key: str,
    by,
    at: datetime,
) -> Help:
    """Put a visit or help into the household's register; the same form again is the same line.

    Raises Refused for a day to come or before it was written down, without words, for an activity
    of another room, and once the household is closed or forgotten.
    """
    what = what.strip()
    if not what:
        raise Refused("请写做了什么，几个字也行。")
    household = locked(household)
    if made := Help.objects.filter(key=f"{by.pk}:{key}", household=household).first():
        return made
    check_standing(household)
    if on > day_of(at):
        raise Refused("还没有到那天，做过以后再记。")
    if on < household.since:
        raise Refused("这一户那天还没有登记。")
    if activity and activity.room_id != household.room_id:
        raise Refused("这次活动是别的工作室的。")
    made = Help.objects.create(
        household=household,
        activity=activity,
        on=on,
        what=what,
        amount=amount.strip(),
        giver=giver,
        written_by=by,
        written_at=at,
        key=f"{by.pk}:{key}",
    )
    audited("household.help", household, by=by, at=at)
    return made
