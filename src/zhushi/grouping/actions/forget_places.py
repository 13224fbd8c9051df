from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from zhushi.core import audit
from zhushi.grouping.choices import DraftStatus
from zhushi.grouping.instance import read_instance
from zhushi.grouping.models import Draft
from zhushi.grouping.wishes import with_wishes

KEPT_DAYS = 180
"""After a newer grouping was adopted: by then nobody looks for a way on the old one's map."""


def forget_places(*, at: datetime) -> int:
    """Delete where people live and work from drafts that a newer adoption has overtaken.

    Of each way only its metres stay, so the draft reads as before and its proof still holds: the
    certificate is bound to the question in this form. Returns of how many drafts.
    """
    adopted = Draft.objects.filter(
        status=DraftStatus.ADOPTED, ended_at__lt=at - timedelta(days=KEPT_DAYS)
    )
    newest = adopted.order_by().values("district").annotate(last=Max("made_at"))
    forgotten = 0
    for district, last in newest.values_list("district", "last"):
        old = Draft.objects.filter(district=district, made_at__lt=last, places_forgotten_at=None)
        for pk in list(old.values_list("pk", flat=True)):
            _forget(pk, at=at)
            forgotten += 1
    return forgotten


@transaction.atomic
def _forget(pk: int, *, at: datetime) -> None:
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=pk)
    before = read_instance(with_wishes(draft.question, draft.wishes))
    metres = read_instance(draft.question).problem.cost.tolist()
    spots = ("home", "work")
    people = [
        {name: value for name, value in row.items() if name not in spots}
        for row in draft.question["people"]
    ]
    draft.question = {**draft.question, "people": people, "costs": metres}
    proof = draft.result["certificate"]
    if proof["instance"] == before.digest:
        digest = read_instance(with_wishes(draft.question, draft.wishes)).digest
        draft.result = {**draft.result, "certificate": {**proof, "instance": digest}}
    draft.places_forgotten_at = at
    draft.save(update_fields=["question", "result", "places_forgotten_at"])
    audit.record(
        "grouping.forget", target=f"draft:{pk}", district_id=draft.district_id, by=None, at=at
    )
