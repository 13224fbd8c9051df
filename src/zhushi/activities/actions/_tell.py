"""Who is on duty hears of it: put on, taken off, or the day called off."""

from collections.abc import Iterable
from datetime import datetime

from zhushi.activities.models import ReceptionDay
from zhushi.core import outbox
from zhushi.people.models import Person, User


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
