from django.db import models

from zhushi.core.constraints import ends_after_start
from zhushi.people.choices import MandateLevel
from zhushi.people.models.person import Person


class Mandate(models.Model):
    """A delegate's seat: the congress, the unit that elected them, the term."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    level = models.CharField(max_length=10, choices=MandateLevel.choices)
    electing_unit = models.CharField(max_length=100, blank=True)
    congress_no = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["level"]
        constraints = [
            ends_after_start("mandate", "starts_on", "ends_on"),
            models.UniqueConstraint(
                fields=["person", "level", "congress_no"], name="mandate_once_per_congress"
            ),
        ]
