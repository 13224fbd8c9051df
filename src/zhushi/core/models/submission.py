from django.db import models


class Submission(models.Model):
    """A public post that has been carried out; the same key again finds the same result."""

    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    result = models.CharField(max_length=80)
    at = models.DateTimeField()


class Throttle(models.Model):
    """How often somebody tried something in a window; ``who`` is a keyed hash, never an address."""

    what = models.CharField(max_length=30)
    who = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "who"], name="throttle_once")]
