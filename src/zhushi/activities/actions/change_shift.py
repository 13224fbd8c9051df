from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._shift import audited, move_up, still_open, tell
from zhushi.activities.actions.plan_shift import Hours
from zhushi.activities.lifecycle import ONGOING
from zhushi.activities.models import Shift, Signup
from zhushi.activities.shift_clashes import clashes, who_may_come
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.people.models import Person


@transaction.atomic
def change_shift(shift: Shift, *, hours: Hours, by, at: datetime) -> Shift:
    """Move a shift, or change how many are wanted; a new hour or place is told to who signed up.

    Where more are wanted, who waits moves up in order. Raises Refused once it has begun or was
    called off, for fewer places than are taken, and for hours at which somebody who has a place
    cannot come: all of them are named.
    """
    shift = still_open(shift.pk, at)
    if shift.project.stage not in ONGOING:
        raise Refused("这个项目已经结束，场次不能再改。")
    hours.check(at)
    if hours.capacity < shift.taken:
        raise Refused(
            f"已经有 {shift.taken} 人报上，人数不能少于 {shift.taken}；先请人退出，再改少。"
        )
    before = (shift.on, shift.starts_at, shift.ends_at, shift.place)
    _write(shift, hours)
    is_moved = before[:3] != (shift.on, shift.starts_at, shift.ends_at)
    if is_moved:
        _check_free(shift)
        shift.reminded_at = None
    shift.save(
        update_fields=[
            "on", "starts_at", "ends_at", "place", "capacity", "skills", "reminded_at",
        ]
    )  # fmt: skip
    if is_moved or before[3] != shift.place:
        people = shift.signups.values_list("person", flat=True)
        words = f"改了时间地点，原来是{before[0].month}月{before[0].day}日 {before[1]:%H:%M}"
        tell(shift, people, "change", f"{words}（{before[3]}），来不了请退出", by=by, at=at)
    for _ in range(hours.capacity - shift.taken):
        if move_up(shift, at=at) is None:
            break
    audited("shift.change", shift, by=by, at=at)
    return shift


def _write(shift: Shift, hours: Hours) -> None:
    shift.on, shift.starts_at, shift.ends_at = hours.on, hours.starts_at, hours.ends_at
    shift.place = hours.place.strip() or shift.project.room.name
    shift.capacity, shift.skills = hours.capacity, hours.skills.strip()


def _check_free(shift: Shift) -> None:
    """Raise Refused where somebody who has a place cannot come at the new hours."""
    seated = Signup.objects.filter(shift=shift, is_waiting=False)
    people = {one.person_id: one.person for one in seated.select_related("person")}
    lock(Person.objects.filter(pk__in=people))
    kept_away = clashes(shift, people)
    may_come = who_may_come(shift, people)
    named = [
        f"{person.name}{kept_away.get(key, '那天不在这些工作室里')}"
        for key, person in people.items()
        if key in kept_away or key not in may_come
    ]
    if named:
        raise Refused(f"{'，'.join(named)}。请另选时间，或者先请他们退出。")
