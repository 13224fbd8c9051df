from django.conf import settings
from django.db import models

from zhushi.vault.models.identity import Identity


class Look(models.Model):
    """Who looked at which fields of an identity, when and why; the resident reads these lines."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=80)
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=200)
    disputed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["identity", "-at"], name="look_newest_first")]
