from django.db import models

from zhushi.activities.models.activity import Activity
from zhushi.activities.querysets import PhotoQuerySet
from zhushi.core.models import Attachment
from zhushi.people.models import User


class Photo(models.Model):
    """A picture of an activity, for the desk only; the file holds no position and no device."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="photo")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
