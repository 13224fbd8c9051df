from django.db import models
from django.db.models import F, Q

from zhushi.activities.models.activity import Activity
from zhushi.activities.models.project import Project
from zhushi.activities.querysets import ExemplarQuerySet
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit, Workroom


class Exemplar(models.Model):
    """A delegate whose work others can learn from: by a written reason, never by a score.

    Somebody else than who proposed confirms it; it stands in public only while the delegate
    agrees. ``activity``: the visit at which it was found, if any.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="exemplars")
    person = models.ForeignKey(Person, models.PROTECT, related_name="exemplars")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=1000)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "person"], name="exemplar_once_a_room"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="exemplar_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(confirmed_at__isnull=False, agreed_at__isnull=False),
                name="exemplar_published_once_agreed",
            ),
        ]


class ExemplarWork(models.Model):
    """Something done that the reason rests on: an activity, a project, or a matter by number."""

    exemplar = models.ForeignKey(Exemplar, models.CASCADE, related_name="works")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+")
    matter_ref = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, project=None, matter_ref="")
                | Q(activity=None, project__isnull=False, matter_ref="")
                | (Q(activity=None, project=None) & ~Q(matter_ref="")),
                name="exemplar_work_is_one_thing",
            )
        ]
