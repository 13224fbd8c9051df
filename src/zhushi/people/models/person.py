import uuid

from django.db import models

from zhushi.core.crypto import SealedMixin
from zhushi.people.choices import Publicity, Sex
from zhushi.people.querysets import PersonQuerySet
from zhushi.rooms.models import Unit


class Person(SealedMixin, models.Model):
    """A human being in one of the teams and how to reach them; the phone is encrypted.

    ``born`` and ``joined`` are a year and a month, like ``1963-03``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField("姓名", max_length=40)
    sex = models.CharField("性别", max_length=1, choices=Sex.choices, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    born = models.CharField("出生年月", max_length=7, blank=True)
    education = models.CharField("学历", max_length=30, blank=True)
    joined = models.CharField("入党时间", max_length=7, blank=True)
    employer = models.CharField("单位", max_length=120, blank=True)
    post_title = models.CharField("职务", max_length=60, blank=True)
    occupation_field = models.CharField("行业领域", max_length=60, blank=True)
    expertise = models.CharField("专长", max_length=120, blank=True)
    is_frontline = models.BooleanField("一线", default=False)
    residence = models.CharField("居住区域", max_length=130, blank=True)
    residence_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    publicity = models.CharField(
        "公开页", max_length=10, choices=Publicity.choices, default=Publicity.BASIC
    )
    phone = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    masked_phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    sealed_fields = ("phone",)
    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
