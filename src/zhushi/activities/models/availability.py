from django.db import models

from zhushi.activities.choices import Weekday
from zhushi.core.constraints import ends_after_start
from zhushi.people.models import Person


class WeekdayOff(models.Model):
    """A day of the week on which a person cannot be on duty, as a rule; said by themselves."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="weekdays_off")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["person", "weekday"], name="weekday_off_once")
        ]


class BlockOut(models.Model):
    """Days on which a person cannot be on duty, both ends included; nobody asks why."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="block_outs")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [ends_after_start("block_out", "starts_on", "ends_on")]
