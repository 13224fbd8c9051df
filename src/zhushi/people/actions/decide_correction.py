from datetime import datetime

from django.db import transaction

from zhushi.core import audit, outbox
from zhushi.core.errors import Refused
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.choices import CorrectionField, CorrectionStatus
from zhushi.people.models import Correction, User


@transaction.atomic
def accept_correction(correction: Correction, *, value: str = "", by, at: datetime) -> Correction:
    """Put the person's column to ``value`` and tell the person; other fields are put right before.

    Raises Refused if it is decided already, or for a name or a telephone without a value.
    """
    correction = _open(correction)
    if correction.is_of_file:
        if not value.strip():
            raise Refused("请填改成什么。")
        column = {correction.field: value}
        edit_person(correction.person, by=by, at=at, **column)
    correction.said = None
    _record("correction.accept", correction, by=by, at=at)
    return _decide(correction, CorrectionStatus.ACCEPTED, "已改正", by=by, at=at)


@transaction.atomic
def decline_correction(correction: Correction, *, sentence: str, by, at: datetime) -> Correction:
    """Leave the file as it is, with a sentence the person reads.

    Raises Refused without a sentence or if it is decided already.
    """
    if len(sentence.strip()) < 4:
        raise Refused("请写一句话说明为什么不改。")
    correction = _open(correction)
    correction.answer = sentence.strip()[:200]
    _record("correction.decline", correction, by=by, at=at)
    return _decide(correction, CorrectionStatus.DECLINED, "没有改，请看说明", by=by, at=at)


def _open(correction: Correction) -> Correction:
    found = Correction.objects.select_for_update(of=("self",)).select_related("person")
    correction = found.get(pk=correction.pk)
    if not correction.is_open:
        raise Refused("这一条已经答复过。")
    return correction


def _decide(
    correction: Correction, status: CorrectionStatus, said: str, *, by, at: datetime
) -> Correction:
    person = correction.person
    correction.status, correction.decided_at, correction.decided_by = status, at, by
    correction.save(update_fields=["status", "answer", "said", "decided_at", "decided_by"])
    field = CorrectionField(correction.field).label
    outbox.tell(
        set(User.objects.filter(person=person, is_active=True).values_list("pk", flat=True)),
        event=f"correction.decided:{correction.pk}",
        text=f"您提的“{field}”{said}",
        about="own:",
        at=at,
    )
    return correction


def _record(event: str, correction: Correction, *, by, at: datetime) -> None:
    person = correction.person
    audit.record(
        event,
        target=person.ref,
        district_id=person.district_id,
        by=by,
        at=at,
        column=correction.field,
    )
