from django.db import models

from zhushi.core.models import Attachment
from zhushi.people.models import User
from zhushi.research.models.report import Report
from zhushi.research.querysets import ReportPictureQuerySet


class ReportPicture(models.Model):
    """A picture kept with a report; the text names it by its file's ``uid``.

    ``named_in``: the first version whose text names it. Versions are never taken back, so from
    there on it stays.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="pictures")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="report_picture")
    named_in = models.PositiveIntegerField(null=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ReportPictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def uid(self) -> str:
        """As the text names it."""
        return str(self.attachment.uid)
