from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._shift import audited, locked_shift
from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models import Shift, Signup
from zhushi.core.errors import Refused
from zhushi.core.moments import moment_of

LONGEST = 12 * 60


@transaction.atomic
def confirm_shift(shift: Shift, *, minutes: Mapping[int, int], by, at: datetime) -> Shift:
    """Note after a shift who came and for how long; may be repeated until it is right.

    minutes: by the key of the sign-up, 0 for who did not come; who waited has none. Raises
    Refused before the end, for a shift called off, or where somebody is left out or unknown.
    """
    shift = locked_shift(shift.pk)
    if shift.status == ShiftStatus.CANCELLED:
        raise Refused("这一场取消了，没有时长可记。")
    if at < moment_of(shift.on, shift.ends_at):
        raise Refused("这一场还没有结束，结束以后再记时长。")
    seated = set(shift.signups.filter(is_waiting=False).values_list("pk", flat=True))
    if set(minutes) != seated:
        raise Refused("来的人有变动，请重新打开这一页再记。")
    if any(not 0 <= spent <= LONGEST for spent in minutes.values()):
        raise Refused(f"一场最多记 {LONGEST // 60} 小时。")
    for key, spent in minutes.items():
        Signup.objects.filter(pk=key).update(minutes=spent)
    shift.status = ShiftStatus.CONFIRMED
    shift.save(update_fields=["status"])
    audited("shift.confirm", shift, by=by, at=at)
    return shift
