from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from zhushi.activities.actions._shift import audited, locked_shift
from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models import Shift, Signup
from zhushi.activities.shift_clashes import clashes, who_may_come
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.core.moments import moment_of
from zhushi.people.models import Person

LONGEST = 12 * 60


@transaction.atomic
def confirm_shift(
    shift: Shift,
    *,
    minutes: Mapping[int, int],
    unasked: Mapping[Person, int] | None = None,
    by,
    at: datetime,
) -> Shift:
    """Note after a shift who came and for how long; may be repeated until it is right.

    minutes: by the key of the sign-up, 0 for who did not come; who waited has none. unasked: who
    came without a place, and for how long. Raises Refused before the end, for a shift called off,
    where somebody is left out or unknown, or for who came unasked but was elsewhere.
    """
    shift = locked_shift(shift.pk)
    if shift.status == ShiftStatus.CANCELLED:
        raise Refused("这一场取消了，没有时长可记。")
    if at < moment_of(shift.on, shift.ends_at):
        raise Refused("这一场还没有结束，结束以后再记时长。")
    seated = set(shift.signups.filter(is_waiting=False).values_list("pk", flat=True))
    if set(minutes) != seated:
        raise Refused("来的人有变动，请重新打开这一页再记。")
    unasked = unasked or {}
    if any(not 0 <= spent <= LONGEST for spent in (*minutes.values(), *unasked.values())):
        raise Refused(f"一场最多记 {LONGEST // 60} 小时。")
    for key, spent in minutes.items():
        Signup.objects.filter(pk=key).update(minutes=spent)
    _add(shift, unasked)
    shift.status = ShiftStatus.CONFIRMED
    shift.save(update_fields=["status"])
    audited("shift.confirm", shift, by=by, at=at, unasked=len(unasked))
    return shift


def _add(shift: Shift, unasked: Mapping[Person, int]) -> None:
    """Note who came without a place: from the waiting list, or without having signed up."""
    lock(Person.objects.filter(pk__in=[person.pk for person in unasked]))
    may_come, kept_away = who_may_come(shift, unasked), clashes(shift, unasked, is_over=True)
    if shift.signups.filter(person__in=unasked, is_waiting=False).exists():
        raise Refused("来的人有变动，请重新打开这一页再记。")
    for person, spent in unasked.items():
        if person.pk not in may_come:
            raise Refused(f"{person.name}那天不在这个项目的工作室里，不能记时长。")
        if reason := kept_away.get(person.pk):
            raise Refused(f"{person.name}{reason}，不能记这一场的时长。")
        Shift.objects.filter(pk=shift.pk).update(last_number=F("last_number") + 1)
        shift.refresh_from_db(fields=["last_number"])
        Signup.objects.update_or_create(
            shift=shift,
            person=person,
            defaults={"is_waiting": False, "is_unasked": True, "minutes": spent},
            create_defaults={
                "number": shift.last_number, "is_unasked": True, "minutes": spent,
            },
        )  # fmt: skip
