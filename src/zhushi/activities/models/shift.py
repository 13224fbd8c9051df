from datetime import datetime

from django.db import models
from django.db.models import F, Q

from zhushi.activities.choices import ShiftStatus
from zhushi.activities.models.project import Project
from zhushi.activities.querysets import ShiftQuerySet
from zhushi.people.models import Person


class Shift(models.Model):
    """Some hours of a project for which so many people are wanted.

    The database itself refuses one too many. ``skills``: what they should be able to do;
    ``last_number``: of the sign-ups, which stand in this order.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="shifts")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    place = models.CharField(max_length=80)
    skills = models.CharField(max_length=80, blank=True)
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=ShiftStatus.choices, default=ShiftStatus.OPEN)
    cancel_reason = models.CharField(max_length=120, blank=True)
    reminded_at = models.DateTimeField(null=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="shift_never_oversold"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="shift_has_a_place"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_hours_in_order"
            ),
        ]
        indexes = [models.Index(fields=["on", "status"], name="shift_by_day")]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        span = datetime.combine(self.on, self.ends_at) - datetime.combine(self.on, self.starts_at)
        return int(span.total_seconds()) // 60

    @property
    def left(self) -> int:
        return self.capacity - self.taken


class Signup(models.Model):
    """Somebody comes to a shift, or waits in order of ``number`` until a place is free.

    ``minutes``: how long they served, as the room's desk confirmed; 0: did not come.
    ``is_unasked``: came without a place, as the desk noted afterwards; takes none.
    """

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="signups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signups")
    number = models.PositiveIntegerField()
    is_waiting = models.BooleanField(default=False)
    is_unasked = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "person"], name="signup_once_a_shift"),
            models.UniqueConstraint(fields=["shift", "number"], name="signup_number_once"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(is_waiting=False), name="signup_waiting_has_no_hours"
            ),
        ]

    @property
    def hours(self) -> str:
        """2.5 for two hours and a half; empty until it is confirmed."""
        return "" if self.minutes is None else hours_of(self.minutes)


def hours_of(minutes: int) -> str:
    """Minutes as hours, as people write them: 2, 2.5, 1.75."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
