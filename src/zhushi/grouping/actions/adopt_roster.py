from datetime import datetime

from django.db import transaction

from zhushi.activities.actions.fill_days import fill_days
from zhushi.activities.choices import DutyPart
from zhushi.activities.models import ReceptionDay
from zhushi.activities.querysets import ReceptionDayQuerySet
from zhushi.core import audit
from zhushi.core.errors import Refused, Stale
from zhushi.core.locks import lock
from zhushi.core.moments import day_of
from zhushi.grouping.actions.make_roster import worded
from zhushi.grouping.choices import RosterStatus
from zhushi.grouping.models import Roster
from zhushi.grouping.roster_inputs import question_of
from zhushi.people.models import Person


@transaction.atomic
def adopt_roster(roster: Roster, *, seen: int, by, at: datetime) -> Roster:
    """Put everybody on duty as the roster says, all days or none; who is newly on duty is told.

    Raises Refused if the roster has ended, Stale if it changed since it was ``seen``, and Refused
    if somebody has said since that they cannot come, or sits in the room no longer.
    """
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    if not roster.is_open:
        raise Refused("这个排班已经采用或放弃。")
    if roster.version != seen:
        raise Stale("别人刚刚改过这个排班，请看过新的再采用。")
    rooms = list(roster.rooms.all())
    lock(_days(roster, rooms))  # of two rosters one comes first, and the other sees it
    _still_possible(roster, rooms, at)
    plan = roster.result["plan"]
    people = Person.objects.filter(
        ref__in={who for seats in plan.values() for who, _ in seats}
    ).in_bulk(field_name="ref")
    days = _days(roster, rooms).select_related("room")
    wanted = {
        day.pk: [(people[who], DutyPart(part)) for who, part in plan[day.ref]]
        for day in days
        if day.ref in plan
    }
    if len(wanted) < len(plan):
        raise Refused("有的接待日已经不在了，请按现在的情况再排一次。")
    changed = fill_days(wanted, by=by, at=at)
    roster.status, roster.ended_at, roster.ended_by = RosterStatus.ADOPTED, at, by
    roster.save(update_fields=["status", "ended_at", "ended_by"])
    audit.record(
        "roster.adopt", target=f"roster:{roster.pk}", district_id=roster.district_id,
        by=by, at=at, changed=changed,
    )  # fmt: skip
    return roster


def _days(roster: Roster, rooms: list) -> ReceptionDayQuerySet:
    return ReceptionDay.objects.filter(room__in=rooms, on__gte=roster.since, on__lte=roster.until)


def _still_possible(roster: Roster, rooms: list, at: datetime) -> None:
    """Refuse where duties have changed hands since, or somebody on the roster cannot come now."""
    now = question_of(rooms, roster.half, roster.question["rules"], on=day_of(at), is_anew=True)
    plan = roster.result["plan"]
    before, since = (
        {tuple(row) for row in question["standing"] if row[0] in plan}
        for question in (roster.question, now)
    )
    if changed := sorted({row[0] for row in before ^ since}):
        said = worded(changed[0], roster.question)
        raise Refused(f"{said}的值班在排班以后换过人，请按现在的情况再排一次。")
    may = {row["id"]: set(row["days"]) for row in now["people"]}
    standing = {(day, who) for day, who, _ in now["locks"]}
    for day, seats in plan.items():
        for who, _ in seats:
            if day not in may.get(who, ()) and (day, who) not in standing:
                said = worded(f"{day}{who}来不了了", roster.question)
                raise Refused(f"{said}，请按现在的情况再排一次。")
