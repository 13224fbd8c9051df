"""The reception days the public may know of, with who is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from zhushi.activities.choices import DayStatus, DutyPart
from zhushi.activities.models import Duty, ReceptionDay, Slot
from zhushi.core.moments import moment_of
from zhushi.people.models import Person
from zhushi.rooms.models import Workroom

BOOKABLE = (DayStatus.ANNOUNCED, DayStatus.OPEN)


@dataclass(frozen=True)
class Shown:
    """One day as a resident reads it; ``people`` are names with what they are here."""

    day: ReceptionDay
    people: list[tuple[str, str]]
    free: list[Slot]
    slots: list[tuple[Slot, bool]]

    @property
    def is_cancelled(self) -> bool:
        return self.day.status == DayStatus.CANCELLED

    @property
    def part(self) -> str:
        """上午, 下午 or 全天."""
        if self.day.ends_at.hour <= 12:
            return "上午"
        return "下午" if self.day.starts_at.hour >= 12 else "全天"

    @property
    def names(self) -> str:
        return "、".join(name for name, _ in self.people)


def public_days(
    rooms: Iterable[Workroom], *, at: datetime, on: date, limit: int = 12
) -> list[Shown]:
    """The next announced days of rooms from ``on``, cancelled ones with their reason."""
    days = (
        ReceptionDay.objects.filter(room__in=list(rooms), on__gte=on)
        .filter(Q(status__in=BOOKABLE) | Q(status=DayStatus.CANCELLED, announced_at__isnull=False))
        .select_related("room")
        .prefetch_related(
            Prefetch(
                "duties",
                Duty.objects.filter(part=DutyPart.RECEIVE)
                .select_related("person")
                .prefetch_related("person__mandates"),
            ),
            "slots",
        )
    )
    return [_shown(day, at) for day in days[:limit]]


def _shown(day: ReceptionDay, at: datetime) -> Shown:
    bookable = day.status in BOOKABLE
    slots = [
        (slot, bookable and not slot.is_full and moment_of(day.on, slot.starts_at) > at)
        for slot in day.slots.all()
    ]
    people = [(duty.person.name, profile(duty.person, day.on)) for duty in day.duties.all()]
    return Shown(day, people, [slot for slot, free in slots if free], slots)


def profile(person: Person, on: date) -> str:
    """What the public may know of a delegate: level and field, e.g. 区党代表 · 教育."""
    levels = [
        mandate.get_level_display()
        for mandate in person.mandates.all()
        if mandate.starts_on <= on and (mandate.ends_on is None or on <= mandate.ends_on)
    ]
    ranked = [level for level in ("省", "市", "区") if level in levels]
    title = f"{ranked[0]}党代表" if ranked else "党代表"
    return f"{title} · {person.occupation_field}" if person.occupation_field else title
