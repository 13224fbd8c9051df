from django.db import models


class CalendarDay(models.Model):
    """A day off or a day worked in exchange, entered here; wins over the shipped table.

    A year with ``is_official`` rows counts as announced. ``district_id`` empty means everywhere.
    """

    district_id = models.BigIntegerField(null=True, blank=True)
    on = models.DateField()
    is_off = models.BooleanField()
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=200, blank=True)
    is_official = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "on"],
                condition=models.Q(district_id__isnull=False),
                name="calendar_day_once_a_district",
            ),
            models.UniqueConstraint(
                fields=["on"],
                condition=models.Q(district_id=None),
                name="calendar_day_once_everywhere",
            ),
        ]
