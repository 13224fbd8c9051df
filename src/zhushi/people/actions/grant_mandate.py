from datetime import date, datetime

from django.db import transaction

from zhushi.core import audit
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Mandate, Person


@transaction.atomic
def grant_mandate(
    person: Person,
    *,
    level: MandateLevel,
    starts_on: date,
    electing_unit: str = "",
    congress_no: str = "",
    by,
    at: datetime,
) -> Mandate:
    """Enter a delegate's seat in a congress; the same seat again changes nothing."""
    mandate, created = Mandate.objects.get_or_create(
        person=person,
        level=level,
        congress_no=congress_no,
        defaults={"electing_unit": electing_unit, "starts_on": starts_on},
    )
    if created:
        audit.record(
            "mandate.grant",
            target=person.ref,
            district_id=person.district_id,
            by=by,
            at=at,
            level=level,
        )
    return mandate
