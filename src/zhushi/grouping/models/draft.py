from django.conf import settings
from django.db import models

from zhushi.grouping.choices import DraftStatus
from zhushi.grouping.querysets import DraftQuerySet
from zhushi.rooms.models import Unit


class Draft(models.Model):
    """A proposal of who sits in which room, with the question and the proof; kept as a record.

    ``question``: people, rooms and rules as plain data (instance.py), people by number, rooms by
    code; ``wishes``: ``[person, kind, room]``, said since; ``result``: of both (certificate.py).
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=DraftStatus.choices, default=DraftStatus.OPEN)
    question = models.JSONField()
    wishes = models.JSONField(default=list)
    result = models.JSONField()
    moves = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    @property
    def is_open(self) -> bool:
        return self.status == DraftStatus.OPEN
