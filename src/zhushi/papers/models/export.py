from django.conf import settings
from django.db import models

from zhushi.core.models import Job
from zhushi.rooms.models import Unit


class ExportKind(models.TextChoices):
    """What a file is that takes long to make."""

    REGISTER_XLSX = "REGISTER_XLSX", "台账（Excel）"
    REGISTER_PDF = "REGISTER_PDF", "台账（PDF）"
    CASE_PDF = "CASE_PDF", "案卷（PDF）"
    CASE_ZIP = "CASE_ZIP", "案卷（压缩包）"
    DUTY_FILES = "DUTY_FILES", "履职档案（压缩包）"


class Export(models.Model):
    """A file somebody asked for that is made meanwhile, kept encrypted, fetched by them alone.

    ``about`` says in words what it is of; ``args`` what is asked, as plain data; ``grasp`` is a
    fingerprint of what the asker could see, so that a file is refused once that has changed.
    ``path`` is empty until it is made and again after it expired; ``sha256`` is of the plain file.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ExportKind.choices)
    about = models.CharField(max_length=120)
    args = models.JSONField()
    grasp = models.CharField(max_length=64)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="export")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["user", "-asked_at"], name="export_newest")]

    @property
    def place(self) -> str:
        """What the kept bytes are bound to."""
        return f"papers_export.file.{self.pk}"
