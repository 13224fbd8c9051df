from django.conf import settings
from django.db import models


class Notice(models.Model):
    """The outbox: one notice to one person about one event, without content.

    ``about`` names what it tells of, kind and number (``matter:DJ-2026-0001``); the desk knows
    the page for it. ``event`` makes the same notice impossible twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    event = models.CharField(max_length=80)
    text = models.CharField(max_length=120)
    about = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "event"], name="notice_once_per_event")
        ]
        indexes = [
            models.Index(
                fields=["user", "-id"], name="notice_unread", condition=models.Q(read_at=None)
            )
        ]


class Digest(models.Model):
    """The one mail a person may get in a day; the row is the lock against a second."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    on = models.DateField()
    count = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="digest_once_a_day")]
