from django.conf import settings
from django.db import models

from zhushi.core.prose import Block, from_json
from zhushi.matters.models import Matter
from zhushi.people.models import Person
from zhushi.research.models.theme import Theme
from zhushi.research.querysets import ReportQuerySet
from zhushi.rooms.models import Unit, Workroom


class Report(models.Model):
    """A research report that delegates of a room write, by a team or one of them.

    ``matter``: what it became when it was handed in; from there on the matter says where it
    stands. ``version``: the number of its newest version; a form that saw an older one is merged.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="reports")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="reports")
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="report")
    title = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it may be written on: not handed in, or sent back to be changed."""
        if self.dropped_at:
            return False
        return self.matter is None or self.matter.may("revise")


class ReportAuthor(models.Model):
    """Who writes a report and signs it; the first answers for it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="report_author_once")
        ]


class ReportVersion(models.Model):
    """The text of a report as somebody saved it; only ever appended."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    blocks = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once")
        ]

    @property
    def text(self) -> tuple[Block, ...]:
        """The blocks; see core/prose.py."""
        return from_json(self.blocks)
