from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from zhushi.core.constraints import ends_after_start
from zhushi.rooms.choices import Change, UnitKind
from zhushi.rooms.querysets import UnitQuerySet


def new_stamp() -> str:
    """A value no other version of a district's reference data ever had."""
    return uuid4().hex[:12]


class Unit(models.Model):
    """An organisation of a district: the district itself, a street, a community, a department.

    The district is the root of its own rows (``district`` of a root is itself, set after the
    first save). ``code`` is the statistical division code (6, 9 or 12 digits), empty for
    departments. Valid from–to in days, last day included. ``stamp`` of a district changes with
    its calendar, limits and topics, so that processes know when what they hold is old.
    """

    district = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=30, blank=True)
    slug = models.CharField(max_length=20)
    duties = models.CharField(max_length=300, blank=True, help_text="职责：什么事归这里办")
    phone = models.CharField(max_length=30, blank=True)
    is_handler = models.BooleanField(default=False)
    stamp = models.CharField(max_length=12, default=new_stamp)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            ends_after_start("unit", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["district", "code"],
                condition=~Q(code="") & Q(valid_to=None),
                name="unit_code_current_once",
            ),
            models.UniqueConstraint(fields=["district", "slug"], name="unit_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.short_name or self.name

    def is_valid_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Succession(models.Model):
    """One unit follows another on a day: split, merged or renamed; history stays with the old."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    change = models.CharField(max_length=8, choices=Change.choices)
    on = models.DateField()
    old_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="succession_once")]
