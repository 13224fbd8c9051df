from django.db import models

from zhushi.matters.choices import ClockStep, LimitClass, LimitUnit
from zhushi.rooms.models import Unit


class Topic(models.Model):
    """What a matter is about, in two levels; each district keeps its own list."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "parent", "name"],
                condition=models.Q(parent__isnull=False),
                name="topic_name_once",
            ),
            models.UniqueConstraint(
                fields=["district", "name"],
                condition=models.Q(parent=None),
                name="topic_name_once_on_top",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LimitProfile(models.Model):
    """One version of a district's limits; a clock keeps the version it was set by."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    starts_on = models.DateField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["district", "version"], name="limit_profile_version")
        ]

    def __str__(self) -> str:
        return self.name


class Limit(models.Model):
    """How long one step may take, for one class of matters or (empty) for all."""

    profile = models.ForeignKey(LimitProfile, models.CASCADE, related_name="limits")
    step = models.CharField(max_length=16, choices=ClockStep.choices)
    limit_class = models.CharField(max_length=16, choices=LimitClass.choices, blank=True)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, choices=LimitUnit.choices)
    basis = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "step", "limit_class"], name="limit_once_a_step"
            ),
            models.CheckConstraint(condition=models.Q(length__gte=1), name="limit_at_least_one"),
        ]
