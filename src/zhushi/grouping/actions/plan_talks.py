from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from zhushi.activities.models import Talk, TalkRota
from zhushi.core import audit
from zhushi.core.errors import Refused, Stale
from zhushi.core.moments import day_of
from zhushi.grouping.talks import NEVER, Partner, TalksError, months_for
from zhushi.people.choices import Role
from zhushi.people.models import Mandate, Person, Posting
from zhushi.rooms.models import Unit


def plan_talks(
    district: Unit,
    *,
    a_month: int,
    until: date,
    put_off: Mapping[UUID, date] | None = None,
    by,
    at: datetime,
) -> list[Talk]:
    """Plan a talk with every delegate not reached in this round, up to the month of ``until``.

    A round ends with its last month; the next plan begins another. Whoever was talked with least
    recently comes first, the rooms are spread. What was planned before and has not taken place is
    planned anew; what was put off stays put off, and who is invited to a day to come keeps it.
    put_off: person → first day of the month before which not. Worked out before anything is
    locked. Raises Refused with the sum where not everybody can be reached, and Stale if somebody
    planned meanwhile.
    """
    month, since = first_of(day_of(at)), _round_of(district, day_of(at))
    before, invited = _planned(district), _invited(district, day_of(at))
    people = [
        person
        for person in _people(district, day_of(at))
        if person.pk not in invited and (person.last is None or person.last < since)
    ]
    if not set(put_off or ()) <= before.keys():
        raise Stale("这次谈话刚刚有人改过，请看过新的再推迟。")
    if not set(put_off or ()) <= {person.pk for person in people}:
        raise Refused("这位已经不是代表，或者这一轮已经谈过，请重新排。")
    not_before = {**{key: day for key, (_, day) in before.items()}, **(put_off or {})}
    partners = [
        Partner(
            str(person.pk),
            person.seat or "",
            months_between(person.last, month) if person.last else NEVER,
            max(0, months_between(month, not_before.get(person.pk) or month)),
        )
        for person in people
    ]
    try:
        months = months_between(month, first_of(until)) + 1
        found = months_for(partners, months=months, a_month=a_month)
    except TalksError as error:
        raise Refused(str(error)) from error
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=district.pk)
        if _planned(district) != before or _invited(district, day_of(at)) != invited:
            raise Stale("别人刚刚改过谈话安排，请看过新的再排。")
        Talk.objects.planned().filter(district=district).exclude(person__in=invited).delete()
        made = Talk.objects.bulk_create(
            Talk(
                district=district,
                person=person,
                month=month_after(month, found[str(person.pk)]),
                not_before=not_before.get(person.pk),
            )
            for person in people
        )
        TalkRota.objects.update_or_create(
            district=district, defaults={"a_month": a_month, "since": since, "until": until}
        )
        audit.record(
            "talk.plan", target=district.slug, district_id=district.pk, by=by, at=at,
            count=len(made),
        )  # fmt: skip
    return made


def _planned(district: Unit) -> dict[UUID, tuple[int, date | None]]:
    """Whom a talk is planned with: its key, and the month before which not."""
    rows = Talk.objects.planned().filter(district=district)
    return {person: (pk, day) for person, pk, day in rows.values_list("person", "pk", "not_before")}


def _invited(district: Unit, on: date) -> set[UUID]:
    """Who is invited to a day to come."""
    rows = Talk.objects.planned().filter(district=district, meets_on__gte=on)
    return set(rows.values_list("person", flat=True))


def _round_of(district: Unit, on: date) -> date:
    """The day on which the round that runs began, or the first of this month."""
    rota = TalkRota.objects.filter(district=district, until__gte=first_of(on)).first()
    return rota.since if rota else first_of(on)


def _people(district: Unit, on: date) -> list:
    """Delegates of the day with their room and the day of the last talk."""
    held = Mandate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    rooms = dict(
        Posting.objects.current_on(on)
        .filter(district=district, role=Role.DELEGATE, room__isnull=False)
        .values_list("person", "room__code")
    )
    found = list(
        Person.objects.filter(district=district, pk__in=held.values("person"))
        .annotate(last=Max("talks__held_on"))
        .order_by("ref")
    )
    for person in found:
        person.seat = rooms.get(person.pk)  # type: ignore[attr-defined]
    return found


def first_of(on: date) -> date:
    return on.replace(day=1)


def months_between(start: date, end: date) -> int:
    """Whole months from the month of one day to that of another; negative backwards."""
    return (end.year - start.year) * 12 + end.month - start.month


def month_after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
