import uuid

from django.db import models
from django.db.models import Q

from zhushi.activities.choices import HouseholdKind
from zhushi.activities.models.activity import Activity
from zhushi.activities.querysets import HelpQuerySet, HouseholdQuerySet
from zhushi.core.crypto import SealedMixin
from zhushi.people.models import Person, User
from zhushi.rooms.models import Unit, Workroom


class Household(SealedMixin, models.Model):
    """A household in difficulty that a room looks after; who it is and how it fares is encrypted.

    Lists know its ``number`` in the room, kind and community, never a name. ``keeper``: who looks
    after it; ``agreed_on``: the day it agreed to being written down; ``written_at``: when the
    encrypted part was last written; ``key``: of the form, so that one sent twice is kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="households")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=HouseholdKind.choices)
    community = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.BinaryField(null=True)
    contact = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    circumstances = models.BinaryField(null=True)
    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="households")
    agreed_on = models.DateField()
    since = models.DateField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=120, blank=True)
    forgotten_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, null=True, unique=True)

    sealed_fields = ("name", "contact", "address", "circumstances")
    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["room", "number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="household_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None, close_reason="")
                | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="household_closed_has_a_reason",
            ),
        ]

    @property
    def called(self) -> str:
        """How pages name it: by number, kind and community."""
        return f"{self.number} 号 · {self.get_kind_display()}"


class Help(models.Model):
    """One visit to a household or help given to it; ``amount`` is words, no account.

    ``key``: of the form, so that one sent twice is kept once.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="helps")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="helps")
    on = models.DateField()
    what = models.CharField(max_length=200)
    amount = models.CharField(max_length=60, blank=True)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    key = models.CharField(max_length=80, unique=True)

    objects = HelpQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["household", "-on"], name="help_newest_first")]
