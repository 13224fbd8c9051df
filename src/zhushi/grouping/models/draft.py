from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from zhushi.grouping.choices import DraftStatus, DraftVerb
from zhushi.grouping.querysets import DraftQuerySet
from zhushi.rooms.models import Unit


class Draft(models.Model):
    """A proposal of who sits in which room, with the question and the proof; kept as a record.

    ``question``: people, rooms and rules as plain data (instance.py), people by number, rooms by
    code; ``wishes``: ``[person, kind, room]``, said since; ``result``: of both (certificate.py).
    ``occasion``: what made it necessary, in the office's words. ``places_forgotten_at``: since
    then the question holds ways in metres (costs) and nobody's home.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=DraftStatus.choices, default=DraftStatus.OPEN)
    occasion = models.CharField(max_length=60, blank=True)
    question = models.JSONField()
    wishes = models.JSONField(default=list)
    result = models.JSONField()
    moves = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    places_forgotten_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    @property
    def is_open(self) -> bool:
        """Whether anything in it may still be changed."""
        return self.status == DraftStatus.OPEN

    @property
    def is_under_review(self) -> bool:
        """Whether a second person looks at it, so that it may be adopted or sent back."""
        return self.status == DraftStatus.REVIEW

    @property
    def is_standing(self) -> bool:
        """Whether it has been neither adopted nor dropped."""
        return self.is_open or self.is_under_review

    @property
    def opinions(self) -> QuerySet[DraftStep]:
        """What those who lead rooms said of it, first to last; one statement."""
        return self.steps.filter(verb=DraftVerb.OPINE).select_related("by__person")


class DraftStep(models.Model):
    """What became of a draft, who did it and what they said; only ever appended."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=8, choices=DraftVerb.choices)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
