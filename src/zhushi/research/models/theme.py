from django.db import models
from django.db.models import Q

from zhushi.activities.halves import Half
from zhushi.matters.models import Topic
from zhushi.research.querysets import AreaQuerySet, ThemeQuerySet
from zhushi.rooms.models import Unit, Workroom


class PriorityArea(models.Model):
    """One of the district committee's priorities (重点工作), in force for a time."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="priority_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """What a half-year's research is about: the district's one, or one a room added.

    ``since``: the first day of the half-year; ``why``: what is to be found out and what for;
    ``topics``: whose matters tell of it.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, null=True, related_name="themes")
    priority = models.ForeignKey(PriorityArea, models.PROTECT, related_name="themes")
    since = models.DateField()
    title = models.CharField(max_length=60)
    why = models.TextField(max_length=1000, blank=True)
    topics = models.ManyToManyField(Topic, related_name="+")
    created_at = models.DateTimeField()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "room_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "since"],
                condition=Q(room=None),
                name="theme_once_a_half_and_district",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def half(self) -> Half:
        return Half.of(self.since)

    def is_for(self, room: Workroom) -> bool:
        """Whether a room looks into it: its own theme, or its district's."""
        return self.district_id == room.district_id and self.room_id in (None, room.pk)
