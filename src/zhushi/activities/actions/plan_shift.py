from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from zhushi.activities.actions._service import ongoing
from zhushi.activities.actions._shift import audited, still_open, tell
from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models import Project, Shift
from zhushi.core.errors import Refused
from zhushi.core.moments import moment_of

MOST = 200


@dataclass(frozen=True)
class Hours:
    """When and where, for how many, and what they should be able to do."""

    on: date
    starts_at: time
    ends_at: time
    place: str
    capacity: int
    skills: str = ""

    def check(self, at: datetime) -> None:
        """Raise Refused for hours gone by or in no order, and for too few or too many people."""
        if self.ends_at <= self.starts_at:
            raise Refused("结束时间要在开始时间之后。")
        if moment_of(self.on, self.starts_at) <= at:
            raise Refused("这个时间已经过了。")
        if not 1 <= self.capacity <= MOST:
            raise Refused(f"人数要在 1 到 {MOST} 之间。")


@transaction.atomic
def plan_shift(project: Project, *, hours: Hours, by, at: datetime) -> Shift:
    """Put a shift up for which the project's people can sign up from now.

    Raises Refused for a project that is over, hours gone by or in no order, or no place in it.
    """
    project = ongoing(project)
    hours.check(at)
    made = Shift.objects.create(
        project=project,
        on=hours.on,
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        place=hours.place.strip() or project.room.name,
        capacity=hours.capacity,
        skills=hours.skills.strip(),
    )
    audited("shift.plan", made, by=by, at=at)
    return made


@transaction.atomic
def cancel_shift(shift: Shift, *, reason: str, by, at: datetime) -> Shift:
    """Call a shift off with a reason; who came or waited is told."""
    if not reason.strip():
        raise Refused("请写明取消原因。")
    shift = still_open(shift.pk, at)
    shift.status, shift.cancel_reason = ShiftStatus.CANCELLED, reason.strip()
    shift.save(update_fields=["status", "cancel_reason"])
    people = shift.signups.values_list("person", flat=True)
    tell(shift, people, "cancel", f"取消了，{shift.cancel_reason}", by=by, at=at)
    audited("shift.cancel", shift, by=by, at=at)
    return shift
