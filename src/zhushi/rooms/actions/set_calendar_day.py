from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.core.models import CalendarDay
from zhushi.rooms.models import Unit
from zhushi.rooms.models.unit import new_stamp


@transaction.atomic
def set_calendar_day(
    district: Unit,
    *,
    on: date,
    is_off: bool,
    name: str,
    source: str = "",
    is_official: bool = False,
    by,
    at: datetime,
) -> CalendarDay:
    """Enter a day off or a day worked in exchange for one district; wins over the shipped table.

    is_official: the day comes from a year's notice, so that the year counts as announced.
    """
    day, _ = CalendarDay.objects.update_or_create(
        district_id=district.pk,
        on=on,
        defaults={"is_off": is_off, "name": name, "source": source, "is_official": is_official},
    )
    renew_stamp(district)
    audit.record(
        "calendar.set", target=str(on), district_id=district.pk, by=by, at=at, is_off=is_off
    )
    return day


@transaction.atomic
def clear_calendar_day(district: Unit, *, on: date, by, at: datetime) -> None:
    """Take a local entry back; the shipped table holds again."""
    CalendarDay.objects.filter(district_id=district.pk, on=on).delete()
    renew_stamp(district)
    audit.record("calendar.clear", target=str(on), district_id=district.pk, by=by, at=at)


def renew_stamp(district: Unit) -> None:
    """Tell every process that a district's reference data changed."""
    district.stamp = new_stamp()
    Unit.objects.filter(pk=district.pk).update(stamp=district.stamp)
