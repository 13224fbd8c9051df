from django.db import models


class AuditEntryQuerySet(models.QuerySet):
    """Lines are added and read, never changed."""

    def update(self, **kwargs):
        raise TypeError("audit lines are never changed")

    def delete(self):
        raise TypeError("audit lines are never deleted")


class AuditEntry(models.Model):
    """One line of the forensic trail; no foreign keys, so it outlives what it tells of."""

    district_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    target = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["district_id", "-id"], name="audit_by_district"),
            models.Index(fields=["target", "-id"], name="audit_by_target"),
        ]

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("audit lines are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("audit lines are never deleted")
