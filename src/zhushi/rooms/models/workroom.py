from django.conf import settings
from django.db import models

from zhushi.core.constraints import ends_after_start
from zhushi.rooms.choices import Facility, Tier
from zhushi.rooms.models.unit import Unit
from zhushi.rooms.querysets import WorkroomQuerySet


class Workroom(models.Model):
    """The axis: a place in which delegates, liaisons and volunteers work.

    ``code`` is two to six capital letters; it begins the numbers of the room's matters.
    Longitude and latitude in degrees (GCJ-02), only where somebody put the room on the map.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rooms")
    tier = models.CharField(max_length=12, choices=Tier.choices)
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=60)
    place = models.CharField("地址", max_length=120)
    directions = models.CharField("怎么走", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=30)
    opening = models.CharField("开门时间", max_length=80)
    facilities = models.JSONField("方便设施", default=list, blank=True)
    venue = models.CharField("阵地", max_length=60, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = WorkroomQuerySet.as_manager()

    class Meta:
        ordering = ["tier", "unit__code", "pk"]
        constraints = [ends_after_start("workroom", "opened_on", "closed_on")]

    def __str__(self) -> str:
        return self.name

    @property
    def facility_labels(self) -> list[str]:
        return [str(Facility(value).label) for value in self.facilities]


class StandardItem(models.Model):
    """One line of a district's standard for a room (“几有”); what counts is configurable."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    evidence = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["district", "label"], name="standard_item_once")
        ]


class StandardCheck(models.Model):
    """The last look at one line of the standard in one room."""

    room = models.ForeignKey(Workroom, models.CASCADE, related_name="checks")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="checks")
    is_met = models.BooleanField()
    note = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "item"], name="check_once_a_line")]
