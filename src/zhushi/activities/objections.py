"""Whether people may be on duty on days: of the room's team, and at one place at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from zhushi.activities.choices import DayStatus, DutyPart
from zhushi.activities.models import Duty, ReceptionDay, Shift
from zhushi.activities.shift_clashes import seats_taken
from zhushi.people.choices import RECEIVING
from zhushi.people.models import Person, Posting
from zhushi.people.queries import away_between

Seats = Mapping[ReceptionDay, Sequence[tuple[Person, DutyPart]]]


def objections_to(seats: Seats) -> list[str]:
    """Why these people cannot be on duty so, in a sentence each; four statements however many.

    Knows postings, leave, and clashes with duties on other days and with places in shifts; not
    what people wish (availability).
    """
    people = {person.pk for row in seats.values() for person, _ in row}
    held = _roles(people, seats)
    busy = _busy(people, seats)
    dates = [day.on for day in seats]
    at_shifts = defaultdict(list)
    for one in seats_taken(people, on=dates) if dates else ():
        at_shifts[one.person_id, one.shift.on].append(one.shift)
    leaves = away_between(people, min(dates), max(dates)) if dates else {}
    found = []
    for day, row in seats.items():
        for person, part in row:
            roles = {
                role
                for role, starts, ends in held[person.pk, day.room_id]
                if starts <= day.on and (ends is None or ends >= day.on)
            }
            if not roles:
                found.append(f"{person.name}在{day.on:%m月%d日}不属于这个工作室的队伍。")
            elif part != DutyPart.ASSIST and not roles & RECEIVING:
                found.append(f"{person.name}不是党代表，只能排“协助”。")
            for first, last in leaves.get(person.pk, ()):
                if first <= day.on <= last:
                    span = f"{first:%-m月%-d日}到{last:%-m月%-d日}"
                    found.append(f"{person.name}{span}请假，这天不能值班。")
            for other in busy[person.pk, day.on]:
                if other != day and overlaps(other, day):
                    found.append(f"{person.name}同一时间在{other.room.name}值班。")
            for shift in at_shifts[person.pk, day.on]:
                if overlaps(shift, day):
                    title = shift.project.title
                    found.append(f"{person.name}同一时间报了“{title}”的场次，请另选人。")
    return found


def overlaps(one: ReceptionDay | Shift, two: ReceptionDay | Shift) -> bool:
    """Whether two days, or a shift and a day, are held at the same time."""
    return one.on == two.on and one.starts_at < two.ends_at and two.starts_at < one.ends_at


def _roles(people: Iterable, seats: Seats) -> dict[tuple, list[tuple[str, date, date | None]]]:
    """The role and the time of each posting, by person and room."""
    postings = Posting.objects.filter(
        person__in=people, room__in={day.room_id for day in seats}
    ).values_list("person", "room", "role", "starts_on", "ends_on")
    found: dict[tuple, list[tuple[str, date, date | None]]] = defaultdict(list)
    for person, room, role, starts, ends in postings:
        found[person, room].append((role, starts, ends))
    return found


def _busy(people: Iterable, seats: Seats) -> dict[tuple, list[ReceptionDay]]:
    """Where people are on each date: by these seats, and by duties on days that are not theirs."""
    others = (
        Duty.objects.filter(person__in=people, day__on__in={day.on for day in seats})
        .exclude(day__in=[day.pk for day in seats])
        .exclude(day__status=DayStatus.CANCELLED)
        .select_related("day__room")
    )
    found = defaultdict(list)
    for duty in others:
        found[duty.person_id, duty.day.on].append(duty.day)
    for day, row in seats.items():
        for person, _ in row:
            found[person.pk, day.on].append(day)
    return found
