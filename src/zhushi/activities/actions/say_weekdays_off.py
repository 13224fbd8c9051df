from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhushi.activities.choices import Weekday
from zhushi.activities.models import WeekdayOff
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def say_weekdays_off(person: Person, weekdays: Iterable[int], *, by, at: datetime) -> None:
    """Say on which days of the week a person cannot be on duty as a rule; replaces what was said.

    Raises Refused if no working day is left, or one is none.
    """
    wanted = set(weekdays)
    if not wanted <= set(Weekday.values):
        raise Refused("只能选星期一到星期五。")
    if len(wanted) == len(Weekday.values):
        raise Refused("一周里总要留一天：长期不能值班的，请告诉联络员。")
    Person.objects.select_for_update().get(pk=person.pk)
    WeekdayOff.objects.filter(person=person).exclude(weekday__in=wanted).delete()
    WeekdayOff.objects.bulk_create(
        [WeekdayOff(person=person, weekday=weekday) for weekday in sorted(wanted)],
        ignore_conflicts=True,
    )
    audit.record(
        "availability.weekdays",
        target=person.ref,
        district_id=person.district_id,
        by=by,
        at=at,
        weekdays=sorted(wanted),
    )
