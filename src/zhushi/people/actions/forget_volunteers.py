from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from zhushi.core import audit
from zhushi.core.moments import day_of
from zhushi.people.actions.register_person import set_phone
from zhushi.people.choices import Role
from zhushi.people.models import Mandate, Person, Posting

KEPT_DAYS = 180
"""After the last day as a volunteer; what the form promises (portal/templates/portal/join.html)."""


@transaction.atomic
def forget_volunteers(*, at: datetime) -> int:
    """Delete what volunteers brought half a year after they left; returns of how many.

    Skills, free time and teams go; the telephone too where the person was nothing but a
    volunteer. The name stays with what they did.
    """
    postings = Posting.objects.filter(person=OuterRef("pk"))
    serving = postings.filter(role=Role.VOLUNTEER).not_over_on(
        day_of(at) - timedelta(days=KEPT_DAYS)
    )
    more = postings.exclude(role=Role.VOLUNTEER)
    left = Person.objects.filter(volunteer__isnull=False).exclude(Exists(serving))
    left = left.filter(Exists(postings.filter(role=Role.VOLUNTEER)))
    left = left.annotate(
        is_more=Exists(more) | Exists(Mandate.objects.filter(person=OuterRef("pk")))
    )
    due = list(left.select_related("volunteer", "district").select_for_update(of=("self",)))
    for person in due:
        person.volunteer.delete()
        if not person.is_more:
            set_phone(person, "")
            person.save(update_fields=["phone", "phone_index", "masked_phone"])
        audit.record(
            "volunteer.forget", target=person.ref, district_id=person.district_id, by=None, at=at
        )
    return len(due)
