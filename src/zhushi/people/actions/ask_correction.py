from datetime import datetime

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import CorrectionField, CorrectionStatus, Role
from zhushi.people.models import Correction, Person
from zhushi.people.queries import logins_in_district

MOST = 10
LONGEST = 200


@transaction.atomic
def ask_correction(
    person: Person, *, field: CorrectionField, said: str, by, at: datetime
) -> Correction:
    """Say what is wrong in the own file and what is right; the office is told, not what it is.

    Raises Refused without words, while the same field waits for an answer, or if ten wait.
    """
    said = said.strip()
    if not said:
        raise Refused("请写正确的是什么。")
    if len(said) > LONGEST:
        raise Refused(f"最多写 {LONGEST} 字。")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    waiting = Correction.objects.filter(person=person, status=CorrectionStatus.OPEN)
    if field != CorrectionField.OTHER and waiting.filter(field=field).exists():
        raise Refused(f"“{field.label}”已经提过，正等党联办核对。")
    if waiting.count() >= MOST:
        raise Refused("等核对的已经很多，请等党联办答复了再提。")
    correction = Correction(person=person, field=field, asked_at=at)
    correction.seal("said", said)
    correction.save(force_insert=True)
    district = person.district_id
    audit.record(
        "correction.ask", target=person.ref, district_id=district, by=by, at=at, column=field
    )
    outbox.tell(
        logins_in_district(district, Role.OFFICE, on=day_of(at)),
        event=f"correction.ask:{correction.pk}",
        text=f"{person.name}说资料里的“{field.label}”不对，请核对",
        about=f"correction:{correction.pk}",
        but=by,
        at=at,
    )
    return correction
