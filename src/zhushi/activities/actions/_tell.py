"""Who is on duty hears of it: put on, taken off, or the day called off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from zhushi.activities.models import ReceptionDay
from zhushi.core import outbox
from zhushi.people.models import Person, User

LISTED = 6
"""Days that a notice names one by one."""


def tell_on_duty(
    day: ReceptionDay,
    event: str,
    text: str,
    *,
    people: Iterable[Person] | None = None,
    by,
    at: datetime,
) -> None:
    """Leave a notice for the people, or for all on duty that day, but for who acted.

    event: its name; text: what follows the day and the place, "9月16日在东街工作室".
    """
    on_duty = User.objects.filter(person__duties__day=day)
    logins = on_duty if people is None else User.objects.filter(person__in=people)
    outbox.tell(
        set(logins.values_list("pk", flat=True)),
        but=by,
        event=f"{event}:{day.pk}",
        text=f"您{day.on.month}月{day.on.day}日在{day.room.name}{text}",
        about=f"reception:{day.ref}",
        at=at,
    )


def tell_roster(days_of: Mapping[Person, Sequence[ReceptionDay]], *, by, at: datetime) -> None:
    """Leave everybody one notice of the days they are newly on duty; one statement each."""
    logins = dict(User.objects.filter(person__in=days_of).values_list("person", "pk"))
    for person, days in days_of.items():
        if person.pk not in logins:
            continue
        first = min(days, key=lambda day: (day.on, day.pk))
        listed = "、".join(
            f"{day.on.month}月{day.on.day}日" for day in sorted(days, key=_on)[:LISTED]
        )
        more = f"等 {len(days)} 天" if len(days) > LISTED else ""
        outbox.tell(
            {logins[person.pk]},
            but=by,
            event=f"duty.fill:{first.pk}:{at.timestamp():.0f}",
            text=f"给您排了值班：{listed}{more}，请看“我的值班”",
            about="duties:own",
            at=at,
        )


def _on(day: ReceptionDay) -> tuple:
    return day.on, day.pk
