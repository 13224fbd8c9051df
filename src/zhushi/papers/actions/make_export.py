import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from zhushi.core import crypto
from zhushi.core.jobs import Watch
from zhushi.core.moments import day_of
from zhushi.papers.exports import KEPT_DAYS, kind_of, refuse_changed
from zhushi.papers.models import Export
from zhushi.people.access import holdings


@transaction.atomic
def make_export(export: Export, *, watch: Watch, by, at: datetime) -> Export:
    """Make the file that was asked for and keep it encrypted under a random name for a week.

    Raises Refused where whoever asked may not have it any more.
    """
    held = holdings(by, on=day_of(at))
    refuse_changed(export, held)
    made = kind_of(export).make(export, held, watch, at)
    path = f"exports/{day_of(at):%Y/%m}/{secrets.token_hex(16)}.bin"
    sealed = crypto.encrypt_bytes(made.content, export.place)
    path = default_storage.save(path, ContentFile(sealed))
    try:
        told = {
            "name": made.name[:120],
            "size": len(made.content),
            "sha256": hashlib.sha256(made.content).hexdigest(),
            "count": made.count,
            "made_at": at,
            "expires_at": at + timedelta(days=KEPT_DAYS),
            "path": path,
        }
        Export.objects.filter(pk=export.pk).update(**told)
    except BaseException:
        default_storage.delete(path)
        raise
    export.refresh_from_db()
    return export
