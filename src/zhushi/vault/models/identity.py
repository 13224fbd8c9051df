import uuid

from django.db import models

from zhushi.core.crypto import SealedMixin


class Identity(SealedMixin, models.Model):
    """Who a resident is: encrypted, apart from what they said, deleted before it is.

    Personal fields are reached only through ``vault.actions``. ``phone_index`` is a keyed hash
    within one room, so that the same phone in another room is another value.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district_id = models.BigIntegerField()
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    hardship = models.BinaryField(null=True)
    masked_name = models.CharField(max_length=20, blank=True)
    masked_phone = models.CharField(max_length=20, blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    last_four = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    sealed_fields = ("name", "phone", "address", "hardship")

    @property
    def is_anonymous(self) -> bool:
        return not (self.masked_name or self.masked_phone)
