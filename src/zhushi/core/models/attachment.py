import uuid

from django.db import models


class Attachment(models.Model):
    """A checked file; what it belongs to points here, and its rule decides who may fetch it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    extension = models.CharField(max_length=8)
    kind = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")
