from django.db import models
from django.db.models import F, Q

from zhushi.activities.querysets import NeedQuerySet
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit, Workroom


class ServiceProof(models.Model):
    """A numbered proof of somebody's service in a room: name, period, hours, projects.

    What it says is kept as it was issued. ``served``: pairs of project and minutes; ``seed``
    gives the code on the sheet, ``code_hash`` finds it again (core/receipts.py).
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="service_proofs")
    person = models.ForeignKey(Person, models.PROTECT, related_name="service_proofs")
    ref = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    minutes = models.PositiveIntegerField()
    served = models.JSONField(default=list)
    seed = models.CharField(max_length=40, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="proof_days_in_order"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="proof_has_hours"),
        ]
        indexes = [models.Index(fields=["room", "issued_at"], name="proof_by_room")]
