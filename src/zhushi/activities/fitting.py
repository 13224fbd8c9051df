"""Who fits a project or a shift, and why in words; nobody is given a score."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from zhushi.activities.models import BlockOut, Project, Shift, WeekdayOff
from zhushi.activities.shift_clashes import clashes
from zhushi.people.choices import SERVING, HalfDay
from zhushi.people.models import Person, Posting
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Unit

PROPOSED = 8
NOON = time(12)
BETWEEN = re.compile(r"[、，,；;/\s]+")


@dataclass(frozen=True)
class Fit:
    """Somebody who could help, as what, and what speaks for it: “会修水电 · 同一社区”."""

    person: Person
    role: str
    reasons: tuple[str, ...]


def who_fits(
    project: Project, *, wanted: str, rooms: Collection[int], on: date, shift: Shift | None = None
) -> list[Fit]:
    """Delegates and volunteers of these rooms for whom something speaks; six statements at most.

    wanted: skills in words; shift: whose hours they should be free at. Skills come before
    nearness, nearness before free hours; left out is who cannot come, or said so.
    """
    held = Posting.objects.current_on(on).filter(room__in=rooms, role__in=SERVING)
    held = held.select_related("person__volunteer", "person__residence_unit", "room__unit")
    postings = {one.person_id: one for one in held.order_by("-role", "pk")}
    away = _cannot(shift, postings) if shift and postings else set()
    found = []
    for key, posting in postings.items():
        if key in away:
            continue
        parts = (
            _skill(posting.person, wanted),
            _near(posting, project.room.unit),
            _free(posting.person, shift),
        )
        if wanted and not parts[0] and not (shift and all(parts[1:])):
            continue
        if any(parts):
            reasons = tuple(part for part in parts if part)
            order = (*(not part for part in parts), parts[1] != SAME, posting.person.name)
            found.append((order, Fit(posting.person, posting.get_role_display(), reasons)))
    return [fit for _, fit in sorted(found, key=lambda one: one[0])[:PROPOSED]]


def words_of(text: str) -> list[str]:
    """The single skills of a list written by hand."""
    return [word for word in BETWEEN.split(text.strip()) if len(word) > 1]


def half_days_of(shift: Shift) -> list[HalfDay]:
    """The mornings and afternoons that a shift takes."""
    morning, afternoon = list(HalfDay)[2 * shift.on.weekday() :][:2]
    return [
        *([morning] if shift.starts_at < NOON else []),
        *([afternoon] if shift.ends_at > NOON else []),
    ]


def _skill(person: Person, wanted: str) -> str:
    """The first of somebody's skills that is wanted."""
    asked = words_of(wanted)
    volunteer = getattr(person, "volunteer", None)
    brought = [("会", word) for word in words_of(volunteer.skills if volunteer else "")]
    brought += [("专长是", word) for word in words_of(person.expertise)]
    brought += [("做", word) for word in words_of(person.occupation_field)]
    for verb, word in brought:
        if any(word in one or one in word for one in asked):
            return f"{verb}{word}"
    return ""


SAME, STREET = "同一社区", "同一街道"


def _near(posting: Posting, place: Unit) -> str:
    """Whether somebody lives, or is posted, in the room's community or street."""
    assert posting.room is not None
    own = posting.person.residence_unit or posting.room.unit
    if own.pk == place.pk:
        return SAME if place.kind == UnitKind.COMMUNITY else STREET
    return STREET if _street(own) == _street(place) else ""


def _street(unit: Unit) -> int | None:
    return unit.parent_id if unit.kind == UnitKind.COMMUNITY else unit.pk


def _free(person: Person, shift: Shift | None) -> str:
    """That a volunteer is free in all half-days of the shift, as they said."""
    volunteer = getattr(person, "volunteer", None)
    if shift is None or volunteer is None:
        return ""
    halves = half_days_of(shift)
    if not all(half.value in volunteer.free for half in halves):
        return ""
    return "、".join(str(half.label) for half in halves) + "有空"


def _cannot(shift: Shift, people: Collection) -> set:
    """Who is on it already, elsewhere at these hours, or said that they cannot come that day."""
    blocked = BlockOut.objects.filter(
        person__in=people, starts_on__lte=shift.on, ends_on__gte=shift.on
    )
    weekday = WeekdayOff.objects.filter(person__in=people, weekday=shift.on.weekday())
    return {
        *clashes(shift, people),
        *shift.signups.values_list("person", flat=True),
        *blocked.values_list("person", flat=True),
        *weekday.values_list("person", flat=True),
    }
