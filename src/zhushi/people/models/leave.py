from datetime import date

from django.db import models
from django.db.models import Q

from zhushi.core.constraints import ends_after_start
from zhushi.people.models.person import Person
from zhushi.people.models.posting import Posting
from zhushi.people.models.user import User
from zhushi.people.querysets import LeaveQuerySet


class Leave(models.Model):
    """The days somebody is away, and who stands in; why is nobody's business and not kept.

    ``ends_on`` is the last day away; it is drawn forward when somebody is back early
    (``ended_at``). ``postings``: what gives a liaison's stand-in the rights for a time.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="leaves")
    starts_on = models.DateField()
    ends_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, related_name="stand_ins")
    stands_from = models.DateField(null=True)
    stands_until = models.DateField(null=True)
    postings = models.ManyToManyField(Posting, related_name="+")

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_start("leave", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(stand_in=None, stands_from=None, stands_until=None)
                | Q(stand_in__isnull=False, stands_from__isnull=False, stands_until__isnull=False),
                name="leave_stand_in_has_days",
            ),
            ends_after_start("leave_stand_in", "stands_from", "stands_until"),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="leave_by_person")]

    def is_over_on(self, on: date) -> bool:
        return self.ends_on < on
