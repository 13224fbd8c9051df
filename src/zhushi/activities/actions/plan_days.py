from datetime import date, datetime, time, timedelta

from django.db import transaction

from zhushi.activities.models import ReceptionDay, ReceptionRule, Slot
from zhushi.activities.queries import days_to_make
from zhushi.core import audit
from zhushi.core.workdays import Calendar
from zhushi.rooms.models import Workroom


@transaction.atomic
def plan_days(
    room: Workroom, *, since: date, until: date, calendar: Calendar, by, at: datetime
) -> list[ReceptionDay]:
    """Make the reception days of a room's rules in a period; days that stand are left alone.

    Running it again makes nothing twice. Returns the days made now.
    """
    Workroom.objects.select_for_update().get(pk=room.pk)
    made = [
        _make(room, rule, planned)
        for rule, planned in list(days_to_make(room, since=since, until=until, calendar=calendar))
    ]
    if made:
        audit.record(
            "reception.plan",
            target=room.code,
            district_id=room.district_id,
            by=by,
            at=at,
            days=len(made),
        )
    return made


def _make(room: Workroom, rule: ReceptionRule, planned) -> ReceptionDay:
    day = ReceptionDay.objects.create(
        district_id=room.district_id,
        room=room,
        on=planned.on,
        nominal_on=planned.nominal_on,
        moved_because=planned.moved_because,
        is_provisional=planned.is_provisional,
        starts_at=rule.starts_at,
        ends_at=rule.ends_at,
    )
    Slot.objects.bulk_create(
        Slot(day=day, starts_at=start, places=rule.slot_places)
        for start in slot_starts(rule.starts_at, rule.ends_at, rule.slot_minutes)
    )
    return day


def slot_starts(starts_at: time, ends_at: time, minutes: int) -> list[time]:
    """The beginnings of all slots that end by ``ends_at``; minutes at least 5."""
    cursor, end = datetime.combine(date.min, starts_at), datetime.combine(date.min, ends_at)
    found, step = [], timedelta(minutes=minutes)
    while cursor + step <= end:
        found.append(cursor.time())
        cursor += step
    return found
