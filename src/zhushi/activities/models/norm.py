from django.db import models

from zhushi.activities.choices import Heading, Per, Period
from zhushi.activities.norms import Norm
from zhushi.rooms.models import Unit


class OwnNorm(models.Model):
    """How often a district wants one of the eight, in place of the shipped norm."""

    district = models.ForeignKey(Unit, models.CASCADE, related_name="own_norms")
    heading = models.CharField(max_length=12, choices=Heading.choices)
    least = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=8, choices=Period.choices)
    per = models.CharField(max_length=8, choices=Per.choices)
    source = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "heading"], name="own_norm_once")
        ]

    @property
    def norm(self) -> Norm:
        heading, period, per = Heading(self.heading), Period(self.period), Per(self.per)
        return Norm(heading, self.least, period, per, self.source)
