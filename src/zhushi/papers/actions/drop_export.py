from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from zhushi.core import audit, jobs
from zhushi.papers.models import Export

LISTED = timedelta(days=30)
"""So long the line stays, which says that there was one and that it expired."""


@transaction.atomic
def drop_export(export: Export, *, by, at: datetime) -> None:
    """Delete a file that is not wanted any more; what is still being made is called off."""
    if export.job is not None and export.job.is_open:
        jobs.call_off(export.job, at=at)
    audit.record("export.drop", target=export.about, district_id=export.district_id, by=by, at=at)
    path = export.path
    export.delete()
    if path:
        transaction.on_commit(lambda: default_storage.delete(path))


def expire_exports(*, at: datetime) -> int:
    """Delete the files whose time is over, later the lines that name them; returns how many."""
    over = list(Export.objects.filter(expires_at__lte=at).exclude(path=""))
    for export in over:
        default_storage.delete(export.path)
        Export.objects.filter(pk=export.pk).update(path="")
    Export.objects.filter(asked_at__lt=at - LISTED, path="").delete()
    return len(over)
