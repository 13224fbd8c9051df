"""Where somebody is expected next: activities, shifts and an individual talk, in one list."""

from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse

from zhushi.activities.choices import ActivityStatus, ShiftStatus
from zhushi.activities.models import Signup, Talk
from zhushi.activities.queries import invitations_of
from zhushi.people.models import Person

SHOWN = 5


@dataclass(frozen=True)
class Expected:
    """One of them; ``address`` is empty where there is nothing to open."""

    on: date
    starts_at: time | None
    title: str
    place: str
    kind: str
    address: str = ""

    @property
    def order(self) -> tuple:
        return self.on, self.starts_at or time.min, self.title


def expected(person: Person, *, on: date) -> list[Expected]:
    """The next few from a day on, the nearest first; three statements."""
    found = [*_activities(person, on), *_shifts(person, on), *_talks(person, on)]
    return sorted(found, key=lambda one: one.order)[:SHOWN]


def _activities(person: Person, on: date):
    asked = invitations_of(person, since=on).filter(status=ActivityStatus.ANNOUNCED)
    for one in asked[:SHOWN]:
        address = reverse("desk:activity", kwargs={"pk": one.pk})
        yield Expected(
            one.on, one.starts_at, one.title, one.place or one.room.name, "活动", address
        )


def _shifts(person: Person, on: date):
    coming = Signup.objects.filter(
        person=person, shift__on__gte=on, shift__status=ShiftStatus.OPEN
    ).select_related("shift__project")
    for one in coming.order_by("shift__on", "shift__starts_at", "pk")[:SHOWN]:
        shift = one.shift
        kind = "候补" if one.is_waiting else "服务场次"
        address = reverse("desk:shift", kwargs={"shift": shift.pk})
        yield Expected(shift.on, shift.starts_at, shift.project.title, shift.place, kind, address)


def _talks(person: Person, on: date):
    for one in Talk.objects.planned().filter(person=person, meets_on__gte=on):
        assert one.meets_on is not None
        yield Expected(one.meets_on, one.meets_at, "和党联办谈一次", one.place, "个别谈话")
