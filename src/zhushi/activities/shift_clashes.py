"""Why somebody cannot come to a shift: not of its rooms, away, or elsewhere at the same hours."""

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID

from django.db.models import Q, QuerySet

from zhushi.activities.choices import ActivityStatus, DayStatus, ShiftStatus
from zhushi.activities.models import Duty, Participant, Project, Shift, Signup
from zhushi.people.choices import SERVING
from zhushi.people.models import Leave, Person, Posting


def rooms_taking_part(project: Project) -> set[int]:
    """The rooms whose people may come: the project's own and those taking part."""
    return {project.room_id, *project.others.values_list("pk", flat=True)}


def who_may_come(shift: Shift, people: Iterable[Person | UUID]) -> set[UUID]:
    """Which of these are delegates or volunteers of the project's rooms on the day."""
    held = Posting.objects.current_on(shift.on).filter(
        room__in=rooms_taking_part(shift.project), role__in=SERVING, person__in=list(people)
    )
    return set(held.values_list("person", flat=True))


def seats_taken(people: Iterable[Person | UUID], *, on: Iterable[date]) -> QuerySet[Signup]:
    """The places in shifts that these people have on some days; who waits has none."""
    held = Signup.objects.filter(person__in=list(people), shift__on__in=set(on), is_waiting=False)
    held = held.exclude(shift__status=ShiftStatus.CANCELLED).exclude(minutes=0)
    return held.select_related("shift__project").order_by("shift__starts_at", "pk")


def busy_at(
    people: Iterable[Person | UUID], on: date, starts_at: time, ends_at: time | None
) -> dict[UUID, str]:
    """Who of these has a place in a shift at these hours: its project's name; one statement."""
    found: dict[UUID, str] = {}
    for one in seats_taken(people, on=[on]):
        until = ends_at or starts_at  # without an end it is the moment it begins that counts
        begins_within = ends_at is None and one.shift.starts_at == starts_at
        if (one.shift.starts_at < until and starts_at < one.shift.ends_at) or begins_within:
            found.setdefault(one.person_id, one.shift.project.title)
    return found


def clashes(
    shift: Shift, people: Iterable[Person | UUID], *, is_over: bool = False
) -> dict[UUID, str]:
    """What keeps whom from a shift, in words that follow a name; four statements for all.

    is_over: it has taken place, so that who merely waited for another was free.
    """
    wanted = list(people)
    found: dict[UUID, str] = {}
    at_once = {"starts_at__lt": shift.ends_at, "ends_at__gt": shift.starts_at}
    away = Leave.objects.away_on(shift.on).filter(person__in=wanted)
    for person in away.values_list("person", flat=True):
        found[person] = "那天请假"
    duties = Duty.objects.filter(
        person__in=wanted, day__on=shift.on, **{f"day__{key}": one for key, one in at_once.items()}
    ).exclude(day__status=DayStatus.CANCELLED)
    for person, room in duties.values_list("person", "day__room__name"):
        found.setdefault(person, f"同一时间在{room}值班")
    timed = {f"activity__{key}": one for key, one in at_once.items()}
    no_end = Q(
        activity__ends_at=None,
        activity__starts_at__gte=shift.starts_at,
        activity__starts_at__lt=shift.ends_at,
    )
    asked = Participant.objects.filter(Q(**timed) | no_end, person__in=wanted)
    asked = asked.filter(activity__on=shift.on).exclude(activity__status=ActivityStatus.CANCELLED)
    for person, title in asked.values_list("person", "activity__title"):
        found.setdefault(person, f"同一时间要参加“{title}”")
    others = Signup.objects.filter(
        person__in=wanted,
        shift__on=shift.on,
        **{f"shift__{key}": one for key, one in at_once.items()},
    )
    others = others.exclude(shift=shift).exclude(minutes=0)
    others = others.exclude(shift__status=ShiftStatus.CANCELLED)
    if is_over:
        others = others.exclude(is_waiting=True)
    for person, title in others.values_list("person", "shift__project__title"):
        found.setdefault(person, f"同一时间报了“{title}”的场次")
    return found
