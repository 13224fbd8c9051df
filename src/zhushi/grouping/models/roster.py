from django.conf import settings
from django.db import models

from zhushi.activities.halves import Half
from zhushi.core.constraints import ends_after_start
from zhushi.grouping.choices import RosterStatus
from zhushi.grouping.querysets import RosterQuerySet
from zhushi.rooms.models import Unit, Workroom


class Roster(models.Model):
    """A proposal of who is on duty in some rooms during a half-year; kept as a record.

    ``question``: days, people, rules and locks as plain data (rosters/question.py), days by room
    and date, people by number; ``result``: who is on duty, and the proof (rosters/solve.py);
    ``gaps``: seats left empty.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    rooms = models.ManyToManyField(Workroom, related_name="rosters")
    since = models.DateField()
    until = models.DateField()
    status = models.CharField(max_length=8, choices=RosterStatus.choices, default=RosterStatus.OPEN)
    question = models.JSONField()
    result = models.JSONField()
    gaps = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [ends_after_start("roster", "since", "until")]

    @property
    def is_open(self) -> bool:
        return self.status == RosterStatus.OPEN

    @property
    def half(self) -> Half:
        return Half.of(self.since)
