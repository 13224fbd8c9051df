import uuid

from django.db import models
from django.db.models import Q

from zhushi.core.crypto import SealedMixin
from zhushi.people.choices import HalfDay, JoiningStatus, VolunteerKind
from zhushi.people.models.person import Person
from zhushi.people.models.user import User
from zhushi.people.querysets import JoiningQuerySet
from zhushi.rooms.models import Workroom


def half_days(values: list[str]) -> list[str]:
    """The words of half-days, in the order of the week."""
    return [str(half.label) for half in HalfDay if half.value in values]


class VolunteerTeam(models.Model):
    """A team of volunteers of one room, under a name of its own."""

    room = models.ForeignKey(Workroom, models.CASCADE, related_name="volunteer_teams")
    name = models.CharField(max_length=30)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["room", "name"], name="volunteer_team_once_a_room")
        ]

    def __str__(self) -> str:
        return self.name


class Volunteer(models.Model):
    """What a volunteer brings: who they are, what they can do, when they are free.

    ``free`` are values of HalfDay. The place in a room is the person's posting, as for everybody.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="volunteer")
    kind = models.CharField(max_length=16, choices=VolunteerKind.choices)
    skills = models.CharField(max_length=120, blank=True)
    free = models.JSONField(default=list, blank=True)
    teams = models.ManyToManyField(VolunteerTeam, related_name="volunteers")

    @property
    def free_labels(self) -> list[str]:
        return half_days(self.free)


class Joining(SealedMixin, models.Model):
    """Somebody asked on the portal to become a volunteer of a room; the phone is encrypted.

    Seen by the room's desk alone. Once it is decided, or after ninety days without an answer,
    what the applicant told is deleted (``forgotten_at``) and only the line itself stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Workroom, models.PROTECT, related_name="joinings")
    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=20, blank=True)
    phone = models.BinaryField(null=True)
    masked_phone = models.CharField(max_length=20, blank=True)
    last_four = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=16, choices=VolunteerKind.choices, blank=True)
    skills = models.CharField(max_length=120, blank=True)
    free = models.JSONField(default=list, blank=True)
    consent = models.CharField(max_length=20)
    status = models.CharField(
        max_length=10, choices=JoiningStatus.choices, default=JoiningStatus.PENDING
    )
    answer = models.CharField(max_length=200, blank=True)
    receipt_seed = models.CharField(max_length=80, blank=True)
    code_hash = models.CharField(max_length=64, null=True, unique=True)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="joinings")
    forgotten_at = models.DateTimeField(null=True)

    sealed_fields = ("phone",)
    objects = JoiningQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(name="", phone=None, skills="", answer=""),
                name="joining_forgotten_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(status=JoiningStatus.PENDING, decided_at=None)
                | ~Q(status=JoiningStatus.PENDING) & Q(decided_at__isnull=False),
                name="joining_decided_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["room", "status"], name="joining_by_room")]

    @property
    def free_labels(self) -> list[str]:
        return half_days(self.free)
