from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from zhushi.core import audit, crypto
from zhushi.core.errors import Refused
from zhushi.core.moments import day_of
from zhushi.papers.exports import GONE, refuse_changed
from zhushi.papers.models import Export
from zhushi.people.access import holdings


@transaction.atomic
def fetch_export(export: Export, *, by, at: datetime) -> bytes:
    """The file itself, for whoever asked for it, as far as they see now what stands in it.

    Raises Refused for somebody else, for one that is not made yet or has expired, and where the
    rights of the reader have changed since.
    """
    if export.user_id != by.pk:
        raise Refused("这个文件是别人要的，只有本人能取。")
    if export.made_at is None or export.expires_at is None:
        raise Refused("这个文件还没有做好。")
    if export.expires_at <= at or not export.path:
        raise Refused(GONE)
    refuse_changed(export, holdings(by, on=day_of(at)))
    try:
        with default_storage.open(export.path) as kept:
            content = crypto.decrypt_bytes(kept.read(), export.place)
    except FileNotFoundError:
        raise Refused(GONE) from None
    audit.record(
        "export.fetch",
        target=export.about,
        district_id=export.district_id,
        by=by,
        at=at,
        form=export.get_kind_display(),
        count=export.count,
        sha256=export.sha256,
    )
    return content
