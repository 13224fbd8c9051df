from django.db import models
from django.db.models import F, Q

from zhushi.activities.choices import (
    DayStatus,
    DutyPart,
    RuleKind,
    TurnKind,
    TurnStatus,
    Weekday,
)
from zhushi.activities.querysets import ReceptionDayQuerySet
from zhushi.core.constraints import ends_after_start
from zhushi.people.models import Person
from zhushi.rooms.models import Unit, Workroom
from zhushi.vault.models import Identity


class ReceptionRule(models.Model):
    """The fixed days of a month on which a room receives people, and the hours.

    Either the n-th weekday (``nth`` 1–4) or a day of the month (1–28); a day that is not a
    working day moves to the next one. ``slot_minutes`` and ``slot_places`` make the bookings.
    """

    room = models.ForeignKey(Workroom, models.CASCADE, related_name="reception_rules")
    kind = models.CharField(max_length=12, choices=RuleKind.choices)
    nth = models.PositiveSmallIntegerField(null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, choices=Weekday.choices)
    month_day = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    slot_places = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["room", "nth", "month_day"]
        constraints = [
            ends_after_start("reception_rule", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="reception_rule_hours_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.NTH_WEEKDAY, nth__range=(1, 4), weekday__range=(0, 4))
                | Q(kind=RuleKind.MONTH_DAY, month_day__range=(1, 28)),
                name="reception_rule_says_which_day",
            ),
        ]


class ReceptionDay(models.Model):
    """One day on which a room receives people; ``nominal_on`` is the day before any move."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="reception_days")
    on = models.DateField()
    nominal_on = models.DateField()
    moved_because = models.CharField(max_length=120, blank=True)
    is_provisional = models.BooleanField(default=False)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    status = models.CharField(max_length=10, choices=DayStatus.choices, default=DayStatus.PLANNED)
    announced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=120, blank=True)
    last_number = models.PositiveSmallIntegerField(default=0)
    summary = models.CharField(max_length=500, blank=True)

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        ordering = ["on", "starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["room", "on"], name="reception_day_once_a_room"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="reception_day_hours_in_order"
            ),
        ]
        indexes = [models.Index(fields=["district", "on"], name="reception_day_by_district")]

    @property
    def ref(self) -> str:
        """Room and day, as the trail and notices name it."""
        return f"{self.room.code}:{self.on}"


class Slot(models.Model):
    """A time that can be booked; the database itself refuses one place too many."""

    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="slots")
    starts_at = models.TimeField()
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["day", "starts_at"], name="slot_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="slot_never_oversold"),
        ]

    @property
    def is_full(self) -> bool:
        return self.taken >= self.places


class Duty(models.Model):
    """A person on duty on a reception day; one of those who receive leads (带班)."""

    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="duties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="duties")
    part = models.CharField(max_length=8, choices=DutyPart.choices, default=DutyPart.RECEIVE)
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "person"], name="duty_once_a_day"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(is_lead=True), name="duty_one_lead_a_day"
            ),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(part=DutyPart.RECEIVE),
                name="duty_lead_receives",
            ),
        ]


class Turn(models.Model):
    """A visitor's place in the one queue of a day, booked or walked in.

    ``number`` is given on arrival for walk-ins and at booking for bookings; ``code_hash``
    finds a booking again by its receipt code.
    """

    day = models.ForeignKey(ReceptionDay, models.PROTECT, related_name="turns")
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, related_name="turns")
    kind = models.CharField(max_length=8, choices=TurnKind.choices)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=TurnStatus.choices)
    identity = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="turns")
    called_name = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    receipt_seed = models.CharField(max_length=80, blank=True)
    code_hash = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="turn_number_once"),
        ]

    @property
    def visitor(self) -> str:
        return self.called_name or "没留姓名"
