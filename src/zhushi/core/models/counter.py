from django.db import models


class Counter(models.Model):
    """The last number given out, per series and year."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="counter_one_per_series_year")
        ]
