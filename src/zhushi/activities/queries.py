"""Questions about reception days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhushi.activities.choices import DayStatus
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay, ReceptionRule
from zhushi.activities.rules import Planned, days_of
from zhushi.core.workdays import Calendar
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Workroom


@dataclass(frozen=True)
class Candidate:
    """Somebody of a room who can be put on duty; ``clash`` names the room that has them."""

    person: Person
    role: str
    clash: str


def days_to_make(
    room: Workroom, *, since: date, until: date, calendar: Calendar
) -> Iterator[tuple[ReceptionRule, Planned]]:
    """The days a room's rules ask for in a period and that do not stand yet; two statements."""
    held = list(room.reception_days.values_list("on", "nominal_on"))
    standing, nominal = {on for on, _ in held}, {first for _, first in held}
    for rule in room.reception_rules.all():
        first, last = max(since, rule.starts_on), min(until, rule.ends_on or until)
        for planned in days_of(
            rule.kind,
            nth=rule.nth,
            weekday=rule.weekday,
            month_day=rule.month_day,
            since=first,
            until=last,
            calendar=calendar,
        ):
            if planned.on not in standing and planned.nominal_on not in nominal:
                standing.add(planned.on)
                yield rule, planned


def candidates_for(day: ReceptionDay) -> list[Candidate]:
    """The people of the room's teams on a day who are not on duty yet; two statements."""
    held = (
        Posting.objects.current_on(day.on)
        .filter(room=day.room_id)
        .exclude(person__duties__day=day)
        .select_related("person")
        .order_by("team", "person__name", "pk")
    )
    found = {posting.person_id: posting for posting in held}
    busy = Duty.objects.filter(
        person__in=found,
        day__on=day.on,
        day__starts_at__lt=day.ends_at,
        day__ends_at__gt=day.starts_at,
    ).exclude(day__status=DayStatus.CANCELLED)
    elsewhere = dict(busy.values_list("person_id", "day__room__name")) if found else {}
    return [
        Candidate(posting.person, posting.get_role_display(), elsewhere.get(key, ""))
        for key, posting in found.items()
    ]


def days_after(room: Workroom, on: date) -> list[ReceptionDay]:
    """The reception days of a room that stand after a day; one statement."""
    standing = room.reception_days.filter(on__gt=on).exclude(status__in=DAY_OVER)
    return list(standing.order_by("on"))
