from django.db import models
from django.db.models import Q

from zhushi.activities.choices import NeedStatus
from zhushi.activities.models.activity import Statement
from zhushi.activities.models.project import Project
from zhushi.activities.querysets import NeedQuerySet
from zhushi.people.choices import Role
from zhushi.rooms.models import Unit, Workroom

SERVED = (NeedStatus.TAKEN, NeedStatus.DONE)


class Need(models.Model):
    """One line of a room's need list: what residents need that its people could do.

    ``wished``: the field it asks for, as in people's expertise; ``concerns``: about how many
    people; ``role``: who noted it, never a resident's name; ``matter_ref``: the number of the
    matter it came from, empty if none; ``key``: of the form, so that one sent twice is kept once.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="needs")
    text = models.CharField(max_length=300)
    wished = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=80, blank=True)
    concerns = models.PositiveIntegerField(null=True, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    matter_ref = models.CharField(max_length=20, blank=True)
    statement = models.ForeignKey(Statement, models.SET_NULL, null=True, related_name="needs")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="needs")
    status = models.CharField(max_length=8, choices=NeedStatus.choices, default=NeedStatus.OPEN)
    drop_reason = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=NeedStatus.DROPPED) | ~Q(drop_reason=""),
                name="need_dropped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status__in=SERVED, project__isnull=False)
                | ~Q(status__in=SERVED) & Q(project=None),
                name="need_served_has_a_project",
            ),
        ]
        indexes = [models.Index(fields=["room", "status"], name="need_by_room")]
