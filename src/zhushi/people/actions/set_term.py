from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from zhushi.core import audit
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Mandate
from zhushi.rooms.models import Unit


@transaction.atomic
def set_term(
    mandate: Mandate,
    *,
    electing_unit: str,
    congress_no: str,
    starts_on: date,
    ends_on: date | None,
    by,
    at: datetime,
) -> Mandate:
    """Put a seat right: who elected, which congress, from when to when; the same leaves no line.

    Raises Refused if it ends before it begins or the person has a seat in that congress already.
    """
    found = Mandate.objects.select_for_update(of=("self",)).select_related("person")
    mandate = found.get(pk=mandate.pk)
    if ends_on and ends_on < starts_on:
        raise Refused("任期结束不能早于开始。")
    wanted = {
        "electing_unit": electing_unit.strip(),
        "congress_no": congress_no.strip(),
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    if all(getattr(mandate, name) == value for name, value in wanted.items()):
        return mandate
    twins = Mandate.objects.filter(person=mandate.person, level=mandate.level)
    if twins.filter(congress_no=wanted["congress_no"]).exclude(pk=mandate.pk).exists():
        raise Refused(f"{mandate.person.name}在这次党代会已有代表资格。")
    for name, value in wanted.items():
        setattr(mandate, name, value)
    mandate.save()
    audit.record(
        "mandate.correct", target=mandate.person.ref, district_id=mandate.person.district_id,
        by=by, at=at, level=mandate.level,
    )  # fmt: skip
    return mandate


@transaction.atomic
def end_congress(
    district: Unit,
    *,
    level: MandateLevel,
    congress_no: str,
    ends_on: date,
    by,
    at: datetime,
) -> int:
    """Give all seats of one congress the same last day; returns how many changed.

    A seat that ended before today stays as it was. Raises Refused if there are none, or one
    begins only after that day.
    """
    seats = Mandate.objects.filter(person__district=district, level=level, congress_no=congress_no)
    if not seats.exists():
        raise Refused("没有这次党代会的代表。")
    if seats.filter(starts_on__gt=ends_on).exists():
        raise Refused("有的代表资格在这天以后才开始，请核对日期。")
    held = seats.filter(Q(ends_on=None) | Q(ends_on__gte=day_of(at)))
    changed = held.exclude(ends_on=ends_on).update(ends_on=ends_on)
    if changed:
        audit.record(
            "mandate.end", target=f"{district.slug}:{level}:{congress_no}", district_id=district.pk,
            by=by, at=at, level=level, count=changed,
        )  # fmt: skip
    return changed
