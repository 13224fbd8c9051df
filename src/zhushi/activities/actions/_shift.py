"""Rows are locked shift first, then people, so that two clients cannot wait in a ring."""

from datetime import datetime

from django.db.models import F

from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models import Shift, Signup
from zhushi.activities.shift_clashes import clashes
from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import moment_of
from zhushi.people.models import Person, User


def locked_shift(shift_id: int) -> Shift:
    found = Shift.objects.select_for_update(of=("self",)).select_related("project__room")
    return found.get(pk=shift_id)


def still_open(shift_id: int, at: datetime) -> Shift:
    """The shift, locked; raises Refused once it was called off or has begun."""
    shift = locked_shift(shift_id)
    if shift.status != ShiftStatus.OPEN:
        raise Refused(f"这一场{ShiftStatus(shift.status).label}。")
    if moment_of(shift.on, shift.starts_at) <= at:
        raise Refused("这一场已经开始，有变动请告诉联络员。")
    return shift


def move_up(shift: Shift, *, at: datetime) -> Signup | None:
    """Give a free place to the first who waits and can come; they are told."""
    waiting = list(shift.signups.filter(is_waiting=True).order_by("number"))
    lock(Person.objects.filter(pk__in=[one.person_id for one in waiting]))
    kept_away = clashes(shift, [one.person_id for one in waiting]) if waiting else {}
    for one in waiting:
        if one.person_id in kept_away:
            continue
        Shift.objects.filter(pk=shift.pk).update(taken=F("taken") + 1)
        Signup.objects.filter(pk=one.pk).update(is_waiting=False)
        tell(shift, [one.person_id], "moved_up", "有空位了，您排上了", by=None, at=at)
        return one
    return None


def tell(shift: Shift, people, verb: str, words: str, *, by, at: datetime) -> None:
    """Leave a notice for these people, but for who acted."""
    logins = User.objects.filter(person__in=list(people), is_active=True)
    outbox.tell(
        set(logins.values_list("pk", flat=True)),
        but=by,
        event=f"shift.{verb}:{shift.pk}:{at.timestamp():.0f}",
        text=(
            f"{shift.on.month}月{shift.on.day}日 {shift.starts_at:%H:%M}"
            f"“{shift.project.title}”（{shift.place}）：{words}"
        ),
        about=f"shift:{shift.pk}",
        at=at,
    )


def audited(event: str, shift: Shift, *, by, at: datetime, **facts) -> None:
    audit.record(
        event,
        target=f"{shift.project.room.code}:{shift.on}",
        district_id=shift.project.district_id,
        by=by,
        at=at,
        **facts,
    )
