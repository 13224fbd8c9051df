import uuid

from django.conf import settings
from django.db import models

from zhushi.exchange.choices import RunKind, RunStatus
from zhushi.rooms.models import Unit


class ImportRunQuerySet(models.QuerySet):
    def of(self, kind: RunKind):
        return self.filter(kind=kind)

    def in_scope(self, scope):
        """Keep the imports of a scope's districts; a room alone imports nothing."""
        return self.filter(district_id__in=scope.districts)


def _random_name(run: "ImportRun", name: str) -> str:
    """A name nobody can guess; the ending is all that is kept of the owner's name."""
    ending = name.rpartition(".")[2].lower()
    return f"imports/{uuid.uuid4().hex}.{ending if ending in ('xlsx', 'csv', 'tsv') else 'txt'}"


class ImportRun(models.Model):
    """One table on its way in: who brought it, what was found, what became of it.

    The files lie under MEDIA until the import ends, or a day at most (``sweep_runs``). ``choices``
    holds the person's corrections: sheet, line, mapping (key to column from 0). ``report`` holds
    bad cells by row, column and reason, without the values of good rows.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=RunKind.choices)
    status = models.CharField(max_length=12, choices=RunStatus.choices, default=RunStatus.DRAFT)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    source = models.FileField(upload_to=_random_name, blank=True)
    second_source = models.FileField(upload_to=_random_name, blank=True)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["district", "kind", "sha256"], name="import_same_file")]

    @property
    def is_open(self) -> bool:
        return self.status == RunStatus.DRAFT
