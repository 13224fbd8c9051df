from django.conf import settings
from django.db import models
from django.db.models import Q

from zhushi.activities.models import Activity
from zhushi.matters.models import Matter
from zhushi.research.models.report import Report


class ReportSource(models.Model):
    """What findings of a report rest on: an activity's notes, a matter, or a figure.

    ``figure``: its words and number as they stood on the day; ``query``: the parameters with which
    the list of matters opens behind it.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="sources")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    figure = models.CharField(max_length=120, blank=True)
    query = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, matter=None, figure="")
                | Q(activity=None, matter__isnull=False, figure="")
                | (Q(activity=None, matter=None) & ~Q(figure="")),
                name="report_source_is_one_thing",
            )
        ]
