from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._lock import locked_day
from zhushi.activities.actions.assign_duty import assign_duty, release_duty
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import Duty
from zhushi.core.errors import Refused
from zhushi.people.models import Person


@transaction.atomic
def hand_over_duty(duty: Duty, to: Person, *, by, at: datetime) -> Duty:
    """Put somebody else on duty in a person's place, for the same part, in the lead where they led.

    Raises Refused if they are on duty that day already, and what ``assign_duty`` raises.
    """
    day = locked_day(duty.day_id)
    found = Duty.objects.filter(pk=duty.pk, person=duty.person_id).select_related("person").first()
    if found is None:
        raise Refused("这次值班刚刚换过人。")
    duty = found
    if Duty.objects.filter(day=day, person=to).exists():
        raise Refused(f"{to.name}{day.on:%-m月%-d日}已经值班。")
    taken = assign_duty(day, to, part=DutyPart(duty.part), by=by, at=at)
    release_duty(duty, by=by, at=at)
    if duty.is_lead:
        taken.is_lead = True
        taken.save(update_fields=["is_lead"])
    return taken
