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


@transaction.atomic
def correct_mandate(mandate: Mandate, *, electing_unit: str, by, at: datetime) -> Mandate:
    """Put the electing unit of a seat right; the same unit again changes nothing."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.electing_unit == electing_unit:
        return mandate
    mandate.electing_unit = electing_unit
    mandate.save(update_fields=["electing_unit"])
    audit.record(
        "mandate.correct",
        target=mandate.person.ref,
        district_id=mandate.person.district_id,
        by=by,
        at=at,
        level=mandate.level,
    )
    return mandate
