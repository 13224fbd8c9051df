from django.db import models

from zhushi.people.models import User


class SecondReader(models.Model):
    """Words that everybody may read once somebody else than who wrote them has read them."""

    worded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def reword(self, by) -> None:
        """Written anew: it is not shown until it is read again. The caller saves."""
        self.worded_by, self.shown_at = by, None
