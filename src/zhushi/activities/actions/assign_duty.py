from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._lock import locked_day
from zhushi.activities.actions._tell import tell_on_duty
from zhushi.activities.choices import DayStatus, DutyPart
from zhushi.activities.lifecycle import DAY_OVER
from zhushi.activities.models import Duty, ReceptionDay
from zhushi.activities.objections import objections_to
from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.locks import lock
from zhushi.people.models import Person


@transaction.atomic
def assign_duty(
    day: ReceptionDay, person: Person, *, part: DutyPart = DutyPart.RECEIVE, by, at: datetime
) -> Duty:
    """Put a person of the room's teams on duty for a day; once it is announced they are told.

    Raises Refused if the day is over, the person holds no posting in the room that day, only
    delegates and heads receive, the person is on leave, or on duty elsewhere at the same time.
    """
    day = locked_day(day.pk)
    if day.status in DAY_OVER:
        raise Refused("这个接待日已经结束或取消，不能再排人。")
    lock(Person.objects.filter(pk=person.pk))  # nobody is put on duty in two rooms at one hour
    if objections := objections_to({day: [(person, part)]}):
        raise Refused(objections[0])
    said: dict[str, object] = {"part": part}
    if part != DutyPart.RECEIVE:
        said["is_lead"] = False
    duty, _ = Duty.objects.update_or_create(day=day, person=person, defaults=said)
    if day.status in (DayStatus.ANNOUNCED, DayStatus.OPEN):
        event = f"duty.assign:{duty.pk}"
        tell_on_duty(day, event, "值班", people=[person], by=by, at=at)
    audit.record(
        "duty.assign",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
        person=person.ref,
    )
    return duty


@transaction.atomic
def release_duty(duty: Duty, *, by, at: datetime) -> None:
    """Take a person off duty and tell them; raises Refused once the day is over."""
    day = locked_day(duty.day_id)
    if day.status in DAY_OVER:
        raise Refused("这个接待日已经结束或取消，值班记录不能再改。")
    person = duty.person
    Duty.objects.filter(pk=duty.pk).delete()
    event = f"duty.release:{duty.pk}"
    tell_on_duty(day, event, "不用值班了", people=[person], by=by, at=at)
    audit.record(
        "duty.release",
        target=day.ref,
        district_id=day.district_id,
        by=by,
        at=at,
        person=person.ref,
    )
