from django.db import models

from zhushi.activities.models.activity import Activity
from zhushi.activities.querysets import PracticeQuerySet
from zhushi.people.models import User
from zhushi.rooms.models import Unit, Workroom


class GoodPractice(models.Model):
    """Something that works well and others may copy, as a rule seen on a visit.

    ``field``: of work, as delegates' own; published once somebody else than the writer read it.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="practices")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="practices")
    title = models.CharField(max_length=60)
    text = models.TextField(max_length=2000)
    field = models.CharField(max_length=60, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["district", "-written_at"], name="practice_newest")]
