import uuid

from django.db import models
from django.db.models import Q

from zhushi.core.crypto import SealedMixin
from zhushi.people.choices import OF_FILE, CorrectionField, CorrectionStatus
from zhushi.people.models.person import Person
from zhushi.people.models.user import User


class Correction(SealedMixin, models.Model):
    """Somebody says what is wrong in the own file and what is right; the office answers.

    ``said`` is encrypted, since it may be a telephone number; once accepted it stands with the
    person and is deleted here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20, choices=CorrectionField.choices)
    said = models.BinaryField(null=True)
    status = models.CharField(
        max_length=10, choices=CorrectionStatus.choices, default=CorrectionStatus.OPEN
    )
    answer = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    sealed_fields = ("said",)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=CorrectionStatus.OPEN, decided_at=None)
                | ~Q(status=CorrectionStatus.OPEN) & Q(decided_at__isnull=False),
                name="correction_decided_has_a_moment",
            )
        ]
        indexes = [models.Index(fields=["person", "status"], name="correction_by_person")]

    @property
    def is_open(self) -> bool:
        return self.status == CorrectionStatus.OPEN

    @property
    def is_of_file(self) -> bool:
        """Whether accepting it changes a column of the person."""
        return self.field in OF_FILE

    @property
    def words(self) -> str:
        """What is right, as it was said."""
        return self.open("said")
