from django.db import models

from zhushi.vault.choices import Purpose
from zhushi.vault.models.identity import Identity


class Consent(models.Model):
    """What a resident allowed, for which unit, and when it was taken back.

    ``unit_id`` empty: whichever unit is charged with the matter. No key: units live above.
    """

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    unit_id = models.BigIntegerField(null=True)
    notice_version = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "purpose"],
                condition=models.Q(withdrawn_at=None, unit_id=None),
                name="consent_current_once",
            ),
            models.UniqueConstraint(
                fields=["identity", "purpose", "unit_id"],
                condition=models.Q(withdrawn_at=None, unit_id__isnull=False),
                name="consent_current_once_a_unit",
            ),
        ]
