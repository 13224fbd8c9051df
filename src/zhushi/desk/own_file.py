"""What the own page shows: what the register says of oneself, and who did what with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhushi.activities.choices import DayStatus
from zhushi.activities.models import Duty
from zhushi.core.models import AuditEntry
from zhushi.desk.trail_words import event_of, facts_of
from zhushi.people.actions.place_person import DECIMALS
from zhushi.people.models import Person, User
from zhushi.people.models.place import Point

PAST = timedelta(days=366)
LINES, DUTIES = 20, 12
ABOUT_ONE = (
    "correction.accept",
    "correction.decline",
    "leave.end",
    "leave.note",
    "leave.stand_in",
    "login.invite",
    "login.restart",
    "login.stop",
    "mandate.correct",
    "mandate.grant",
    "person.edit",
    "person.look",
    "person.register",
    "posting.begin",
    "posting.end",
    "volunteer.keep",
)
"""Lines of the trail that tell what others did with one's own file."""


@dataclass(frozen=True)
class Line:
    """One thing that was done with the own file: when, what, by whom."""

    at: datetime
    event: str
    facts: str
    by: str


def facts_about(person: Person) -> list[tuple[str, object]]:
    """What is kept of oneself, the own telephone in full; what is not known stands as empty."""
    return [
        ("编号", person.ref),
        ("姓名", person.name),
        ("电话", person.open("phone")),
        ("性别", person.get_sex_display()),
        ("民族", person.ethnicity),
        ("出生年月", person.born),
        ("入党时间", person.joined),
        ("学历", person.education),
        ("工作单位", person.employer),
        ("职务", person.post_title),
        ("行业领域", person.occupation_field),
        ("专长", person.expertise),
        ("居住区域", person.residence),
        ("电子邮箱", person.email),
        ("公开页上写", person.get_publicity_display()),
        *_spots_of(person),
        ("每周一般不方便", _weekdays_of(person)),
    ]


def _spots_of(person: Person) -> list[tuple[str, object]]:
    """What the map knows of oneself: that it does, and how exactly; for grouping alone."""
    place = getattr(person, "place", None)
    found = (("住处", place and place.home), ("单位", place and place.work))
    return [(f"{name}在地图上的点", point and _point(point)) for name, point in found]


def _point(point: Point) -> str:
    east, north = point
    return f"东经 {east:.{DECIMALS}f}，北纬 {north:.{DECIMALS}f}（约百米，只用于编组）"


def _weekdays_of(person: Person) -> str:
    return "、".join(row.get_weekday_display() for row in person.weekdays_off.all())


def duties_about(person: Person, on: date) -> list[Duty]:
    """The own duties from those to come back to a year ago, newest first; one statement."""
    found = Duty.objects.filter(person=person, day__on__gte=on - PAST)
    found = found.exclude(day__status=DayStatus.CANCELLED).select_related("day__room")
    return list(found.order_by("-day__on", "-pk")[:DUTIES])


def lines_about(person: Person) -> list[Line]:
    """Who did what with the own file lately; two statements."""
    found = AuditEntry.objects.filter(target=person.ref, event__in=ABOUT_ONE)
    lines = list(found.order_by("-pk")[:LINES])
    actors = User.objects.filter(pk__in={line.actor_id for line in lines if line.actor_id})
    names = dict(actors.values_list("pk", "person__name"))
    return [
        Line(line.at, event_of(line), facts_of(line), names.get(line.actor_id, "系统"))
        for line in lines
    ]
