import uuid

from django.db import models
from django.db.models import Q

from zhushi.activities.models.activity import Activity, Statement
from zhushi.activities.models.household import Household
from zhushi.core.crypto import SealedMixin
from zhushi.people.models import User


class Stop(SealedMixin, models.Model):
    """One door on a visit's route: a household by number, or a place in words.

    ``said``: what was seen and heard there, encrypted, written once,
    empty again when the household is forgotten; ``statement``: the opinion
    that came with it, which becomes a matter as any other; ``key``: of the form it was noted
    with, so that one sent again after a lost reply is kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField()
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="stops")
    place = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=120, blank=True)
    said = models.BinaryField(null=True)
    statement = models.OneToOneField(Statement, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=64, blank=True)

    sealed_fields = ("said",)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "position"], name="stop_position_once"),
            models.UniqueConstraint(
                fields=["activity", "household"],
                condition=Q(household__isnull=False),
                name="stop_household_once",
            ),
            models.CheckConstraint(
                condition=Q(household=None) ^ Q(place=""), name="stop_is_one_door"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, said=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="stop_done_by_somebody",
            ),
        ]

    @property
    def called(self) -> str:
        return self.household.called if self.household else self.place
